package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.Standing;
import io.portcullis.recovery.support.UnlockProposals.UnlockProposal;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The first half of an unlock: a proposal, which opens nothing.
@ApplicationScoped
class ProposeUnlock {

  private final AdmitStaff admit;
  private final DeskAuthService auth;
  private final UnlockProposals proposals;
  private final Watch watch;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  ProposeUnlock(AdmitStaff admit, @RestClient DeskAuthService auth, UnlockProposals proposals, Watch watch, Postgres postgres, Ids ids,
      Clock clock) {
    this.admit = admit;
    this.auth = auth;
    this.proposals = proposals;
    this.watch = watch;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  sealed interface Verdict {
    record Proposed(UnlockProposal proposal) implements Verdict {}

    record NotLocked() implements Verdict {}

    record Frozen() implements Verdict {}

    record Closed() implements Verdict {}

    record Refused(Admission why) implements Verdict {}
  }

  Uni<Verdict> handle(StaffMember member, AccountId account, String words, Occasion occasion) {
    return admit.handle(member, new Wish(StaffOperation.PROPOSE_UNLOCK, Optional.of(account), occasion))
        .chain(admission -> admission instanceof Admission.Admitted
            ? auth.standing(account).onFailure().transform(ProblemException::unavailable)
                .chain(standing -> propose(member, account, standing, words, occasion))
            : now(new Verdict.Refused(admission)));
  }

  private Uni<Verdict> propose(StaffMember member, AccountId account, Standing standing, String words, Occasion occasion) {
    if (standing.isClosed()) {
      return now(new Verdict.Closed());
    }
    if (standing.isFrozen()) {
      return now(new Verdict.Frozen());
    }
    if (standing.lock().isEmpty()) {
      return now(new Verdict.NotLocked());
    }
    Instant at = clock.instant();
    var proposal = new UnlockProposal(ids.next(), account.toString(), standing.lock().get().version(), member.person().id(), Optional.of(words),
        Outcomes.kebab(occasion.reason()), at, at.plus(UnlockProposals.LIFETIME));
    return proposals.add(postgres.pool(), proposal, occasion.ticket()).invoke(() -> watch.did(Watch.Act.UNLOCK_PROPOSED))
        .replaceWith(new Verdict.Proposed(proposal));
  }
}
