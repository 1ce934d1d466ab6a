package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.AttestationConveyancePreference;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Who we are to authenticators. Made at start, so that a wrong setting stops the service and not its customers.
@Startup
@ApplicationScoped
class RelyingPartyFacts {

  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  /// Browsers allow WebAuthn in secure contexts only, to which the developer's own machine belongs.
  private static final Pattern WEB =
      Pattern.compile("https://[a-z0-9-]+(\\.[a-z0-9-]+)*(:\\d{1,5})?|http://localhost(:\\d{1,5})?");
  private static final Pattern ANDROID = Pattern.compile("android:apk-key-hash:[A-Za-z0-9_-]{43}");

  private final String id;
  private final String name;
  private final Set<String> origins;
  private final AttestationConveyancePreference attestation;

  RelyingPartyFacts(WebAuthnConfig config, @ConfigProperty(name = "portcullis.origin") String origin) {
    id = config.rpId().orElseGet(() -> URI.create(origin).getHost());
    name = config.rpName();
    origins = config.origins().orElseGet(() -> Set.of(origin));
    attestation = config.attestation();
    if (!DOMAIN.matcher(id).matches()) {
      throw new IllegalStateException("portcullis.mfa.webauthn.rp-id is no domain: " + id);
    }
    for (String each : origins) {
      if (!isOrigin(each)) {
        throw new IllegalStateException("portcullis.mfa.webauthn.origins has what no client says: " + each);
      }
    }
  }

  static boolean isOrigin(String text) {
    return WEB.matcher(text).matches() || ANDROID.matcher(text).matches();
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Set<String> origins() {
    return origins;
  }

  AttestationConveyancePreference attestation() {
    return attestation;
  }
}
