package io.portcullis.recovery.staff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// One human of the staff, however many sessions and tokens they have: a digest of `iss` and `sub` (OIDC Core §5.7, which says
/// that the two together are the only stable name). It has no key, so it stays the same when keys change: a key's change must
/// not make two persons of one.
///
/// @param id 22 characters of base64url
public record Person(String id) {

  private static final int KEPT_BYTES = 16;

  static Person of(String issuer, String subject) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] first = issuer.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, first.length));
      digest.update(first);
      byte[] whole = digest.digest(subject.getBytes(StandardCharsets.UTF_8));
      return new Person(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, KEPT_BYTES)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
