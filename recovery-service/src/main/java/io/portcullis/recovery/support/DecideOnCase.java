package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.recoverycase.DecideCase;
import io.portcullis.recovery.recoverycase.DecideCase.Proposal;
import io.portcullis.recovery.recoverycase.DecideCase.Risk;
import io.portcullis.recovery.recoverycase.ReviewCases;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The desk's part of a decision on a case: who is too close to the customer to decide. Which two persons differ, and what follows
/// from a decision, [DecideCase] knows: a proposal is data there, and what was decided is carried out by the case itself.
@ApplicationScoped
class DecideOnCase {

  private final AdmitStaff admit;
  private final ReviewCases review;
  private final DecideCase decide;
  private final SupportCalls calls;
  private final Watch watch;
  private final Postgres postgres;
  private final Clock clock;

  DecideOnCase(AdmitStaff admit, ReviewCases review, DecideCase decide, SupportCalls calls, Watch watch, Postgres postgres, Clock clock) {
    this.admit = admit;
    this.review = review;
    this.decide = decide;
    this.calls = calls;
    this.watch = watch;
    this.postgres = postgres;
    this.clock = clock;
  }

  sealed interface Verdict {
    record Done() implements Verdict {}

    record Unknown() implements Verdict {}

    /// The case does not wait for this, any more or yet.
    record NotNow() implements Verdict {}

    /// This person opened the case, made the proposal, or dealt with the customer lately.
    record AnotherPersonNeeded() implements Verdict {}

    record Refused(Admission why) implements Verdict {}
  }

  Uni<Verdict> propose(StaffMember member, UUID id, Proposal proposal, Risk risk, String words, Occasion occasion) {
    return decide(member, id, StaffOperation.PROPOSE_DECISION, occasion,
        () -> decide.propose(id, member.person().id(), proposal, risk, words));
  }

  Uni<Verdict> confirm(StaffMember member, UUID id, Proposal expected, String words, Occasion occasion) {
    return decide(member, id, StaffOperation.CONFIRM_DECISION, occasion,
        () -> decide.confirm(id, member.person().id(), expected, words));
  }

  Uni<Verdict> object(StaffMember member, UUID id, String words, Occasion occasion) {
    return decide(member, id, StaffOperation.OBJECT_TO_DECISION, occasion, () -> decide.object(id, member.person().id(), words));
  }

  private Uni<Verdict> decide(StaffMember member, UUID id, StaffOperation operation, Occasion occasion,
      Supplier<Uni<DecideCase.Verdict>> step) {
    var wish = new Wish(operation, Optional.empty(), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? review.show(id).chain(found -> found.isEmpty()
            ? now(new Verdict.Unknown())
            : admit.found(wish.operation(), call, found.get().account())
                .chain(() -> calls.hadContact(postgres.pool(), member.person(), found.get().account(), clock.instant()))
                .chain(close -> close ? now(DecideCase.Verdict.NOT_THIS_PERSON) : step.get())
                .map(verdict -> verdict(verdict, member, operation)))
        : now(new Verdict.Refused(admission)));
  }

  private Verdict verdict(DecideCase.Verdict verdict, StaffMember member, StaffOperation operation) {
    return switch (verdict) {
      case DONE -> new Verdict.Done();
      case NOT_NOW -> new Verdict.NotNow();
      case NOT_THIS_PERSON -> {
        watch.tell(Watch.Unusual.OWN_CASE, member.person(), operation);
        yield new Verdict.AnotherPersonNeeded();
      }
    };
  }
}
