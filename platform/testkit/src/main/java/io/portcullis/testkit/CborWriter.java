package io.portcullis.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// As much CBOR (RFC 8949) as an authenticator writes: integers, bytes, text, lists, maps; in their shortest form.
public final class CborWriter {

  private CborWriter() {}

  /// @param value Long or Integer, byte[], String, List or Map of these in the order to be written
  public static byte[] write(Object value) {
    return switch (value) {
      case Integer number -> write(number.longValue());
      case Long number -> number >= 0 ? head(0, number) : head(1, -1 - number);
      case byte[] bytes -> concat(head(2, bytes.length), bytes);
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        yield concat(head(3, utf8.length), utf8);
      }
      case List<?> list -> {
        byte[] all = head(4, list.size());
        for (Object each : list) {
          all = concat(all, write(each));
        }
        yield all;
      }
      case Map<?, ?> map -> {
        byte[] all = head(5, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          all = concat(all, write(entry.getKey()), write(entry.getValue()));
        }
        yield all;
      }
      default -> throw new IllegalArgumentException("authenticators do not write " + value.getClass());
    };
  }

  static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] head(int major, long argument) {
    if (argument < 24) {
      return new byte[] {(byte) (major << 5 | argument)};
    }
    if (argument < 1 << 8) {
      return new byte[] {(byte) (major << 5 | 24), (byte) argument};
    }
    if (argument < 1 << 16) {
      return ByteBuffer.allocate(3).put((byte) (major << 5 | 25)).putShort((short) argument).array();
    }
    return ByteBuffer.allocate(5).put((byte) (major << 5 | 26)).putInt((int) argument).array();
  }
}
