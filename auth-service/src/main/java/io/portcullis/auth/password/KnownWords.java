package io.portcullis.auth.password;

import io.portcullis.auth.password.PasswordChoice.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Words with the number of guesses after which an attacker has tried them.
final class KnownWords {

  /// A word of an address or our name is tried among the first.
  private static final double AT_ONCE = 0.3;
  private static final int SHORTEST_PART = 3;
  private static final int SHORTEST_NUMBER = 4;

  private final Map<String, Word> words = new HashMap<>();
  private final Optional<KnownWords> common;
  private int longest;

  record Word(double magnitude, Reason kind) {}

  private KnownWords(Optional<KnownWords> common) {
    this.common = common;
    longest = common.map(KnownWords::longest).orElse(0);
  }

  static KnownWords none() {
    return new KnownWords(Optional.empty());
  }

  /// These, and what an attacker knows of one account.
  KnownWords with(Set<String> ownWords) {
    var own = new KnownWords(Optional.of(this));
    for (String word : ownWords) {
      for (String part : parts(word)) {
        own.add(part, AT_ONCE, Reason.CONTAINS_IDENTIFIER);
      }
    }
    return own;
  }

  /// @param word in any spelling; of two entries the one that is tried earlier counts
  void add(String word, double magnitude, Reason kind) {
    String spelt = Spellings.plain(word);
    // The lists hold most words as they are: no second copy of them.
    String plain = spelt.equals(word) ? word : spelt;
    words.merge(plain, new Word(magnitude, kind),
        (one, other) -> one.magnitude() <= other.magnitude() ? one : other);
    longest = Math.max(longest, plain.length());
  }

  void addServiceName(String name) {
    add(name, AT_ONCE, Reason.CONTAINS_SERVICE_NAME);
    add(Spellings.condensed(name), AT_ONCE, Reason.CONTAINS_SERVICE_NAME);
  }

  /// @param plain see [Spellings#plain]
  Optional<Word> find(String plain) {
    Word own = words.get(plain);
    return own != null ? Optional.of(own) : common.flatMap(more -> more.find(plain));
  }

  int longest() {
    return longest;
  }

  private static Set<String> parts(String word) {
    var parts = new HashSet<String>();
    parts.add(word);
    parts.add(Spellings.condensed(word));
    for (String part : word.split("[^\\p{L}\\p{N}]+|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})")) {
      parts.add(part);
    }
    parts.removeIf(part -> part.length() < SHORTEST_PART);
    if (!word.isEmpty() && word.chars().allMatch(Character::isDigit)) {
      for (int from = 0; from < word.length(); from++) {
        for (int to = from + SHORTEST_NUMBER; to <= word.length(); to++) {
          parts.add(word.substring(from, to));
        }
      }
    }
    return parts;
  }
}
