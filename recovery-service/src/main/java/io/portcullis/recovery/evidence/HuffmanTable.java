package io.portcullis.recovery.evidence;

import java.util.Arrays;
import java.util.HexFormat;

/// A Huffman table of a JPEG image (ITU-T T.81, annexes C and F), to read with and to write with.
final class HuffmanTable {

  static final int LONGEST_CODE = 16;
  private static final int SYMBOLS = 256;

  /// The tables that annex K suggests for luminance. Any image can be written with them.
  static final HuffmanTable DIFFERENCES = suggested("00010501010101010100000000000000", "000102030405060708090a0b");
  static final HuffmanTable COEFFICIENTS = suggested("0002010303020403050504040000017d", """
      01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728
      292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a83848586878889
      8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2
      e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa""");

  private final byte[] counts;
  private final byte[] symbols;
  private final int[] codes = new int[SYMBOLS];
  private final int[] lengths = new int[SYMBOLS];
  /// By length: the first code, and the place of its symbol.
  private final int[] firstCode = new int[LONGEST_CODE + 2];
  private final int[] firstSymbol = new int[LONGEST_CODE + 2];

  /// @param counts how many codes there are of each length, from 1 to 16
  HuffmanTable(byte[] counts, byte[] symbols) throws UnreadableFile {
    this.counts = counts.clone();
    this.symbols = symbols.clone();
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      firstCode[length] = code;
      firstSymbol[length] = next;
      for (int i = Byte.toUnsignedInt(counts[length - 1]); i > 0; i--) {
        int symbol = Byte.toUnsignedInt(symbols[next++]);
        codes[symbol] = code++;
        lengths[symbol] = length;
      }
      if (code > 1 << length) {
        throw new UnreadableFile("more codes than there can be");
      }
      code <<= 1;
    }
  }

  private static HuffmanTable suggested(String counts, String symbols) {
    try {
      return new HuffmanTable(HexFormat.of().parseHex(counts), HexFormat.of().parseHex(symbols.replaceAll("\\s", "")));
    } catch (UnreadableFile impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  int read(BitReader in) throws UnreadableFile {
    int code = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      code = code << 1 | in.bit();
      int place = code - firstCode[length];
      if (place < Byte.toUnsignedInt(counts[length - 1])) {
        return Byte.toUnsignedInt(symbols[firstSymbol[length] + place]);
      }
    }
    throw new UnreadableFile("a code that stands for nothing");
  }

  void write(BitWriter out, int symbol) throws UnreadableFile {
    if (lengths[symbol] == 0) {
      throw new UnreadableFile("a value that no such image has");
    }
    out.bits(codes[symbol], lengths[symbol]);
  }

  /// As a DHT segment says it, behind the table's class and number.
  byte[] definition() {
    byte[] definition = Arrays.copyOf(counts, counts.length + symbols.length);
    System.arraycopy(symbols, 0, definition, counts.length, symbols.length);
    return definition;
  }
}
