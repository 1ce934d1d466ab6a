package io.portcullis.recovery.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A PNG image (PNG, third edition). [#rewrite] decompresses the rows of pixels one by one, as many as the header promises, and
/// compresses them into a new file of five kinds of chunks. Text, EXIF data, further images and what follows the end are not
/// carried over.
final class PngFile {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_BYTES = 13;
  private static final int CHUNK_FRAME = 12;
  private static final int FILTERS = 5;
  private static final int PALETTE = 3;
  private static final int LARGEST_PALETTE = 256;
  private static final Set<String> KNOWN = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  /// Start and step of the seven passes of an interlaced image (§8.1), across and down.
  private static final int[][] PASSES =
      {{0, 8, 0, 8}, {4, 8, 0, 8}, {0, 4, 4, 8}, {2, 4, 0, 4}, {0, 2, 2, 4}, {1, 2, 0, 2}, {0, 1, 1, 2}};
  private static final int[][] WHOLE = {{0, 1, 0, 1}};

  private final ByteBuffer in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<InputStream> data = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private long width;
  private long height;
  private int colour;
  private int bitsPerPixel;
  private boolean interlaced;

  private PngFile(byte[] content) {
    in = ByteBuffer.wrap(content).position(SIGNATURE.length);
  }

  static boolean begins(byte[] content) {
    return content.length > SIGNATURE.length && Arrays.equals(content, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  static byte[] rewrite(byte[] content) throws UnreadableFile {
    return new PngFile(content).rewrite();
  }

  private byte[] rewrite() throws UnreadableFile {
    out.writeBytes(SIGNATURE);
    String type = chunk();
    if (!type.equals("IHDR")) {
      throw new UnreadableFile("no header");
    }
    while (!type.equals("IEND")) {
      type = chunk();
    }
    if (data.isEmpty() || colour == PALETTE && !written.contains("PLTE")) {
      throw new UnreadableFile("no pixels");
    }
    write("IDAT", rows());
    write("IEND", new byte[0]);
    return out.toByteArray();
  }

  private String chunk() throws UnreadableFile {
    if (in.remaining() < CHUNK_FRAME) {
      throw new UnreadableFile("no end");
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining() - 2 * Integer.BYTES) {
      throw new UnreadableFile("a chunk that is longer than the file");
    }
    byte[] typed = new byte[Integer.BYTES + length];
    in.get(typed);
    if ((int) checksum(typed) != in.getInt()) {
      throw new UnreadableFile("a chunk that was altered");
    }
    String type = new String(typed, 0, Integer.BYTES, StandardCharsets.ISO_8859_1);
    byte[] content = Arrays.copyOfRange(typed, Integer.BYTES, typed.length);
    take(type, content);
    return type;
  }

  private void take(String type, byte[] content) throws UnreadableFile {
    boolean first = width == 0;
    if (first != type.equals("IHDR")) {
      throw new UnreadableFile("a header that is missing or comes twice");
    }
    switch (type) {
      case "IHDR" -> header(content);
      case "PLTE" -> colours(type, content,
          content.length % 3 == 0 && content.length <= 3 * LARGEST_PALETTE && colour != 0 && colour != 4);
      case "tRNS" -> colours(type, content, content.length <= LARGEST_PALETTE);
      case "IDAT" -> data.add(new ByteArrayInputStream(content));
      default -> {
        // An upper-case first letter says that no image is right without the chunk (§5.4).
        if (!KNOWN.contains(type) && Character.isUpperCase(type.charAt(0))) {
          throw new UnreadableFile("an unknown chunk");
        }
      }
    }
  }

  private void header(byte[] content) throws UnreadableFile {
    if (content.length != HEADER_BYTES) {
      throw new UnreadableFile("a header of another length");
    }
    var fields = ByteBuffer.wrap(content);
    width = Integer.toUnsignedLong(fields.getInt());
    height = Integer.toUnsignedLong(fields.getInt());
    int depth = fields.get();
    colour = fields.get();
    boolean known = fields.get() == 0 && fields.get() == 0;
    int interlace = fields.get();
    interlaced = interlace == 1;
    int samples = switch (colour) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> throw new UnreadableFile("an unknown colour type");
    };
    boolean deep = switch (colour) {
      case 0 -> Set.of(1, 2, 4, 8, 16).contains(depth);
      case 3 -> Set.of(1, 2, 4, 8).contains(depth);
      default -> Set.of(8, 16).contains(depth);
    };
    if (!known || !deep || interlace < 0 || interlace > 1) {
      throw new UnreadableFile("an unknown way to write pixels");
    }
    bitsPerPixel = samples * depth;
    Pixels.check(width, height);
    write("IHDR", content);
  }

  // What says colours comes before the pixels, and once: by repeating it, a file could carry what it likes.
  private void colours(String type, byte[] content, boolean known) throws UnreadableFile {
    if (!known || !data.isEmpty() || !written.add(type)) {
      throw new UnreadableFile("colours out of place");
    }
    write(type, content);
  }

  private byte[] rows() throws UnreadableFile {
    var compressed = new ByteArrayOutputStream();
    // Fast, or rows that are made for it could keep a core busy for a minute.
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (InputStream pixels = new InflaterInputStream(new SequenceInputStream(Collections.enumeration(data)));
        var sink = new DeflaterOutputStream(compressed, deflater)) {
      for (int[] pass : interlaced ? PASSES : WHOLE) {
        copy(pass, pixels, sink, compressed);
      }
      if (pixels.read() != -1) {
        throw new UnreadableFile("more pixels than the header promises");
      }
    } catch (IOException broken) {
      throw new UnreadableFile("pixels that don't decompress");
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  private void copy(int[] pass, InputStream from, DeflaterOutputStream to, ByteArrayOutputStream written)
      throws IOException, UnreadableFile {
    long across = (width - pass[0] + pass[1] - 1) / pass[1];
    long down = (height - pass[2] + pass[3] - 1) / pass[3];
    if (across <= 0 || down <= 0) {
      return;
    }
    byte[] row = new byte[Math.toIntExact(1 + (across * bitsPerPixel + Byte.SIZE - 1) / Byte.SIZE)];
    for (long y = 0; y < down; y++) {
      if (from.readNBytes(row, 0, row.length) < row.length || row[0] < 0 || row[0] >= FILTERS) {
        throw new UnreadableFile("fewer pixels than the header promises");
      }
      to.write(row);
      Pixels.checkGrowth(in.capacity(), written.size());
    }
  }

  private void write(String type, byte[] content) {
    byte[] typed = ByteBuffer.allocate(Integer.BYTES + content.length).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content)
        .array();
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, content.length).array());
    out.writeBytes(typed);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) checksum(typed)).array());
  }

  private static long checksum(byte[] typed) {
    var checksum = new CRC32();
    checksum.update(typed);
    return checksum.getValue();
  }
}
