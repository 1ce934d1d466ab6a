package io.portcullis.recovery.evidence;

/// How large an image may be once it is decoded. A small file can stand for gigabytes of pixels.
final class Pixels {

  private static final int LONGEST_SIDE = 16_384;
  /// More than telephones make as they come; a page of paper at 600 dots per inch has 35.
  private static final long MOST = 50_000_000;
  /// Written anew, an honest image grows by a third at most.
  private static final int MOST_GROWTH = 3;
  private static final int FREE_GROWTH = 64 * 1024;

  private Pixels() {}

  static void check(long width, long height) throws UnreadableFile {
    if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST) {
      throw new UnreadableFile("an image of " + width + " by " + height);
    }
  }

  /// By codes that no camera chooses, a small file could be written anew as a large one.
  static void checkGrowth(int sent, int written) throws UnreadableFile {
    if (written > (long) MOST_GROWTH * sent + FREE_GROWTH) {
      throw new UnreadableFile("an image that grows");
    }
  }
}
