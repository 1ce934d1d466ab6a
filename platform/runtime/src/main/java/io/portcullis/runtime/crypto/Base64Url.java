package io.portcullis.runtime.crypto;

import java.util.Base64;
import java.util.Optional;

/// base64url (RFC 4648 §5) as JOSE and WebAuthn use it: without padding, and with one spelling for each value.
///
/// The JDK's decoder also takes padding and stray bits in the last digit (§3.5). With those a token could be spelt in
/// several ways, and a memory of what was seen or revoked would know only one of them.
public final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /// Empty unless `text` is the one spelling of its bytes.
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = DECODER.decode(text);
      return Optional.of(bytes).filter(decoded -> encode(decoded).equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
