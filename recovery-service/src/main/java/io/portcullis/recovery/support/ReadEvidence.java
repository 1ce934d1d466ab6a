package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.recovery.evidence.CleanFile;
import io.portcullis.recovery.evidence.EvidenceFile;
import io.portcullis.recovery.recoverycase.ReviewCases;
import io.portcullis.recovery.recoverycase.ShowEvidence;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Shows reviewers the evidence of a case that is not over. Each look is counted and written down first, also one that is
/// refused because the case is over.
@ApplicationScoped
class ReadEvidence {

  private final AdmitStaff admit;
  private final ReviewCases review;
  private final ShowEvidence evidence;

  ReadEvidence(AdmitStaff admit, ReviewCases review, ShowEvidence evidence) {
    this.admit = admit;
    this.review = review;
    this.evidence = evidence;
  }

  sealed interface Verdict<T> {
    record Shown<T>(T content) implements Verdict<T> {}

    record UnknownCase<T>() implements Verdict<T> {}

    record UnknownFile<T>() implements Verdict<T> {}

    /// The case is over: nobody of the staff sees its evidence any more.
    record Over<T>() implements Verdict<T> {}

    record Refused<T>(Admission why) implements Verdict<T> {}
  }

  Uni<Verdict<List<EvidenceFile>>> list(StaffMember member, UUID id, Occasion occasion) {
    return read(member, id, new Wish(StaffOperation.LIST_EVIDENCE, Optional.empty(), occasion),
        () -> evidence.list(id)
            .map(found -> found.<Verdict<List<EvidenceFile>>>map(Verdict.Shown::new).orElseGet(Verdict.Over::new)));
  }

  Uni<Verdict<CleanFile>> fetch(StaffMember member, UUID id, UUID file, Occasion occasion) {
    return read(member, id, new Wish(StaffOperation.READ_EVIDENCE, Optional.empty(), occasion),
        () -> evidence.file(id, file).map(open -> open.map(found -> found.<Verdict<CleanFile>>map(Verdict.Shown::new)
            .orElseGet(Verdict.UnknownFile::new)).orElseGet(Verdict.Over::new)));
  }

  private <T> Uni<Verdict<T>> read(StaffMember member, UUID id, Wish wish, Supplier<Uni<Verdict<T>>> then) {
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? review.show(id).chain(either(
            found -> admit.found(wish.operation(), call, found.account()).chain(() -> then.get()),
            () -> Verdicts.<Verdict<T>>now(new Verdict.UnknownCase<>())))
        : Verdicts.<Verdict<T>>now(new Verdict.Refused<>(admission)));
  }
}
