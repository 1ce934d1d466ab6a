package io.portcullis.session.apikey;

import io.portcullis.runtime.crypto.SoundKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// What verifies a key's signatures. The key alone says by which algorithm: what a request says must agree, and chooses nothing.
public sealed interface KeyMaterial {

  /// Name in the registry of HTTP Message Signatures (RFC 9421 §6.2).
  String algorithm();

  boolean verifies(byte[] signed, byte[] signature);

  /// The customer's own, by BouncyCastle, which takes an eighth of the JDK's time.
  record Ed25519(Ed25519PublicKeyParameters key) implements KeyMaterial {

    public static final String ALGORITHM = "ed25519";

    /// Empty when it is no point of the large group in its one spelling: under a point of small order a constant signature
    /// fits many messages.
    static Optional<Ed25519> of(byte[] point) {
      return SoundKey.isSoundEd25519(point) ? Optional.of(new Ed25519(new Ed25519PublicKeyParameters(point))) : Optional.empty();
    }

    @Override
    public String algorithm() {
      return ALGORITHM;
    }

    // Signatures whose scalar is not reduced are refused (RFC 8032 §5.1.7), so nobody makes a second one out of a first.
    @Override
    public boolean verifies(byte[] signed, byte[] signature) {
      var verifier = new Ed25519Signer();
      verifier.init(false, key);
      verifier.update(signed, 0, signed.length);
      return verifier.verifySignature(signature);
    }
  }

  /// The text of a secret that we made: its characters are the key of HMAC-SHA-256 (RFC 2104).
  final class SharedSecret implements KeyMaterial {

    public static final String ALGORITHM = "hmac-sha256";
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    SharedSecret(String text) {
      key = new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), HMAC);
    }

    @Override
    public String algorithm() {
      return ALGORITHM;
    }

    @Override
    public boolean verifies(byte[] signed, byte[] signature) {
      try {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /// The secret itself, for the one who has just had it made.
    String reveal() {
      return new String(key.getEncoded(), StandardCharsets.US_ASCII);
    }

    boolean is(String text) {
      return MessageDigest.isEqual(key.getEncoded(), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "SharedSecret[redacted]";
    }
  }
}
