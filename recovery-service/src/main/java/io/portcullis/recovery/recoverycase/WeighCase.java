package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.Freezes;
import io.portcullis.recovery.account.SignInDecisions;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Asks the services below what speaks against an approved case. While they are away, the case goes no step on.
@ApplicationScoped
class WeighCase {

  private static final String BLOCKED = "blocked";
  private static final int LATEST = 100;
  private static final Duration LATELY = Duration.ofDays(30);

  private final SignInDecisions signIns;
  private final Accounts accounts;
  private final Freezes freezes;
  private final Clock clock;

  WeighCase(@RestClient SignInDecisions signIns, Accounts accounts, Freezes freezes, Clock clock) {
    this.signIns = signIns;
    this.accounts = accounts;
    this.freezes = freezes;
    this.clock = clock;
  }

  /// Notes a high risk where, in the last month, a sign-in was too risky to be let in, or an address of the account was changed.
  Uni<Void> noteRisk(RecoveryCase approved) {
    if (approved.highRisk) {
      return done();
    }
    AccountId account = approved.owner().orElseThrow();
    Instant since = clock.instant().minus(LATELY);
    return signIns.latest(account, LATEST)
        .onFailure().transform(ProblemException::unavailable)
        .chain(found -> accounts.identifiersChangedAt(account)
            .invoke(changedAt -> approved.highRisk = changedAt.filter(since::isBefore).isPresent()
                || found.signIns().stream().anyMatch(signIn -> signIn.decision().equals(BLOCKED) && since.isBefore(signIn.at()))))
        .replaceWithVoid();
  }

  /// Whether the account was frozen during the case. [HearOwner] cancels it then; this holds also while events are late.
  Uni<Boolean> isFrozenSince(RecoveryCase opened) {
    return freezes.of(opened.owner().orElseThrow())
        .map(freeze -> freeze.filter(found -> found.frozenAt().isAfter(opened.openedAt)).isPresent());
  }
}
