package io.portcullis.mfa.totp;

import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// A QR code (ISO/IEC 18004) as a black and white PNG. Written by hand, since the JDK's image writers bring all of
/// AWT, which a native executable would have to carry.
record QrPicture(byte[] png) {

  private static final int PIXELS_PER_MODULE = 6;
  private static final int QUIET_ZONE = 4; // modules
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  static QrPicture of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = (code.size + 2 * QUIET_ZONE) * PIXELS_PER_MODULE;
    var png = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(png)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(side));
      chunk(out, "IDAT", deflate(rows(code, side)));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new QrPicture(png.toByteArray());
  }

  String dataUri() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  // PNG (ISO/IEC 15948) §11.2.2: greyscale of one bit, no interlace.
  private static byte[] header(int side) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(side);
      out.writeInt(side);
      out.write(new byte[] {1, 0, 0, 0, 0});
    }
    return bytes.toByteArray();
  }

  /// Each row: the filter type 0, then eight pixels to a byte, 1 = white.
  private static byte[] rows(QrCode code, int side) {
    int stride = 1 + (side + 7) / 8;
    byte[] rows = new byte[stride * side];
    for (int y = 0; y < side; y++) {
      int row = y * stride;
      if (y % PIXELS_PER_MODULE != 0) {
        System.arraycopy(rows, row - stride, rows, row, stride);
        continue;
      }
      for (int x = 0; x < side; x++) {
        // Outside the code getModule answers "white".
        if (!code.getModule(x / PIXELS_PER_MODULE - QUIET_ZONE, y / PIXELS_PER_MODULE - QUIET_ZONE)) {
          rows[row + 1 + x / 8] |= (byte) (0x80 >> x % 8);
        }
      }
    }
    return rows;
  }

  private static byte[] deflate(byte[] rows) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      out.write(rows);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
