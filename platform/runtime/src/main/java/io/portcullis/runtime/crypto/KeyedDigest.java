package io.portcullis.runtime.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// HMAC-SHA-256 (RFC 2104) for one purpose: without the key ring a stolen table of short codes can't be searched.
///
/// Parts are length-prefixed before hashing, so `("ab","c")` and `("a","bc")` differ.
public final class KeyedDigest {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST_KEPT = 16;
  private static final int FULL = 32;

  private final KeyRing ring;
  private final String purpose;

  KeyedDigest(KeyRing ring, String purpose) {
    this.ring = ring;
    this.purpose = purpose;
  }

  /// The digest to store: `<key id>.<base64url>`.
  public String of(String... parts) {
    return digest(ring.currentId(), parts);
  }

  private String digest(String id, String... parts) {
    byte[] mac = mac(ring.key(id, purpose, ALGORITHM).orElseThrow(), utf8(parts));
    return id + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  /// What [#of] gave or gives under each key of the ring, the current one first: to find what was stored by its digest before
  /// the current key changed.
  public List<String> everyOf(String... parts) {
    var digests = new ArrayList<String>();
    for (String id : ring.ids()) {
      digests.add(digest(id, parts));
    }
    return digests;
  }

  /// Whether `stored`, made by [#of] under any key still in the ring, is the digest of `parts`. Constant time.
  public boolean matches(String stored, String... parts) {
    int dot = stored.indexOf('.');
    return dot > 0 && ring.key(stored.substring(0, dot), purpose, ALGORITHM)
        .map(key -> mac(key, utf8(parts)))
        .filter(mac -> MessageDigest.isEqual(mac, Base64.getUrlDecoder().decode(stored.substring(dot + 1))))
        .isPresent();
  }

  /// 32 bytes under the ring's current key.
  public byte[] bytes(byte[]... parts) {
    return mac(ring.key(ring.currentId(), purpose, ALGORITHM).orElseThrow(), parts);
  }

  /// What [#bytes] gives under each key of the ring, the current one first: for a value that was derived, not stored,
  /// and must be found again after the current key has changed.
  public List<byte[]> candidates(byte[]... parts) {
    var candidates = new ArrayList<byte[]>();
    for (String id : ring.ids()) {
      candidates.add(mac(ring.key(id, purpose, ALGORITHM).orElseThrow(), parts));
    }
    return candidates;
  }

  /// Whether `mac`, or the part of it that was kept (at least 16 bytes), was made under any key of the ring.
  public boolean isAuthentic(byte[] mac, byte[]... parts) {
    if (mac.length < SHORTEST_KEPT || mac.length > FULL) {
      return false;
    }
    boolean found = false;
    for (String id : ring.ids()) {
      byte[] expected = mac(ring.key(id, purpose, ALGORITHM).orElseThrow(), parts);
      found |= MessageDigest.isEqual(mac, Arrays.copyOf(expected, mac.length));
    }
    return found;
  }

  private static byte[] mac(SecretKey key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[][] utf8(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }
}
