package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import io.portcullis.runtime.crypto.SoundKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;

/// Whether a public key is one of the algorithm that it says, and no trick: the library reads keys of any numbers.
final class CredentialKey {

  /// What authenticators make. Verifying with a longer key costs more than a stranger should make us spend.
  private static final int LONGEST_RSA = 4096;

  private CredentialKey() {}

  static boolean isSound(COSEAlgorithmIdentifier algorithm, PublicKey key) {
    boolean fits = switch (key) {
      case ECPublicKey _ -> algorithm == COSEAlgorithmIdentifier.ES256;
      case EdECPublicKey _ -> algorithm == COSEAlgorithmIdentifier.EdDSA;
      case RSAPublicKey rsa -> algorithm == COSEAlgorithmIdentifier.RS256 && rsa.getModulus().bitLength() <= LONGEST_RSA;
      default -> false;
    };
    return fits && SoundKey.isSound(key);
  }
}
