package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AttestationObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What an authenticator tells of its make (WebAuthn L3 §6.5), as far as the library leaves it to us: it lets formats pass
/// that it does not know, and looks at the first certificate of a chain alone.
final class AttestationStatement {

  /// The formats that the library checks (WebAuthn L3 §8).
  private static final Set<String> CHECKED = Set.of("none", "packed", "fido-u2f", "tpm", "apple", "android-safetynet");
  private static final int LONGEST_CHAIN = 5;

  private AttestationStatement() {}

  /// Whether it may stand beside a new credential. One of an unknown format counts as none where none was asked for, and
  /// is refused where a statement was: it could claim anything. A chain whose links do not hold is always refused.
  static boolean isAcceptable(AttestationObject attestation, AttestationConveyancePreference asked) {
    return CHECKED.contains(attestation.getFormat())
        ? holds(attestation.getAttestationStatement().path("x5c"))
        : asked == AttestationConveyancePreference.NONE;
  }

  private static boolean holds(JsonNode x5c) {
    if (x5c.isMissingNode()) {
      return true;
    }
    if (!x5c.isArray() || x5c.isEmpty() || x5c.size() > LONGEST_CHAIN) {
      return false;
    }
    try {
      List<X509Certificate> chain = certificates(x5c);
      for (int i = 0; i + 1 < chain.size(); i++) {
        if (!isIssuedBy(chain.get(i), chain.get(i + 1))) {
          return false;
        }
      }
      return true;
    } catch (GeneralSecurityException | IOException broken) {
      return false;
    }
  }

  private static List<X509Certificate> certificates(JsonNode x5c) throws GeneralSecurityException, IOException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    var chain = new ArrayList<X509Certificate>(x5c.size());
    for (JsonNode each : x5c) {
      var bytes = new ByteArrayInputStream(each.isBinary() ? each.binaryValue() : new byte[0]);
      var certificate = (X509Certificate) factory.generateCertificate(bytes);
      if (bytes.available() > 0) {
        throw new IOException("more than a certificate");
      }
      chain.add(certificate);
    }
    return chain;
  }

  /// RFC 5280 §6.1.3 and §6.1.4, without a trust anchor and without the time: keys outlive their certificates.
  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) throws GeneralSecurityException {
    if (issuer.getBasicConstraints() < 0 || !certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    certificate.verify(issuer.getPublicKey());
    return true;
  }
}
