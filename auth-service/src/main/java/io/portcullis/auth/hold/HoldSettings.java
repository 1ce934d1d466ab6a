package io.portcullis.auth.hold;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.util.List;

/// What the exceptions from holds must be like.
public final class HoldSettings {

  private static final String EXCEPTIONS = "portcullis.holds.exceptions";

  private HoldSettings() {}

  public static List<Finding> check(Settings settings) {
    try {
      HoldScopes.exceptions(settings.texts(EXCEPTIONS));
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(new Finding(EXCEPTIONS, wrong.getMessage(),
          "set it to pairs such as `second-factor-added:internal-transfer`; docs/money.md has the reasons"));
    }
  }
}
