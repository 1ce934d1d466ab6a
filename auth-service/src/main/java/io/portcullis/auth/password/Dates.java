package io.portcullis.auth.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days and years as people write them, with and without signs between.
final class Dates {

  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";
  private static final String FULL_DAY = "(?:0[1-9]|[12]\\d|3[01])";
  private static final String FULL_MONTH = "(?:0[1-9]|1[0-2])";
  private static final String FULL_YEAR = "(?:19|20)\\d\\d";
  private static final String SIGN = "[-/. _]";
  private static final Pattern[] DATES = {
      Pattern.compile(FULL_YEAR + FULL_MONTH + FULL_DAY),
      Pattern.compile(FULL_DAY + FULL_MONTH + FULL_YEAR),
      Pattern.compile(FULL_MONTH + FULL_DAY + FULL_YEAR),
      Pattern.compile(FULL_DAY + FULL_MONTH + "\\d\\d"),
      Pattern.compile(FULL_MONTH + FULL_DAY + "\\d\\d"),
      Pattern.compile("\\d\\d" + FULL_MONTH + FULL_DAY),
      Pattern.compile(DAY + SIGN + MONTH + SIGN + FULL_YEAR),
      Pattern.compile(MONTH + SIGN + DAY + SIGN + FULL_YEAR),
      Pattern.compile(DAY + SIGN + MONTH + SIGN + "\\d\\d"),
      Pattern.compile(FULL_YEAR + SIGN + MONTH + SIGN + DAY)};
  private static final Pattern YEAR = Pattern.compile(FULL_YEAR);

  private Dates() {}

  interface Found {
    void upTo(int end, boolean isYear);
  }

  static void from(String plain, int from, Found found) {
    if (Character.isDigit(plain.charAt(from))) {
      for (Pattern pattern : DATES) {
        Matcher date = pattern.matcher(plain).region(from, plain.length());
        if (date.lookingAt()) {
          found.upTo(date.end(), false);
        }
      }
      Matcher year = YEAR.matcher(plain).region(from, plain.length());
      if (year.lookingAt()) {
        found.upTo(year.end(), true);
      }
    }
  }
}
