package io.portcullis.runtime.text;

import java.text.Normalizer;
import java.util.Optional;

/// Names that customers give to things of theirs. They come back in lists, mails and text messages.
public final class ReadableText {

  /// Nothing that a terminal, a mail or a bidirectional layout would act on. What is left may still be blank: [#clean] tells.
  public static final String FORM = "(?s)[^\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}"
      + "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]*";

  private ReadableText() {}

  /// As it is kept: NFC, without what nobody sees, no space around it. Empty when there is nothing to read in it.
  public static Optional<String> clean(String typed) {
    String kept = Invisible.without(Normalizer.normalize(typed, Normalizer.Form.NFC)).strip();
    return Optional.of(kept).filter(text -> !text.codePoints().allMatch(Invisible::isBlank));
  }
}
