package io.portcullis.mfa.webauthn;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// Whether bytes are the CBOR that authenticators must write (CTAP 2.1 §8): definite lengths in their shortest form, no
/// tags, no key twice, no more than four levels. Two parsers can't read such bytes differently, and none can be made to
/// recurse or allocate without end, so it is looked at before any parser sees it.
///
/// The order of keys is left alone: some authenticators get it wrong, and nobody is harmed.
final class Ctap2Cbor {

  private static final int DEEPEST = 4;

  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int SIMPLE = 7;

  private final ByteBuffer input;

  private Ctap2Cbor(ByteBuffer input) {
    this.input = input;
  }

  /// Whether what stands from `from` to the end is exactly `count` items.
  static boolean isSequence(byte[] bytes, int from, int count) {
    if (from > bytes.length) {
      return false;
    }
    var reader = new Ctap2Cbor(ByteBuffer.wrap(bytes).position(from));
    for (int i = 0; i < count; i++) {
      if (!reader.skipItem(0)) {
        return false;
      }
    }
    return !reader.input.hasRemaining();
  }

  private boolean skipItem(int depth) {
    if (!input.hasRemaining()) {
      return false;
    }
    int initial = input.get() & 0xFF;
    int major = initial >> 5;
    if (major == SIMPLE) {
      return skipSimple(initial & 0x1F);
    }
    long argument = readArgument(initial & 0x1F);
    if (argument < 0) {
      return false;
    }
    return switch (major) {
      case 0, NEGATIVE -> true;
      case BYTES, TEXT -> skip(argument);
      case ARRAY -> depth < DEEPEST && skipArray(argument, depth + 1);
      case MAP -> depth < DEEPEST && skipMap(argument, depth + 1);
      default -> false;
    };
  }

  /// -1 when it is cut off, indefinite, not the shortest, or larger than anything here can be.
  private long readArgument(int info) {
    if (info < 24) {
      return info;
    }
    int width = info > 26 ? 0 : 1 << (info - 24); // an eighth byte would only be needed by what is far too long
    if (width == 0 || input.remaining() < width) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | input.get() & 0xFF;
    }
    long smallest = width == 1 ? 24 : 1L << (width * 4);
    return value < smallest ? -1 : value;
  }

  // false, true, null and undefined stand alone; half, single and double are followed by their bytes.
  private boolean skipSimple(int info) {
    return info >= 20 && info <= 23 || info >= 25 && info <= 27 && skip(1L << (info - 24));
  }

  private boolean skip(long length) {
    if (length > input.remaining()) {
      return false;
    }
    input.position(input.position() + (int) length);
    return true;
  }

  private boolean skipArray(long length, int depth) {
    if (length > input.remaining()) { // an item has at least one byte
      return false;
    }
    for (long i = 0; i < length; i++) {
      if (!skipItem(depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean skipMap(long length, int depth) {
    if (length > input.remaining() / 2) {
      return false;
    }
    Set<ByteBuffer> keys = new HashSet<>();
    for (long i = 0; i < length; i++) {
      int start = input.position();
      if (!skipItem(depth) || !keys.add(input.slice(start, input.position() - start)) || !skipItem(depth)) {
        return false;
      }
    }
    return true;
  }
}
