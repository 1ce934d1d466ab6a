package io.portcullis.recovery.evidence;

import java.nio.ByteBuffer;

/// Reads the compressed data of a JPEG image (ITU-T T.81 §F.2.2.5): after 0xFF comes a zero, or the data is over.
final class BitReader {

  private static final int MARK = 0xff;
  private static final int FIRST_RESTART = 0xd0;
  private static final int RESTARTS = 8;

  private final ByteBuffer in;
  private int current;
  private int left;

  BitReader(ByteBuffer in) {
    this.in = in;
  }

  int bit() throws UnreadableFile {
    if (left == 0) {
      current = next();
      left = Byte.SIZE;
    }
    left--;
    return current >> left & 1;
  }

  int bits(int count) throws UnreadableFile {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  private int next() throws UnreadableFile {
    int value = octet();
    if (value == MARK && octet() != 0) {
      throw new UnreadableFile("an image that is cut off");
    }
    return value;
  }

  private int octet() throws UnreadableFile {
    if (!in.hasRemaining()) {
      throw new UnreadableFile("an image that is cut off");
    }
    return Byte.toUnsignedInt(in.get());
  }

  /// Drops the rest of the byte, and passes the restart marker with this number.
  void restart(int number) throws UnreadableFile {
    left = 0;
    if (octet() != MARK || octet() != FIRST_RESTART + number % RESTARTS) {
      throw new UnreadableFile("a restart out of turn");
    }
  }
}
