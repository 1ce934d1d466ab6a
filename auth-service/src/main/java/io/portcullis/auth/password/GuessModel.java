package io.portcullis.auth.password;

import io.portcullis.auth.password.PasswordChoice.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// How many guesses a password takes from those who know what people choose: the cheapest way to put the *whole* of it
/// together from words, phrases, dates, walks over keyboards, sequences and what was there already. NIST SP 800-63B-4
/// §3.1.1.2 compares whole passwords, so what is added to a known part counts in full.
///
/// zxcvbn asks the same, but takes each further part for ten thousand guesses: `thisismypassword` passes there.
final class GuessModel {

  /// Code points. What follows can only make it harder, and the work grows with the square.
  private static final int LOOKED_AT = 64;
  // Attackers try what goes together first, whatever its parts cost.
  private static final double ONE_MORE_PART = 0.2;
  private static final double SEPARATOR = 0.2;
  private static final double OTHER_SPELLING = 0.5;
  private static final double AGAIN = 1.2;
  private static final int SHORTEST_AGAIN = 3;
  private static final double DATE = 4.3;
  private static final double YEAR = 2.0;
  private static final double PLAINLY = 6;

  private final KnownWords words;
  private final int[] text;
  private final double[] magnitude;
  private final int[] cameFrom;
  private final Reason[] kinds;
  private final Progressions progressions;

  private GuessModel(int[] text, KnownWords words) {
    this.text = text;
    this.words = words;
    magnitude = new double[text.length + 1];
    cameFrom = new int[text.length + 1];
    kinds = new Reason[text.length + 1];
    progressions = new Progressions(text);
    java.util.Arrays.fill(magnitude, 1, magnitude.length, Double.POSITIVE_INFINITY);
  }

  /// Costs up to some ten milliseconds.
  static Guesses of(String password, KnownWords words) {
    Guesses whole = new GuessModel(password.codePoints().limit(LOOKED_AT).toArray(), words).work();
    Guesses condensed = condensed(password, words);
    return condensed.magnitude() < whole.magnitude() ? condensed : whole;
  }

  // "p-a-s-s-w-o-r-d": what is between letters and digits is guessed by itself.
  private static Guesses condensed(String password, KnownWords words) {
    int[] left = password.codePoints().limit(LOOKED_AT).filter(Character::isLetterOrDigit).toArray();
    double between = password.codePoints().limit(LOOKED_AT).filter(point -> !Character.isLetterOrDigit(point)).distinct()
        .mapToDouble(point -> OTHER_SPELLING + Characters.magnitude(point)).sum();
    Guesses guesses = new GuessModel(left, words).work();
    long removed = password.codePoints().limit(LOOKED_AT).filter(point -> !Character.isLetterOrDigit(point)).count();
    // One sign after every few letters is a habit, a sign after each emoji is not what was meant here.
    return left.length > removed / 2
        ? new Guesses(guesses.magnitude() + between, guesses.why())
        : new Guesses(Double.POSITIVE_INFINITY, Optional.empty());
  }

  private Guesses work() {
    String plain = Spellings.plain(new String(text, 0, text.length));
    String[] spellings = {plain, Spellings.withoutLookAlikes(plain), Spellings.withoutLookAlikesOtherwise(plain)};
    for (int from = 0; from < text.length; from++) {
      int start = from;
      double single = Characters.isSeparator(text[from]) ? SEPARATOR : Characters.magnitude(text[from]);
      reach(from, from + 1, single, null);
      words(spellings, from);
      progressions.from(from, (end, cost, kind) -> reach(start, end, cost + ONE_MORE_PART, kind));
      again(plain, from);
      dates(plain, from);
    }
    return new Guesses(magnitude[text.length], why());
  }

  private void reach(int from, int to, double cost, Reason kind) {
    if (magnitude[from] + cost < magnitude[to]) {
      magnitude[to] = magnitude[from] + cost;
      cameFrom[to] = from;
      kinds[to] = kind;
    }
  }

  private void words(String[] spellings, int from) {
    int furthest = Math.min(text.length, from + words.longest());
    for (int to = from + 1; to <= furthest; to++) {
      for (String spelling : spellings) {
        String part = spelling.substring(from, to);
        boolean asWritten = part.contentEquals(new String(text, from, to - from));
        double otherSpelling = asWritten ? 0 : OTHER_SPELLING;
        int end = to;
        words.find(part).ifPresent(word ->
            reach(from, end, word.magnitude() + otherSpelling + ONE_MORE_PART, word.kind()));
        words.find(new StringBuilder(part).reverse().toString()).ifPresent(word ->
            reach(from, end, word.magnitude() + otherSpelling + OTHER_SPELLING + ONE_MORE_PART, word.kind()));
      }
    }
  }

  // What was there already, also overlapping ("abcabcabc") and backwards ("abccba").
  private void again(String plain, int from) {
    for (int earlier = 0; earlier < from; earlier++) {
      int same = 0;
      while (from + same < plain.length() && plain.charAt(earlier + same) == plain.charAt(from + same)) {
        same++;
        if (same >= SHORTEST_AGAIN) {
          reach(from, from + same, AGAIN, Reason.REPEATED);
        }
      }
      int mirrored = 0;
      while (from + mirrored < plain.length() && earlier - mirrored >= 0
          && plain.charAt(earlier - mirrored) == plain.charAt(from + mirrored)) {
        mirrored++;
        if (mirrored >= SHORTEST_AGAIN) {
          reach(from, from + mirrored, AGAIN, Reason.REPEATED);
        }
      }
    }
  }

  private void dates(String plain, int from) {
    Dates.from(plain, from, (end, isYear) -> reach(from, end, (isYear ? YEAR : DATE) + ONE_MORE_PART, Reason.DATE));
  }

  // The kind that most characters belong to; of two, the one that comes first in the list of reasons.
  private Optional<Reason> why() {
    Map<Reason, Integer> lengths = new EnumMap<>(Reason.class);
    for (int at = text.length; at > 0; at = cameFrom[at]) {
      int length = at - cameFrom[at];
      kind(cameFrom[at], at).ifPresent(kind -> lengths.merge(kind, length, Integer::sum));
    }
    Optional<Reason> why = Optional.empty();
    int most = 0;
    for (Map.Entry<Reason, Integer> kind : lengths.entrySet()) {
      if (kind.getValue() > most) {
        why = Optional.of(kind.getKey());
        most = kind.getValue();
      }
    }
    return why;
  }

  // The lists of what many people use hold "qwertyuiop", too: what it is says more than that it is listed.
  private Optional<Reason> kind(int from, int to) {
    var kind = new Reason[] {kinds[to]};
    if (kinds[to] == Reason.COMMON_WORDS) {
      var least = new double[] {PLAINLY};
      progressions.from(from, (end, cost, found) -> {
        if (end == to && cost < least[0]) {
          least[0] = cost;
          kind[0] = found;
        }
      });
    }
    return Optional.ofNullable(kind[0]);
  }
}
