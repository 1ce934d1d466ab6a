package io.portcullis.mfa;

import io.portcullis.runtime.settings.ServiceStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where mfa-service starts.
@QuarkusMain
public final class MfaService {

  private MfaService() {}

  public static void main(String[] arguments) {
    ServiceStart.main(arguments, MfaSettings::check);
  }
}
