package io.portcullis.auth.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import io.portcullis.auth.password.PasswordChoice.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How soon a password would be guessed, by zxcvbn and by [GuessModel], and whether it is one of the tens of thousands
/// tried first. Costs milliseconds: for the password pool only. Its word lists are read at the first use.
@ApplicationScoped
class PasswordStrength {

  // The estimate's cost grows faster than the length, and it tries every reading of the letters' look-alikes: 72
  // chosen characters keep a core busy for two seconds. Bounded as below it is 10 to 40 ms at worst.
  private static final int LOOKED_AT = 40;
  private static final int MOST_LOOK_ALIKES = 6;
  private static final String LOOK_ALIKES = "4@8({[<3691!|70$5+%2";
  private static final int NEUTRAL = '~';
  private static final int SHORTEST_LISTED = 8;

  private static final double FIELD_WORD = 1.3;
  private static final double PHRASE = 3;

  private final Zxcvbn zxcvbn;
  private final Set<String> common;
  private final KnownWords words = KnownWords.none();
  private final int leastStrength;

  PasswordStrength(PasswordConfig config) {
    try {
      List<Dictionary> dictionaries = StandardDictionaries.loadAllDictionaries();
      zxcvbn = new ZxcvbnBuilder().dictionaries(dictionaries).keyboards(StandardKeyboards.loadAllKeyboards()).build();
      common = dictionaries.stream()
          .filter(dictionary -> dictionary.getName().equals(StandardDictionaries.PASSWORDS))
          .flatMap(dictionary -> dictionary.getFrequencies().stream())
          .filter(word -> word.length() >= SHORTEST_LISTED)
          .collect(Collectors.toUnmodifiableSet());
      for (Dictionary dictionary : dictionaries) {
        List<String> ranked = dictionary.getFrequencies();
        for (int rank = 0; rank < ranked.size(); rank++) {
          words.add(ranked.get(rank), Math.log10(rank + 2), Reason.COMMON_WORDS);
        }
      }
      lines("field-words.txt").forEach(word -> words.add(word, FIELD_WORD, Reason.COMMON_WORDS));
      lines("phrases.txt").forEach(phrase ->
          words.add(Spellings.condensed(phrase), PHRASE, Reason.KNOWN_PHRASE));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    config.serviceNames().forEach(words::addServiceName);
    leastStrength = config.leastStrength();
  }

  /// @param score 0 (guessed at once) to 4
  /// @param why   what most of it is made of; empty when zxcvbn alone objects, or nothing does
  record Estimate(int score, Optional<Reason> why) {}

  Estimate estimate(Password password, Set<String> ownWords) {
    Guesses guesses = GuessModel.of(password.reveal(), words.with(ownWords));
    int score = zxcvbn.measure(bounded(password.reveal()), List.copyOf(ownWords)).getScore();
    return new Estimate(Math.min(score, guesses.score()),
        guesses.score() < leastStrength ? guesses.why() : Optional.empty());
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

  private static List<String> lines(String file) throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(
        PasswordStrength.class.getResourceAsStream("/password/" + file), StandardCharsets.UTF_8))) {
      var lines = new ArrayList<String>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line.strip());
        }
      }
      return lines;
    }
  }
}
