package io.portcullis.session;

import java.util.regex.Pattern;

/// Text that others wrote and that stands in our mails and pages: without what steers a terminal, a page or the direction
/// of reading, and of bounded length.
public final class ShownText {

  private static final Pattern NOT_FOR_EYES = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}<>]+");

  private ShownText() {}

  public static String clean(String text, int longest) {
    String clean = NOT_FOR_EYES.matcher(text).replaceAll(" ").strip();
    int end = Math.min(clean.length(), longest);
    boolean splitsALetter = end < clean.length() && Character.isLowSurrogate(clean.charAt(end));
    return clean.substring(0, splitsALetter ? end - 1 : end);
  }
}
