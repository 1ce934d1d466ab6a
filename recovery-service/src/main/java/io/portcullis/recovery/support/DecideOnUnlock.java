package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.UnlockOrder;
import io.portcullis.recovery.support.UnlockProposals.Decision;
import io.portcullis.recovery.support.UnlockProposals.UnlockProposal;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The second half of an unlock, by another person: not the proposer, and nobody who dealt with the customer lately. Who locked
/// the account did.
///
/// auth-service unlocks while the decision is not committed yet, once per proposal: a decision that is lost in between is made again.
@ApplicationScoped
class DecideOnUnlock {

  private static final int FROZEN = 403;
  private static final int CLOSED = 404;
  private static final int OUTDATED = 409;

  private final AdmitStaff admit;
  private final UnlockProposals proposals;
  private final SupportCalls calls;
  private final DeskAuthService auth;
  private final Watch watch;
  private final Postgres postgres;
  private final Clock clock;

  DecideOnUnlock(AdmitStaff admit, UnlockProposals proposals, SupportCalls calls, @RestClient DeskAuthService auth, Watch watch,
      Postgres postgres, Clock clock) {
    this.admit = admit;
    this.proposals = proposals;
    this.calls = calls;
    this.auth = auth;
    this.watch = watch;
    this.postgres = postgres;
    this.clock = clock;
  }

  sealed interface Verdict<T> {
    record Done<T>(T shown) implements Verdict<T> {}

    record Unknown<T>() implements Verdict<T> {}

    /// It is decided or too old, or the account has another lock, or none.
    record Outdated<T>() implements Verdict<T> {}

    record Frozen<T>() implements Verdict<T> {}

    /// Meanwhile, for good.
    record Closed<T>() implements Verdict<T> {}

    record AnotherPersonNeeded<T>() implements Verdict<T> {}

    record Refused<T>(Admission why) implements Verdict<T> {}
  }

  Uni<Verdict<List<UnlockProposal>>> list(StaffMember member, Optional<UUID> after, int limit, Occasion occasion) {
    return admit.handle(member, new Wish(StaffOperation.LIST_UNLOCKS, Optional.empty(), occasion))
        .chain(admission -> admission instanceof Admission.Admitted
            ? proposals.open(postgres.pool(), after, limit, clock.instant()).<Verdict<List<UnlockProposal>>>map(Verdict.Done::new)
            : now(new Verdict.Refused<>(admission)));
  }

  /// Opens the account to the caller, who does not become a contact of the customer by that.
  Uni<Verdict<UnlockProposal>> show(StaffMember member, UUID id, Occasion occasion) {
    var wish = new Wish(StaffOperation.SHOW_UNLOCK, Optional.empty(), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? proposals.find(postgres.pool(), id).chain(found -> found.isEmpty()
            ? now(new Verdict.Unknown<>())
            : admit.found(wish.operation(), call, found.get().accountId()).<Verdict<UnlockProposal>>replaceWith(new Verdict.Done<>(found.get())))
        : now(new Verdict.Refused<>(admission)));
  }

  Uni<Verdict<UnlockProposal>> confirm(StaffMember member, UUID id, String words, Occasion occasion) {
    return decide(member, id, StaffOperation.CONFIRM_UNLOCK, Decision.CONFIRMED, words, occasion);
  }

  Uni<Verdict<UnlockProposal>> refuse(StaffMember member, UUID id, String words, Occasion occasion) {
    return decide(member, id, StaffOperation.REFUSE_UNLOCK, Decision.REFUSED, words, occasion);
  }

  private Uni<Verdict<UnlockProposal>> decide(StaffMember member, UUID id, StaffOperation operation, Decision decision, String words,
      Occasion occasion) {
    var wish = new Wish(operation, Optional.empty(), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? proposals.find(postgres.pool(), id).chain(found -> found.isEmpty()
            ? now(new Verdict.Unknown<>())
            : admit.found(wish.operation(), call, found.get().accountId())
                .chain(() -> decide(member, found.get(), operation, decision, words)))
        : now(new Verdict.Refused<>(admission)));
  }

  private Uni<Verdict<UnlockProposal>> decide(StaffMember member, UnlockProposal proposal, StaffOperation operation, Decision decision,
      String words) {
    Instant at = clock.instant();
    return calls.hadContact(postgres.pool(), member.person(), proposal.accountId(), at).chain(close -> {
      if (close || proposal.proposedBy().equals(member.person().id())) {
        watch.tell(Watch.Unusual.OWN_CASE, member.person(), operation);
        return now(new Verdict.AnotherPersonNeeded<>());
      }
      return postgres.withTransaction(tx -> proposals.lock(tx, proposal.unlockId(), at)
          .chain(waits -> !waits ? now(new Verdict.Outdated<UnlockProposal>())
              : decision == Decision.REFUSED ? now(new Verdict.Done<>(proposal))
              : unlock(proposal))
          .call(verdict -> verdict instanceof Verdict.Done
              ? proposals.decide(tx, proposal.unlockId(), decision, member.person(), words, at) : done()))
          .invoke(verdict -> {
            if (verdict instanceof Verdict.Done) {
              watch.did(decision == Decision.CONFIRMED ? Watch.Act.UNLOCKED : Watch.Act.UNLOCK_REFUSED);
            }
          });
    });
  }

  private Uni<Verdict<UnlockProposal>> unlock(UnlockProposal proposal) {
    return auth.unlock(proposal.accountId(), new UnlockOrder(proposal.unlockId(), proposal.lockVersion(), proposal.reason()))
        .<Verdict<UnlockProposal>>replaceWith(new Verdict.Done<>(proposal))
        .onFailure(failure -> isAnswer(failure, FROZEN)).recoverWithItem(() -> new Verdict.Frozen<>())
        .onFailure(failure -> isAnswer(failure, CLOSED)).recoverWithItem(() -> new Verdict.Closed<>())
        .onFailure(failure -> isAnswer(failure, OUTDATED)).recoverWithItem(() -> new Verdict.Outdated<>())
        .onFailure().transform(ProblemException::unavailable);
  }

  private static boolean isAnswer(Throwable failure, int status) {
    return failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == status;
  }
}
