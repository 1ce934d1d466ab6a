package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.recoverycase.OpenCase;
import io.portcullis.recovery.recoverycase.OpenCase.Verdict.Opened;
import io.portcullis.recovery.recoverycase.ReviewCases;
import io.portcullis.recovery.recoverycase.ReviewCases.ReviewedCase;
import io.portcullis.recovery.recoverycase.ReviewCases.WaitingCase;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.runtime.crypto.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Opens cases for customers who called, and shows reviewers what waits.
@ApplicationScoped
class HandleCases {

  private final AdmitStaff admit;
  private final OpenCase openCase;
  private final ReviewCases review;

  HandleCases(AdmitStaff admit, OpenCase openCase, ReviewCases review) {
    this.admit = admit;
    this.openCase = openCase;
    this.review = review;
  }

  sealed interface Verdict<T> {
    record Shown<T>(T content) implements Verdict<T> {}

    record Nothing<T>() implements Verdict<T> {}

    record Refused<T>(Admission why) implements Verdict<T> {}
  }

  /// The caller can decide on no case that they opened.
  Uni<Verdict<Opened>> open(StaffMember member, Secret identifier, CaseReason reason, Occasion occasion) {
    return admit.handle(member, new Wish(StaffOperation.OPEN_CASE, Optional.empty(), occasion))
        .chain(admission -> admission instanceof Admission.Admitted(UUID call)
            ? openCase.byStaff(identifier, reason, member.person().id(), call).<Verdict<Opened>>map(Verdict.Shown::new)
            : now(new Verdict.Refused<>(admission)));
  }

  /// It names no customer, so no customer is told of it.
  Uni<Verdict<List<WaitingCase>>> list(StaffMember member, Optional<UUID> after, int limit, Occasion occasion) {
    return admit.handle(member, new Wish(StaffOperation.LIST_CASES, Optional.empty(), occasion))
        .chain(admission -> admission instanceof Admission.Admitted
            ? review.list(member.person().id(), after, limit).<Verdict<List<WaitingCase>>>map(Verdict.Shown::new)
            : now(new Verdict.Refused<>(admission)));
  }

  Uni<Verdict<ReviewedCase>> show(StaffMember member, UUID id, Occasion occasion) {
    var wish = new Wish(StaffOperation.SHOW_CASE, Optional.empty(), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? review.show(id).chain(found -> found.isEmpty()
            ? now(new Verdict.Nothing<>())
            : admit.found(wish.operation(), call, found.get().account()).<Verdict<ReviewedCase>>replaceWith(new Verdict.Shown<>(found.get())))
        : now(new Verdict.Refused<>(admission)));
  }
}
