package io.portcullis.auth.password;

import io.portcullis.auth.AuthProblem;
import io.portcullis.runtime.problem.Problem;
import java.util.List;
import java.util.Locale;

/// Whether a password may be chosen. A refusal says why: this is told to the one who is choosing it, never to one who
/// is guessing.
public sealed interface PasswordChoice {

  record Accepted(Password password) implements PasswordChoice {}

  /// @param strength    estimate from 0 (guessed at once) to 4 (beyond 10¹⁰ guesses)
  /// @param suggestions what would help, as sentences
  record Refused(Reason reason, int strength, List<String> suggestions) implements PasswordChoice {
    public Refused {
      suggestions = List.copyOf(suggestions);
    }

    /// For the one who is choosing.
    public Problem problem() {
      return Problem.of(AuthProblem.PASSWORD_REFUSED).with("reason", reason.wireName())
          .with("strength", strength).with("suggestions", suggestions);
    }
  }

  /// Of two that hold, the one that comes first here is told.
  enum Reason {
    TOO_SHORT, TOO_LONG, MALFORMED,
    /// In the installation's list of breached passwords.
    BREACHED,
    /// In the built-in list of what many people use.
    BLOCKLISTED,
    CONTAINS_IDENTIFIER, CONTAINS_SERVICE_NAME,
    /// A quotation, or what else many people know by heart.
    KNOWN_PHRASE,
    KEYBOARD_WALK, SEQUENCE, REPEATED, DATE, COMMON_WORDS,
    /// Guessable as a whole, by nothing in particular.
    GUESSABLE,
    /// The account had it before it was frozen, or since.
    USED_BEFORE;

    /// As the API spells it.
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
