package io.portcullis.runtime.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// UTF-8 as RFC 3629 defines it. `new String(bytes, UTF_8)` puts U+FFFD in the place of what is no UTF-8, and other
/// readers guess another encoding; then two readers of the same bytes see two texts.
public final class Utf8 {

  /// RFC 8259 §8.1 forbids it in front of JSON.
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /// Empty when the bytes have overlong forms, surrogates, broken sequences, or a byte order mark in front.
  public static Optional<String> decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  public static Optional<String> decode(byte[] bytes, int offset, int length) {
    try {
      // A new decoder reports what it can't decode.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
      return Optional.of(text).filter(decoded -> decoded.isEmpty() || decoded.charAt(0) != BYTE_ORDER_MARK);
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
