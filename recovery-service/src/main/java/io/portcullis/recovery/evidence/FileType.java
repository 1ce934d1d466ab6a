package io.portcullis.recovery.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a file is by its content. What its sender calls it is not asked.
public enum FileType {
  JPEG("image/jpeg"), PNG("image/png"), PDF("application/pdf");

  private static final int HEAD = 8;
  private static final int TAIL = 1024;
  private static final Pattern PDF_HEAD = Pattern.compile("%PDF-[12]\\.[0-9]");

  private final String mediaType;

  FileType(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /// By its first bytes, and a PDF by its end, too.
  static Optional<FileType> of(byte[] content) {
    if (JpegFile.begins(content)) {
      return Optional.of(JPEG);
    }
    if (PngFile.begins(content)) {
      return Optional.of(PNG);
    }
    String head = latin(content, 0, Math.min(HEAD, content.length));
    String tail = latin(content, Math.max(0, content.length - TAIL), content.length);
    return PDF_HEAD.matcher(head).matches() && tail.contains("%%EOF") ? Optional.of(PDF) : Optional.empty();
  }

  private static String latin(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
