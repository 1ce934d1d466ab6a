package io.portcullis.recovery.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A JPEG image as cameras make them: baseline, 8 bits, one scan (ITU-T T.81). [#rewrite] decodes every coefficient, and writes
/// them into a new file by tables of its own. No pixel changes. EXIF data, comments, previews and what follows the end are not
/// carried over.
final class JpegFile {

  private static final int MARK = 0xff;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOF0 = 0xc0;
  private static final int SOF1 = 0xc1;
  private static final int DHT = 0xc4;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int LAST_APP = 0xef;
  private static final int COM = 0xfe;

  private static final int TABLES = 4;
  private static final int BLOCK = 64;
  private static final int SIDE = 8;
  private static final int LARGEST_DIFFERENCE = 11;
  private static final int MOST_BLOCKS = 10;
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
  /// Says that the three components are red, green and blue.
  private static final byte[] ADOBE_RGB = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
  private static final String ADOBE = "Adobe";

  private final ByteBuffer in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[][] quantisation = new byte[TABLES][];
  private final HuffmanTable[] differences = new HuffmanTable[TABLES];
  private final HuffmanTable[] coefficients = new HuffmanTable[TABLES];
  private List<Component> components = List.of();
  private int width;
  private int height;
  private int restartInterval;
  private boolean isRgb;

  /// One of the colours, or the brightness.
  private static final class Component {

    private final int id;
    private final int across;
    private final int down;
    private final int table;
    private HuffmanTable differences;
    private HuffmanTable coefficients;
    private int read;
    private int written;

    Component(int id, int sampling, int table) {
      this.id = id;
      this.across = sampling >> 4;
      this.down = sampling & 0xf;
      this.table = table;
    }
  }

  private JpegFile(byte[] content) {
    in = ByteBuffer.wrap(content);
  }

  static boolean begins(byte[] content) {
    return content.length > 2 && Byte.toUnsignedInt(content[0]) == MARK && Byte.toUnsignedInt(content[1]) == SOI
        && Byte.toUnsignedInt(content[2]) == MARK;
  }

  static byte[] rewrite(byte[] content) throws UnreadableFile {
    return new JpegFile(content).rewrite();
  }

  private byte[] rewrite() throws UnreadableFile {
    in.position(2);
    int marker = marker();
    while (marker != SOS) {
      segment(marker, content());
      marker = marker();
    }
    scan(content());
    if (marker() != EOI) {
      throw new UnreadableFile("no end behind the pixels");
    }
    return out.toByteArray();
  }

  private int marker() throws UnreadableFile {
    if (octet(in) != MARK) {
      throw new UnreadableFile("no marker");
    }
    int marker = octet(in);
    while (marker == MARK) {
      marker = octet(in);
    }
    return marker;
  }

  private static int octet(ByteBuffer from) throws UnreadableFile {
    if (!from.hasRemaining()) {
      throw new UnreadableFile("no end");
    }
    return Byte.toUnsignedInt(from.get());
  }

  private static byte[] octets(ByteBuffer from, int count) throws UnreadableFile {
    if (from.remaining() < count) {
      throw new UnreadableFile("a segment that is cut off");
    }
    byte[] octets = new byte[count];
    from.get(octets);
    return octets;
  }

  private ByteBuffer content() throws UnreadableFile {
    int length = octet(in) << Byte.SIZE | octet(in);
    if (length < 2) {
      throw new UnreadableFile("a segment without a length");
    }
    return ByteBuffer.wrap(octets(in, length - 2));
  }

  private void segment(int marker, ByteBuffer content) throws UnreadableFile {
    switch (marker) {
      case DQT -> quantisation(content);
      case DHT -> huffman(content);
      case SOF0, SOF1 -> frame(content);
      case DRI -> restartInterval = octet(content) << Byte.SIZE | octet(content);
      case APP14 -> isRgb |= saysRgb(content.array());
      default -> {
        if (marker != COM && (marker < APP0 || marker > LAST_APP)) {
          throw new UnreadableFile("an unusual kind of JPEG");
        }
      }
    }
  }

  private static boolean saysRgb(byte[] content) {
    return content.length >= ADOBE_RGB.length && new String(content, StandardCharsets.ISO_8859_1).startsWith(ADOBE)
        && content[ADOBE_RGB.length - 1] == 0;
  }

  private void quantisation(ByteBuffer content) throws UnreadableFile {
    while (content.hasRemaining()) {
      int number = octet(content);
      // Those of 16 bits belong to images of 12.
      if (number >= TABLES) {
        throw new UnreadableFile("an unusual quantisation");
      }
      quantisation[number] = octets(content, BLOCK);
    }
  }

  private void huffman(ByteBuffer content) throws UnreadableFile {
    while (content.hasRemaining()) {
      int number = octet(content);
      byte[] counts = octets(content, HuffmanTable.LONGEST_CODE);
      int symbols = 0;
      for (byte count : counts) {
        symbols += Byte.toUnsignedInt(count);
      }
      if ((number & 0xf) >= TABLES || number >> 4 > 1) {
        throw new UnreadableFile("an unknown table");
      }
      (number >> 4 == 0 ? differences : coefficients)[number & 0xf] = new HuffmanTable(counts, octets(content, symbols));
    }
  }

  private void frame(ByteBuffer content) throws UnreadableFile {
    if (!components.isEmpty() || octet(content) != Byte.SIZE) {
      throw new UnreadableFile("an unusual frame");
    }
    height = octet(content) << Byte.SIZE | octet(content);
    width = octet(content) << Byte.SIZE | octet(content);
    Pixels.check(width, height);
    int count = octet(content);
    if (count != 1 && count != 3) {
      throw new UnreadableFile("neither grey nor three colours");
    }
    var found = new ArrayList<Component>();
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      // The only component of an image has no neighbours to be sampled with.
      int id = octet(content);
      int sampling = octet(content);
      var component = new Component(id, count == 1 ? 0x11 : sampling, octet(content));
      blocks += component.across * component.down;
      if (component.across < 1 || component.across > TABLES || component.down < 1 || component.down > TABLES
          || component.table >= TABLES) {
        throw new UnreadableFile("an unusual sampling");
      }
      found.add(component);
    }
    if (blocks > MOST_BLOCKS) {
      throw new UnreadableFile("an unusual sampling");
    }
    components = found;
  }

  private void scan(ByteBuffer header) throws UnreadableFile {
    if (components.isEmpty() || octet(header) != components.size()) {
      throw new UnreadableFile("more than one scan");
    }
    for (Component component : components) {
      int id = octet(header);
      int tables = octet(header);
      if (id != component.id || tables >> 4 >= TABLES || (tables & 0xf) >= TABLES) {
        throw new UnreadableFile("an unusual scan");
      }
      component.differences = differences[tables >> 4];
      component.coefficients = coefficients[tables & 0xf];
      if (component.differences == null || component.coefficients == null || quantisation[component.table] == null) {
        throw new UnreadableFile("a table that is missing");
      }
    }
    if (!Arrays.equals(octets(header, header.remaining()), new byte[] {0, BLOCK - 1, 0})) {
      throw new UnreadableFile("a part of the image alone");
    }
    head();
    pixels();
    out.write(MARK);
    out.write(EOI);
  }

  private void head() {
    out.write(MARK);
    out.write(SOI);
    // Some say it by the names of the components alone.
    boolean rgb = components.size() == 3 && (isRgb
        || components.get(0).id == 'R' && components.get(1).id == 'G' && components.get(2).id == 'B');
    write(rgb ? APP14 : APP0, rgb ? ADOBE_RGB : JFIF);
    for (int number = 0; number < TABLES; number++) {
      int wanted = number;
      if (components.stream().anyMatch(component -> component.table == wanted)) {
        write(DQT, joined(new byte[] {(byte) number}, quantisation[number]));
      }
    }
    byte[] size = {Byte.SIZE, (byte) (height >> Byte.SIZE), (byte) height, (byte) (width >> Byte.SIZE), (byte) width,
        (byte) components.size()};
    var frame = new ByteArrayOutputStream();
    var scan = new ByteArrayOutputStream();
    scan.write(components.size());
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      frame.writeBytes(new byte[] {(byte) (i + 1), (byte) (component.across << 4 | component.down), (byte) component.table});
      scan.writeBytes(new byte[] {(byte) (i + 1), 0});
    }
    write(SOF0, joined(size, frame.toByteArray()));
    write(DHT, joined(new byte[] {0}, HuffmanTable.DIFFERENCES.definition()));
    write(DHT, joined(new byte[] {0x10}, HuffmanTable.COEFFICIENTS.definition()));
    write(SOS, joined(scan.toByteArray(), new byte[] {0, BLOCK - 1, 0}));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void write(int marker, byte[] content) {
    int length = content.length + 2;
    out.writeBytes(new byte[] {(byte) MARK, (byte) marker, (byte) (length >> Byte.SIZE), (byte) length});
    out.writeBytes(content);
  }

  private void pixels() throws UnreadableFile {
    var from = new BitReader(in);
    var to = new BitWriter(out);
    int across = components.stream().mapToInt(component -> component.across).max().orElseThrow();
    int down = components.stream().mapToInt(component -> component.down).max().orElseThrow();
    int units = ceil(width, SIDE * across) * ceil(height, SIDE * down);
    for (int unit = 0; unit < units; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        from.restart(unit / restartInterval - 1);
        components.forEach(component -> component.read = 0);
      }
      for (Component component : components) {
        for (int i = component.across * component.down; i > 0; i--) {
          block(component, from, to);
        }
      }
      Pixels.checkGrowth(in.capacity(), out.size());
    }
    to.end();
  }

  private static int ceil(int all, int each) {
    return (all + each - 1) / each;
  }

  private static void block(Component component, BitReader from, BitWriter to) throws UnreadableFile {
    int size = component.differences.read(from);
    if (size > LARGEST_DIFFERENCE) {
      throw new UnreadableFile("a brightness that no image has");
    }
    component.read += signed(from.bits(size), size);
    brightness(component.read - component.written, to);
    component.written = component.read;
    int place = 1;
    while (place < BLOCK) {
      int symbol = component.coefficients.read(from);
      HuffmanTable.COEFFICIENTS.write(to, symbol);
      int length = symbol & 0xf;
      int zeros = symbol >> 4;
      if (length == 0) {
        // The rest of the block is zero, or the next sixteen are.
        place = zeros == 0 ? BLOCK : place + zeros + 1;
      } else {
        place += zeros + 1;
        to.bits(from.bits(length), length);
      }
      if (place > BLOCK) {
        throw new UnreadableFile("more coefficients than a block has");
      }
    }
  }

  /// T.81 §F.1.2.1.1: a negative value is written as itself less one.
  private static void brightness(int difference, BitWriter to) throws UnreadableFile {
    int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    HuffmanTable.DIFFERENCES.write(to, size);
    to.bits(difference < 0 ? difference - 1 : difference, size);
  }

  private static int signed(int bits, int size) {
    return size > 0 && bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
  }
}
