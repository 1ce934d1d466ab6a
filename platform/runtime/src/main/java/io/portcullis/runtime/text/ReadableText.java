package io.portcullis.runtime.text;

/// Names that customers give to things of theirs. They come back in lists, mails and text messages.
public final class ReadableText {

  /// Something to read, and nothing that a terminal, a mail or a bidirectional layout would act on.
  public static final String FORM = "(?s)(?=.*[^\\p{Z}\\p{Cf}\\u115F\\u1160\\u2800\\u3164\\uFFA0])[^\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}"
      + "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]*";

  private ReadableText() {}
}
