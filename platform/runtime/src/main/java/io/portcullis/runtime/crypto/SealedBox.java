package io.portcullis.runtime.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what must be read again: AES-256-GCM (NIST SP 800-38D) under the key ring, as `<key id>.<base64url>`.
///
/// `associatedData` names the place the secret belongs to (account, row): a ciphertext moved to another place does
/// not open there.
@ApplicationScoped
public class SealedBox {

  private static final String PURPOSE = "seal";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final KeyRing ring;
  private final SecureRandom random;

  SealedBox(KeyRing ring, SecureRandom random) {
    this.ring = ring;
    this.random = random;
  }

  public String seal(byte[] plain, String associatedData) {
    byte[] sealed = sealUnder(key(ring.currentId()), plain, associatedData);
    return ring.currentId() + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// @throws SealBroken when it was altered, belongs to another place, or its key has left the ring
  public byte[] open(String sealed, String associatedData) {
    int dot = sealed.indexOf('.');
    if (dot <= 0) {
      throw new SealBroken();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
      return openUnder(key(sealed.substring(0, dot)), bytes, associatedData);
    } catch (IllegalArgumentException altered) {
      throw new SealBroken();
    }
  }

  /// A key for contents that are to be unreadable as soon as it is deleted. It is kept sealed itself.
  public SecretKey newContentKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  /// As [#seal], under a key that is not the ring's.
  public byte[] sealUnder(SecretKey key, byte[] plain, String associatedData) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// @throws SealBroken when it was altered, or belongs to another place or key
  public byte[] openUnder(SecretKey key, byte[] sealed, String associatedData) {
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData);
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException | IllegalArgumentException altered) {
      throw new SealBroken();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Whether `sealed` should be sealed again, because a newer key is current.
  public boolean isOutdated(String sealed) {
    return !sealed.startsWith(currentPrefix());
  }

  /// How everything begins that is sealed under the current key: what begins otherwise is outdated, which SQL can ask.
  public String currentPrefix() {
    return ring.currentId() + '.';
  }

  private SecretKey key(String id) {
    return ring.key(id, PURPOSE, "AES").orElseThrow(SealBroken::new);
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /// A sealed value does not open where it was found: somebody tampered with the table, or a key is missing.
  public static final class SealBroken extends RuntimeException {
    SealBroken() {
      super("a sealed value did not open");
    }
  }
}
