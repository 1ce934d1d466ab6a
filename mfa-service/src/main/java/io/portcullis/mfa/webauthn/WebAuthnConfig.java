package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.AttestationConveyancePreference;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.util.Optional;
import java.util.Set;

/// Security keys and passkeys.
@ConfigMapping(prefix = "portcullis.mfa.webauthn")
interface WebAuthnConfig {

  /// The domain that credentials are bound to (WebAuthn L3 §5.1.2), by default the host of `portcullis.origin`. With
  /// another one, no credential registered so far works any more.
  @Form(Kind.DOMAIN)
  Optional<String> rpId();

  /// The name of the exchange, as authenticators show it.
  @WithDefault("${portcullis.brand}")
  @NotBlank
  @Form(Kind.TEXT)
  String rpName();

  /// Where ceremonies may take place, spelt exactly as clients spell it: web pages as `https://host[:port]`, also those of
  /// related origins on other domains, Android apps as `android:apk-key-hash:…`. By default `portcullis.origin` alone.
  @Form(Kind.TEXT)
  Optional<Set<String>> origins();

  /// What authenticators are asked to tell of their make: `none`, `indirect`, `direct` or `enterprise`. Whatever comes is
  /// checked, none is demanded, and a certificate chain that does not hold is refused. A format that we cannot check counts
  /// as none with `none`, and is refused with the others. More than `none` costs a warning in some browsers.
  @WithDefault("none")
  AttestationConveyancePreference attestation();
}
