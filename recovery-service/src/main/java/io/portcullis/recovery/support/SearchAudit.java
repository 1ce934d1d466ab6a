package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuditService.AuditPage;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Lets an auditor search the audit trail, which notification-service keeps. Each call takes from the person's ration, and is kept with its
/// reason. If it names an account, that account's owner sees it among the activity. Each page is an entry of the trail, too.
@ApplicationScoped
class SearchAudit {

  private static final int BAD_REQUEST = 400;
  private static final int EXPORT_PAGE = 500;

  private final AdmitStaff admit;
  private final DeskAuditService audit;

  SearchAudit(AdmitStaff admit, @RestClient DeskAuditService audit) {
    this.admit = admit;
    this.audit = audit;
  }

  /// @param account whose entries; empty for those of all within seven days
  record Wanted(Optional<AccountId> account, List<String> kinds, Optional<String> from, Optional<String> to) {}

  sealed interface Verdict {
    record Shown(AuditPage page) implements Verdict {}

    record Refused(Admission why) implements Verdict {}
  }

  Uni<Verdict> page(StaffMember member, Wanted wanted, Optional<String> after, int limit, Occasion occasion) {
    return admit(member, StaffOperation.SEARCH_AUDIT, wanted, occasion).chain(admission -> admission instanceof Admission.Admitted
        ? find(member, wanted, after, limit).map(Verdict.Shown::new)
        : Uni.createFrom().item(new Verdict.Refused(admission)));
  }

  /// The last line of an export.
  @RegisterForReflection
  record ExportEnd(long entries) {}

  /// The first page says whether the caller may have the rest.
  Uni<Verdict> beginExport(StaffMember member, Wanted wanted, Occasion occasion) {
    return admit(member, StaffOperation.EXPORT_AUDIT, wanted, occasion).chain(admission -> admission instanceof Admission.Admitted
        ? find(member, wanted, Optional.empty(), EXPORT_PAGE).map(Verdict.Shown::new)
        : Uni.createFrom().item(new Verdict.Refused(admission)));
  }

  /// An entry a line, and at last how many there were: a file without that line was cut off. A page is asked for when the one before
  /// has gone out.
  Multi<Object> export(StaffMember member, Wanted wanted, AuditPage first) {
    return Multi.createFrom().deferred(() -> {
      var entries = new AtomicLong();
      return Multi.createBy().repeating().<AtomicReference<AuditPage>, AuditPage>uni(AtomicReference::new, last -> (last.get() == null
              ? Uni.createFrom().item(first) : find(member, wanted, last.get().next(), EXPORT_PAGE)).invoke(last::set))
          .whilst(page -> page.next().isPresent())
          .invoke(page -> entries.addAndGet(page.entries().size()))
          .<Object>concatMap(page -> Multi.createFrom().iterable(page.entries()))
          .onCompletion().continueWith(() -> List.of(new ExportEnd(entries.get())));
    });
  }

  private Uni<Admission> admit(StaffMember member, StaffOperation operation, Wanted wanted, Occasion occasion) {
    // Nobody shows an auditor the account first. Its owner hears of it all the same.
    return admit.handle(member, new Wish(operation, Optional.empty(), occasion)).call(admission ->
        admission instanceof Admission.Admitted(UUID call) && wanted.account().isPresent()
            ? admit.found(operation, call, wanted.account().get())
            : Uni.createFrom().voidItem());
  }

  private Uni<AuditPage> find(StaffMember member, Wanted wanted, Optional<String> after, int limit) {
    return audit.search(wanted.account(), member.person().id(), wanted.kinds(), wanted.from(), wanted.to(), after, limit)
        .onFailure(failure -> failure instanceof WebApplicationException answer && answer.getResponse().getStatus() == BAD_REQUEST)
        .transform(_ -> new ProblemException(Problem.of(HouseProblem.INVALID_FIELDS)
            .detail("Name an account, or a time of at most seven days, and types of docs/events.md")))
        .onFailure(failure -> !(failure instanceof ProblemException)).transform(ProblemException::unavailable);
  }
}
