package io.portcullis.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The data section of a MaxMind DB. A map or text that was written before becomes a pointer, as publishers do it.
final class MaxMindValues {

  private static final int POINTER = 1;
  private static final int TEXT = 2;
  private static final int DOUBLE = 3;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;
  private static final int BOOLEAN = 14;
  private static final int FLOAT = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Object, Integer> written = new HashMap<>();

  byte[] bytes() {
    return out.toByteArray();
  }

  /// @param value String, Map, List, Double, Float, Boolean; Short, Integer and Long for unsigned integers of 16, 32 and 64
  ///     bits; or bytes that are encoded already
  /// @return where it stands
  int write(Object value) {
    Integer before = value instanceof Map || value instanceof String ? written.putIfAbsent(value, out.size()) : null;
    int offset = out.size();
    if (before != null) {
      out.write(POINTER << 5 | 3 << 3);
      out.writeBytes(ByteBuffer.allocate(4).putInt(before).array());
      return offset;
    }
    switch (value) {
      case byte[] encoded -> out.writeBytes(encoded);
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        out.writeBytes(utf8);
      }
      case Map<?, ?> map -> {
        head(MAP, map.size());
        map.forEach((key, item) -> {
          write(key);
          write(item);
        });
      }
      case List<?> list -> {
        head(ARRAY, list.size());
        list.forEach(this::write);
      }
      case Boolean bit -> head(BOOLEAN, bit ? 1 : 0);
      case Double number -> number(DOUBLE, ByteBuffer.allocate(8).putDouble(number).array());
      case Float number -> number(FLOAT, ByteBuffer.allocate(4).putFloat(number).array());
      case Short number -> unsigned(UINT16, number);
      case Integer number -> unsigned(UINT32, number);
      case Long number -> unsigned(UINT64, number);
      default -> throw new IllegalArgumentException("databases hold no " + value.getClass());
    }
    return offset;
  }

  /// As few bytes as it needs: none for 0.
  private void unsigned(int type, Number number) {
    byte[] wide = ByteBuffer.allocate(8).putLong(number.longValue()).array();
    number(type, Arrays.copyOfRange(wide, Long.numberOfLeadingZeros(number.longValue()) / 8, 8));
  }

  private void number(int type, byte[] bytes) {
    head(type, bytes.length);
    out.writeBytes(bytes);
  }

  private void head(int type, int size) {
    int inControlByte = size < 29 ? size : size < 285 ? 29 : size < 65_821 ? 30 : 31;
    // Types past 7 stand in a byte of their own.
    out.write((type > 7 ? 0 : type) << 5 | inControlByte);
    if (type > 7) {
      out.write(type - 7);
    }
    switch (inControlByte) {
      case 29 -> out.write(size - 29);
      case 30 -> out.writeBytes(ByteBuffer.allocate(2).putShort((short) (size - 285)).array());
      case 31 -> out.writeBytes(Arrays.copyOfRange(ByteBuffer.allocate(4).putInt(size - 65_821).array(), 1, 4));
      default -> { }
    }
  }
}
