package io.portcullis.auth.recovery;

import io.portcullis.auth.factor.CodeClaimant;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.auth.factor.SecondFactors.Challenge;
import io.portcullis.auth.factor.SecondFactors.Outcome;
import io.portcullis.auth.factor.SecondFactors.Proof;
import io.portcullis.auth.factor.SecondFactors.Purpose;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Compares a code that a claimant of a recovery case typed with the account's authenticator app. A right one lets nobody in.
///
/// A guess counts as a stranger's. mfa-service is asked twice also where nothing is enrolled, so that the time of an answer hardly
/// tells.
@ApplicationScoped
class CompareFactor {

  private static final String APP = "totp";
  private static final CodeClaimant STRANGER = new CodeClaimant("stranger");

  private final SecondFactors secondFactors;

  CompareFactor(@RestClient SecondFactors secondFactors) {
    this.secondFactors = secondFactors;
  }

  enum Compared {
    MATCH,
    /// The app was not settled when the case was opened: it may be a thief's.
    TOO_NEW,
    NO_MATCH,
    /// Nothing is enrolled, or strangers have guessed too often.
    NOT_COMPARED
  }

  /// Fails as unavailable while mfa-service gives no answer.
  ///
  /// @param openedAt when the case was
  Uni<Compared> handle(AccountId account, UUID recoveryCase, Instant openedAt, String code) {
    var binding = new Binding(account, Purpose.STEP_UP, recoveryCase.toString(), Optional.empty(), STRANGER, Optional.empty());
    return secondFactors.begin(binding).map(Challenge::challengeId)
        .onFailure(failure -> failure instanceof WebApplicationException refused && refused.getResponse().getStatus() < 500)
        .recoverWithItem(recoveryCase::toString)
        .chain(challenge -> secondFactors.verify(challenge, new Proof(binding, APP, Optional.of(code), Optional.empty())))
        .onFailure().transform(ProblemException::unavailable)
        .map(outcome -> compared(outcome, openedAt));
  }

  private static Compared compared(Outcome outcome, Instant openedAt) {
    return switch (outcome) {
      case Outcome.Proved proved -> proved.settledAt().filter(at -> !at.isAfter(openedAt)).isPresent() ? Compared.MATCH : Compared.TOO_NEW;
      case Outcome.Refused _ -> Compared.NO_MATCH;
      case Outcome.Throttled _, Outcome.Ended _, Outcome.NotOffered _ -> Compared.NOT_COMPARED;
    };
  }
}
