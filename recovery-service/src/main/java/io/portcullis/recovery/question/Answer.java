package io.portcullis.recovery.question;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// An answer in the one spelling that is hashed: the Nickname profile of RFC 8266 §2.3. Case, width, and how many spaces there
/// are make no difference, so that somebody who answers years later is understood.
public final class Answer {

  /// In code points of that spelling.
  static final int SHORTEST = 4;
  public static final int LONGEST_TYPED = 200;

  private final String text;

  private Answer(String text) {
    this.text = text;
  }

  public static Answer of(String typed) {
    String spaced = typed.codePoints()
        .map(point -> Character.getType(point) == Character.SPACE_SEPARATOR || Character.isWhitespace(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    String folded = Normalizer.normalize(spaced.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    return new Answer(Arrays.stream(folded.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.joining(" ")));
  }

  boolean isTooShort() {
    return text.codePointCount(0, text.length()) < SHORTEST;
  }

  boolean repeats(Question question) {
    return of(question.text()).text.contains(text);
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Answer answer && text.equals(answer.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Answer[redacted]";
  }
}
