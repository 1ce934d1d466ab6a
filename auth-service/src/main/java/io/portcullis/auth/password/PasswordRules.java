package io.portcullis.auth.password;

import io.portcullis.auth.password.PasswordChoice.Accepted;
import io.portcullis.auth.password.PasswordChoice.Reason;
import io.portcullis.auth.password.PasswordChoice.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which passwords may be chosen (NIST SP 800-63B-4 §3.1.1.2): length and guessability count, composition does not.
@ApplicationScoped
public class PasswordRules {

  // A shorter word turns up in an innocent phrase by chance.
  private static final int SHORTEST_WORD = 4;

  private final PasswordConfig config;
  private final PasswordWorkers workers;
  private final PasswordStrength strength;

  PasswordRules(PasswordConfig config, PasswordWorkers workers, PasswordStrength strength) {
    this.config = config;
    this.workers = workers;
    this.strength = strength;
  }

  /// Judges what a person typed as the new password.
  ///
  /// @param ownWords what an attacker knows of the account: its identifiers and their parts
  /// @return the verdict, or the failure [HashingSaturated]: estimating costs CPU and shares the hashing pool
  public Uni<PasswordChoice> judge(String typed, Set<String> ownWords) {
    // Before any other work: its length is the attacker's choice.
    if (Password.isTooLong(typed)) {
      return Uni.createFrom().item(new Refused(Reason.TOO_LONG, 0,
          List.of("Use at most %d characters.".formatted(Password.LONGEST))));
    }
    Optional<Password> password = Password.parse(typed);
    return password.isPresent()
        ? workers.run(() -> judge(password.get(), ownWords))
        : Uni.createFrom().item(new Refused(Reason.MALFORMED, 0, List.of("Use characters only, no broken ones.")));
  }

  private PasswordChoice judge(Password password, Set<String> ownWords) {
    PasswordStrength.Estimate estimate = strength.estimate(password, ownWords);
    Optional<Reason> reason = objection(password, ownWords, estimate);
    return reason.isPresent()
        ? new Refused(reason.get(), estimate.score(), suggestions(reason.get(), estimate))
        : new Accepted(password);
  }

  private Optional<Reason> objection(Password password, Set<String> ownWords, PasswordStrength.Estimate estimate) {
    if (password.length() < config.leastLength()) {
      return Optional.of(Reason.TOO_SHORT);
    }
    if (strength.isCommon(password)) {
      return Optional.of(Reason.BLOCKLISTED);
    }
    // Known words count for nothing: what is left without them must be long enough by itself. A phrase that merely
    // mentions one stays welcome (§3.1.1.2 compares whole passwords, not parts).
    String own = without(without(password.reveal().toLowerCase(Locale.ROOT), ownWords), config.serviceNames());
    if (own.length() < password.reveal().length() && own.codePointCount(0, own.length()) < config.leastLength()) {
      return Optional.of(Reason.CONTAINS_IDENTIFIER);
    }
    return estimate.score() < config.leastStrength() ? Optional.of(Reason.GUESSABLE) : Optional.empty();
  }

  private static String without(String text, Set<String> words) {
    String left = text;
    for (String word : words) {
      if (word.length() >= SHORTEST_WORD) {
        left = left.replace(word.toLowerCase(Locale.ROOT), "");
      }
    }
    return left;
  }

  private List<String> suggestions(Reason reason, PasswordStrength.Estimate estimate) {
    return switch (reason) {
      case TOO_SHORT -> List.of("Use at least %d characters: four or more unrelated words are easy to remember."
          .formatted(config.leastLength()));
      case BLOCKLISTED -> List.of("Many people use this one, so it is tried first. Choose your own.");
      case CONTAINS_IDENTIFIER -> List.of("Leave out your address, your number and our name.");
      case GUESSABLE, TOO_LONG, MALFORMED -> estimate.suggestions();
    };
  }
}
