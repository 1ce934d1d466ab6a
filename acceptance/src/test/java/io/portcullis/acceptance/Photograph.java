package io.portcullis.acceptance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/// A PNG that hardly compresses.
public final class Photograph {
  private Photograph() {}

  /// @return about three bytes for each pixel
  public static byte[] of(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var noise = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) image.setRGB(x, y, noise.nextInt(1 << 24));
    }
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) throw new IllegalStateException("nothing here writes PNG");
    } catch (IOException memoryFailed) {
      throw new UncheckedIOException(memoryFailed);
    }
    return bytes.toByteArray();
  }
}
