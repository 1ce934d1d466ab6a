package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.password.LinkAfterRecovery;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// Hands the claimant of a completed case the way to a new password, where it can't be mailed because the mailbox or phone number is
/// lost. Once, and within a day.
@ApplicationScoped
class ClaimLink {

  sealed interface Verdict {
    record Claimed(OpaqueToken token) implements Verdict {}

    record NotNow() implements Verdict {}

    record Unknown() implements Verdict {}
  }

  private final RecoveryCases cases;
  private final CompleteCase completeCase;
  private final Clock clock;

  ClaimLink(RecoveryCases cases, CompleteCase completeCase, Clock clock) {
    this.cases = cases;
    this.completeCase = completeCase;
    this.clock = clock;
  }

  Uni<Verdict> handle(OpaqueToken token) {
    return Panache.withSession(() -> cases.byToken(token.digest())).chain(found -> {
      if (found.isEmpty()) {
        return now(new Verdict.Unknown());
      }
      return isFor(found.get())
          ? completeCase.handOver(found.get()).map(link -> link.<Verdict>map(Verdict.Claimed::new).orElseGet(Verdict.NotNow::new))
          : now(new Verdict.NotNow());
    });
  }

  private boolean isFor(RecoveryCase found) {
    return found.state == CaseState.COMPLETED && found.reason == CaseReason.LOST_IDENTIFIER
        && clock.instant().isBefore(found.closedAt.plus(LinkAfterRecovery.LIFETIME));
  }
}
