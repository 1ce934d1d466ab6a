package io.portcullis.recovery;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.List;

/// What recovery-service checks beside the bounds of its options.
final class RecoverySettings {

  private RecoverySettings() {}

  static List<Finding> check(Settings settings) {
    return new KeyFiles(settings).publicKey("message-box-public.json").publicKey("freeze-link-public.json")
        .tokenFor("auth-service").tokenFor("session-service").findings();
  }
}
