package io.portcullis.auth.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.Match;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How soon a password would be guessed, by zxcvbn, and whether it is one of the tens of thousands tried first. Costs
/// milliseconds: for the password pool only. Its word lists are read at the first use.
@ApplicationScoped
class PasswordStrength {

  // The estimate's cost grows faster than the length, and it tries every reading of the letters' look-alikes: 72
  // chosen characters keep a core busy for two seconds. Bounded as below it is 10 to 40 ms at worst.
  private static final int LOOKED_AT = 40;
  private static final int MOST_LOOK_ALIKES = 6;
  private static final String LOOK_ALIKES = "4@8({[<3691!|70$5+%2";
  private static final int NEUTRAL = '~';
  private static final int SHORTEST_LISTED = 8;

  private final Zxcvbn zxcvbn;
  private final Set<String> common;

  PasswordStrength() {
    try {
      List<Dictionary> dictionaries = StandardDictionaries.loadAllDictionaries();
      zxcvbn = new ZxcvbnBuilder().dictionaries(dictionaries).keyboards(StandardKeyboards.loadAllKeyboards()).build();
      common = dictionaries.stream()
          .filter(dictionary -> dictionary.getName().equals(StandardDictionaries.PASSWORDS))
          .flatMap(dictionary -> dictionary.getFrequencies().stream())
          .filter(word -> word.length() >= SHORTEST_LISTED)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// @param score 0 (guessed at once) to 4 (beyond 10¹⁰ guesses)
  record Estimate(int score, List<String> suggestions) {}

  Estimate estimate(Password password, Set<String> ownWords) {
    Strength strength = zxcvbn.measure(bounded(password.reveal()), List.copyOf(ownWords));
    return new Estimate(strength.getScore(), suggestions(strength.getSequence()));
  }

  // A word written with more than six kinds of look-alikes is nobody's first guess.
  private static String bounded(String text) {
    var kinds = new TreeSet<Integer>();
    return text.codePoints().limit(LOOKED_AT)
        .map(point -> LOOK_ALIKES.indexOf(point) < 0 || kinds.contains(point)
            || kinds.size() < MOST_LOOK_ALIKES && kinds.add(point) ? point : NEUTRAL)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  boolean isCommon(Password password) {
    return common.contains(password.reveal().toLowerCase(Locale.ROOT));
  }

  // Our own sentences: zxcvbn's sit in resource bundles of its own languages.
  private static List<String> suggestions(List<Match> found) {
    var sentences = new ArrayList<String>();
    sentences.add("Add another word or two; uncommon ones are better.");
    for (Match match : found) {
      String sentence = switch (match.pattern) {
        case Dictionary -> "A common word or name is guessed early, also reversed or with digits for letters.";
        case Spatial -> "Keys that lie beside each other are guessed early.";
        case Repeat -> "Repeated words and characters add little.";
        case Sequence -> "Sequences like abc or 6543 add little.";
        case Date -> "Dates are easy to guess.";
        case Regex -> "Recent years are easy to guess.";
        case Bruteforce -> "";
      };
      if (!sentence.isEmpty() && !sentences.contains(sentence)) {
        sentences.add(sentence);
      }
    }
    return sentences;
  }
}
