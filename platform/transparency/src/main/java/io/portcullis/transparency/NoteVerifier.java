package io.portcullis.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of a key that signs notes (C2SP signed-note, Ed25519). As text it is a verifier key: `name+id+base64`.
///
/// @param key 32 bytes (RFC 8032)
public record NoteVerifier(String name, byte[] key) {

  static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  public NoteVerifier {
    if (name.isEmpty() || name.chars().anyMatch(sign ->
        sign == '+' || sign < ' ' || Character.isWhitespace(sign) || Character.isSpaceChar(sign))) {
      throw new IllegalArgumentException("\"" + name + "\" can't be the name of a key");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
    }
  }

  /// @throws IllegalArgumentException when it is no verifier key
  public static NoteVerifier parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a verifier key looks like name+1a2b3c4d+base64");
    }
    byte[] typed = Base64.getDecoder().decode(parts[2]);
    if (typed.length != KEY_BYTES + 1 || typed[0] != ED25519) {
      throw new IllegalArgumentException("this is no Ed25519 key");
    }
    var parsed = new NoteVerifier(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!parsed.hexId().equals(parts[1])) {
      throw new IllegalArgumentException("the verifier key's id is not that of its key");
    }
    return parsed;
  }

  /// The last 32 bytes of its X.509 form.
  public static NoteVerifier of(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new NoteVerifier(name, Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
  }

  int id() {
    MessageDigest digest = TreeHash.sha256();
    digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    return ByteBuffer.wrap(digest.digest(key)).getInt();
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(id());
  }

  boolean verifies(String text, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + KEY_BYTES);
      System.arraycopy(key, 0, encoded, X509_HEAD.length, KEY_BYTES);
      verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  @Override
  public String toString() {
    byte[] typed = new byte[KEY_BYTES + 1];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, KEY_BYTES);
    return name + '+' + hexId() + '+' + Base64.getEncoder().encodeToString(typed);
  }
}
