package io.portcullis.auth.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.password.PasswordChoice.Accepted;
import io.portcullis.auth.password.PasswordChoice.Reason;
import io.portcullis.auth.password.PasswordChoice.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which passwords may be chosen (NIST SP 800-63B-4 §3.1.1.2): length and guessability count, composition does not.
@ApplicationScoped
public class PasswordRules {

  private final PasswordConfig config;
  private final PasswordWorkers workers;
  private final PasswordStrength strength;
  private final BreachedPasswords breached;

  PasswordRules(PasswordConfig config, PasswordWorkers workers, PasswordStrength strength, BreachedPasswords breached) {
    this.config = config;
    this.workers = workers;
    this.strength = strength;
    this.breached = breached;
  }

  /// Judges what a person typed as the new password.
  ///
  /// @param ownWords what an attacker knows of the account: its identifiers and their parts
  /// @return the verdict, or the failure [HashingSaturated]: estimating costs CPU and shares the hashing pool
  public Uni<PasswordChoice> judge(String typed, Set<String> ownWords) {
    // Before any other work: its length is the attacker's choice.
    if (Password.isTooLong(typed)) {
      return now(new Refused(Reason.TOO_LONG, 0, suggestions(Reason.TOO_LONG)));
    }
    Optional<Password> password = Password.parse(typed);
    return password.isPresent()
        ? workers.run(() -> judge(password.get(), ownWords))
        : now(new Refused(Reason.MALFORMED, 0, suggestions(Reason.MALFORMED)));
  }

  private PasswordChoice judge(Password password, Set<String> ownWords) {
    PasswordStrength.Estimate estimate = strength.estimate(password, ownWords);
    Optional<Reason> reason = objection(password, estimate);
    return reason.isPresent()
        ? new Refused(reason.get(), estimate.score(), suggestions(reason.get()))
        : new Accepted(password);
  }

  private Optional<Reason> objection(Password password, PasswordStrength.Estimate estimate) {
    if (password.length() < config.leastLength()) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (strength.isCommon(password)) {
      return Optional.of(Reason.BLOCKLISTED);
    }
    if (estimate.score() < config.leastStrength()) {
      return Optional.of(estimate.why().orElse(Reason.GUESSABLE));
    }
    // Last, since it may read from disk.
    return breached.contains(password) ? Optional.of(Reason.BREACHED) : Optional.empty();
  }

  /// For a refusal that another rule decides on.
  public List<String> suggestionsFor(Reason reason) {
    return suggestions(reason);
  }

  // Our own sentences: zxcvbn's sit in resource bundles of its own languages.
  private List<String> suggestions(Reason reason) {
    String why = switch (reason) {
      case TOO_SHORT -> "Use at least %d characters: four or more unrelated words are easy to remember."
          .formatted(config.leastLength());
      case TOO_LONG -> "Use at most %d characters.".formatted(Password.LONGEST);
      case MALFORMED -> "Use characters only, no broken ones.";
      case BREACHED -> "This password has leaked from somewhere, so it is tried first. Choose another everywhere.";
      case BLOCKLISTED -> "Many people use this one, so it is tried first. Choose your own.";
      case CONTAINS_IDENTIFIER -> "Leave out your address, your number and parts of them.";
      case CONTAINS_SERVICE_NAME -> "Leave out our name.";
      case KNOWN_PHRASE -> "Quotations, songs and well-known sentences are tried early.";
      case KEYBOARD_WALK -> "Keys that lie beside each other are guessed early, in whatever direction.";
      case SEQUENCE -> "Sequences like abc, 6543 or 112233 add little.";
      case REPEATED -> "Repeated words and characters add little.";
      case DATE -> "Dates and years are easy to guess.";
      case COMMON_WORDS -> "Common words and names are guessed early, also reversed or with digits for letters.";
      case GUESSABLE -> "This is easy to guess.";
      case USED_BEFORE -> "Somebody else may know the passwords that the account had. Choose one that is new to it.";
    };
    return reason == Reason.TOO_LONG || reason == Reason.MALFORMED || reason == Reason.TOO_SHORT
        ? List.of(why) : List.of(why, "Four or more unrelated, uncommon words are easy to remember and hard to guess.");
  }
}
