package io.portcullis.recovery.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// BACK-3: what is left of an image that a stranger sends.
class ImageFilesTest {

  private static final int TRIES = 1500;
  private static final String SCRIPT = "/*<script>alert(document.domain)</script>*/";

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void givenJpegImages_thenNoPixelChanges() throws UnreadableFile {
    for (int[] size : new int[][] {{1, 1}, {8, 8}, {17, 33}, {160, 121}, {640, 480}}) {
      for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY}) {
        for (boolean ownTables : new boolean[] {false, true}) {
          byte[] sent = Images.jpeg(Images.picture(size[0], size[1], type), false, ownTables);
          byte[] kept = JpegFile.rewrite(sent);
          assertThat(Images.pixels(kept)).as("%d by %d", size[0], size[1]).isEqualTo(Images.pixels(sent));
          assertThat(JpegFile.rewrite(kept)).as("what is clean stays as it is").isEqualTo(kept);
        }
      }
    }
  }

  @Test
  void givenPngImages_thenNoPixelChanges() throws UnreadableFile {
    for (int type : new int[] {BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_GRAY}) {
      byte[] sent = Images.png(Images.picture(37, 21, type));
      byte[] kept = PngFile.rewrite(sent);
      assertThat(Images.pixels(kept)).as("type %d", type).isEqualTo(Images.pixels(sent));
      assertThat(PngFile.rewrite(kept)).isEqualTo(kept);
    }
  }

  @Test
  void whereabouts_givenAPhotographWithItsPlace_thenThePlaceIsGone() throws UnreadableFile {
    byte[] kept = JpegFile.rewrite(Images.withPlace(Images.jpeg(64, 48)));
    assertThat(latin(kept)).doesNotContain("Exif", "GPS", Images.PLACE);
    byte[] png = Images.png(16, 16);
    byte[] text = Images.chunk("eXIf", Images.PLACE.getBytes(StandardCharsets.US_ASCII));
    byte[] sent = new byte[png.length + text.length];
    // Behind the header.
    System.arraycopy(png, 0, sent, 0, 33);
    System.arraycopy(text, 0, sent, 33, text.length);
    System.arraycopy(png, 33, sent, 33 + text.length, png.length - 33);
    assertThat(latin(PngFile.rewrite(sent))).doesNotContain("eXIf", "GPS");
  }

  @Test
  void polyglot_givenAJpegThatIsAlsoAScriptAndAnArchive_thenNothingOfThemIsLeft() throws UnreadableFile {
    byte[] sent = Images.withSegment(Images.withSegment(Images.jpeg(32, 32), 0xfe, SCRIPT, ""), 0xe5, SCRIPT, "PK\u0003\u0004archive" + SCRIPT);
    byte[] kept = JpegFile.rewrite(sent);
    assertThat(latin(kept)).doesNotContain("script", "PK", "archive").hasSizeLessThan(sent.length);
    assertThat(Images.pixels(kept)).isEqualTo(Images.pixels(sent));
  }

  @Test
  void decompressionBomb_givenAFewBytesThatStandForGigabytes_thenRefusedUnread() {
    for (byte[] bomb : List.of(Images.claiming(60_000, 60_000, 1000), Images.claiming(16_384, 16_384, 1000),
        Images.claiming(4, 4, 50_000_000), Images.claiming(4, 4, 10))) {
      assertThat(bomb.length).isLessThan(1 << 20);
      assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> PngFile.rewrite(bomb));
    }
  }

  @Test
  void decompressionBomb_givenAJpegByCodesThatNoCameraChooses_thenItDoesNotGrow() {
    byte[] bomb = Images.growing(2048);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(Images.read(bomb)).as("it is an image").isNotNull();
    assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> JpegFile.rewrite(bomb)).withMessage("an image that grows");
  }

  @Test
  void truncated_givenAnImageThatIsCutOff_thenRefused() {
    byte[] jpeg = Images.jpeg(64, 64);
    byte[] png = Images.png(64, 64);
    for (int left : new int[] {10, 100, 700, jpeg.length / 2, jpeg.length - 1}) {
      assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> JpegFile.rewrite(Arrays.copyOf(jpeg, left)));
      assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> PngFile.rewrite(Arrays.copyOf(png, Math.min(left, png.length - 1))));
    }
  }

  @Test
  void unusualJpeg_givenSeveralScans_thenRefused() {
    byte[] progressive = Images.jpeg(Images.picture(64, 64, BufferedImage.TYPE_INT_RGB), true, false);
    assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> JpegFile.rewrite(progressive));
  }

  @Test
  void mangled_givenBytesThatWereAltered_thenTheFileIsRefusedOrAnImage_andNothingElseHappens() {
    var random = new Random(7);
    List<byte[]> sound = List.of(Images.jpeg(24, 24), Images.png(24, 24));
    for (int i = 0; i < TRIES; i++) {
      byte[] sent = sound.get(i % 2).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        sent[random.nextInt(sent.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        sent = Arrays.copyOf(sent, random.nextInt(sent.length));
      }
      rewrite(sent);
    }
  }

  private static void rewrite(byte[] sent) {
    try {
      byte[] kept = PngFile.begins(sent) ? PngFile.rewrite(sent) : JpegFile.begins(sent) ? JpegFile.rewrite(sent) : new byte[0];
      assertThat(kept.length).isLessThan(1 << 20);
    } catch (UnreadableFile refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Test
  void disguise_givenContentOfAnotherType_thenItHasNone() {
    for (String content : List.of("GIF89a/*" + SCRIPT, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<?xml version='1.0'?><svg/>",
        "RIFF....WEBPVP8 ", "MZ", "PK\u0003\u0004", "#!/bin/sh", "", "\u00ff\u00d8", "%PDF-1.7 without an end", " %PDF-1.7\n%%EOF", "<html>")) {
      assertThat(FileType.of(content.getBytes(StandardCharsets.ISO_8859_1))).as(content).isEmpty();
    }
    assertThat(FileType.of(Images.pdf("x"))).contains(FileType.PDF);
  }
}
