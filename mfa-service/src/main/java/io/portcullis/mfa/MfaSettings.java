package io.portcullis.mfa;

import io.portcullis.mfa.webauthn.RelyingPartySettings;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// What mfa-service checks beside the bounds of its options.
final class MfaSettings {

  private MfaSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).publicKey("message-box-public.json").findings());
    findings.addAll(RelyingPartySettings.check(settings));
    return findings;
  }
}
