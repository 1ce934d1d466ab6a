package io.portcullis.recovery.evidence;

import java.io.ByteArrayOutputStream;

/// Writes what [BitReader] reads.
final class BitWriter {

  private static final int MARK = 0xff;

  private final ByteArrayOutputStream out;
  private int current;
  private int filled;

  BitWriter(ByteArrayOutputStream out) {
    this.out = out;
  }

  void bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      current = current << 1 | value >> i & 1;
      if (++filled == Byte.SIZE) {
        flush();
      }
    }
  }

  /// Fills the last byte up with ones.
  void end() {
    while (filled > 0) {
      bits(1, 1);
    }
  }

  private void flush() {
    out.write(current);
    if (current == MARK) {
      out.write(0);
    }
    current = 0;
    filled = 0;
  }
}
