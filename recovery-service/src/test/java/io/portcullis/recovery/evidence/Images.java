package io.portcullis.recovery.evidence;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;

/// Images as the JDK makes and reads them, which has another decoder than the service.
public final class Images {

  public static final String PLACE = "GPSLatitude 52.5200 Longitude 13.4050";

  private Images() {}

  public static BufferedImage picture(int width, int height, int type) {
    var picture = new BufferedImage(width, height, type);
    var random = new Random(width * 31L + height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // Something smooth, with noise: all kinds of coefficients.
        picture.setRGB(x, y, 0x80000000 | (x * 3 & 0xff) << 16 | (y * 5 & 0xff) << 8 | random.nextInt(x % 7 == 0 ? 256 : 8));
      }
    }
    return picture;
  }

  public static byte[] jpeg(int width, int height) {
    return jpeg(picture(width, height, BufferedImage.TYPE_INT_RGB), false, false);
  }

  static byte[] jpeg(BufferedImage picture, boolean progressive, boolean ownTables) {
    var bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var how = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      how.setOptimizeHuffmanTables(ownTables);
      how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.write(null, new IIOImage(picture, null, null), how);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  public static byte[] png(int width, int height) {
    return png(picture(width, height, BufferedImage.TYPE_INT_ARGB));
  }

  static byte[] png(BufferedImage picture) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  public static BufferedImage read(byte[] image) {
    try {
      return ImageIO.read(new ByteArrayInputStream(image));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static int[] pixels(byte[] image) {
    BufferedImage read = read(image);
    return read.getRGB(0, 0, read.getWidth(), read.getHeight(), null, 0, read.getWidth());
  }

  /// With a segment behind the first marker, such as a camera's EXIF data, and more behind the end.
  public static byte[] withSegment(byte[] jpeg, int marker, String content, String behind) {
    byte[] text = content.getBytes(StandardCharsets.ISO_8859_1);
    byte[] tail = behind.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(jpeg.length + 4 + text.length + tail.length).put(jpeg, 0, 2)
        .put((byte) 0xff).put((byte) marker).putShort((short) (text.length + 2)).put(text)
        .put(jpeg, 2, jpeg.length - 2).put(tail).array();
  }

  public static byte[] withPlace(byte[] jpeg) {
    return withSegment(jpeg, 0xe1, "Exif\0\0" + PLACE, "");
  }

  static byte[] chunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(name).put(content).putInt((int) checksum.getValue()).array();
  }

  /// A PNG of grey pixels that claims one size, and holds so many bytes of rows.
  public static byte[] claiming(int width, int height, int rows) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(new byte[rows]);
    deflater.finish();
    byte[] compressed = new byte[rows / 100 + 1000];
    int length = deflater.deflate(compressed);
    deflater.end();
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array();
    var png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.writeBytes(chunk("IHDR", header));
    png.writeBytes(chunk("IDAT", Arrays.copyOf(compressed, length)));
    png.writeBytes(chunk("IEND", new byte[0]));
    return png.toByteArray();
  }

  /// A grey JPEG of so many pixels each way, whose most frequent codes are the rarest ones of the suggested tables.
  static byte[] growing(int side) {
    var jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(HexFormat.of().parseHex("ffd8ffdb004300" + "01".repeat(64)));
    jpeg.writeBytes(HexFormat.of().parseHex("ffc0000b08%04x%<04x01011100".formatted(side)));
    // A difference of 0 is the bit 0. Fifteen zeros and a 1 are the bit 0, too; the end of the block is 10.
    jpeg.writeBytes(HexFormat.of().parseHex("ffc4001400" + "01" + "00".repeat(15) + "00"));
    jpeg.writeBytes(HexFormat.of().parseHex("ffc4001510" + "0101" + "00".repeat(14) + "f100"));
    jpeg.writeBytes(HexFormat.of().parseHex("ffda0008010100003f00"));
    var bits = new BitWriter(jpeg);
    for (int block = side / 8 * (side / 8); block > 0; block--) {
      bits.bits(0b0_01_01_01_10, 9);
    }
    bits.end();
    jpeg.writeBytes(HexFormat.of().parseHex("ffd9"));
    return jpeg.toByteArray();
  }

  public static byte[] pdf(String content) {
    return ("%PDF-1.7\n" + content + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
