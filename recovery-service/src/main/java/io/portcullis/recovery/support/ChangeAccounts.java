package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.DeskOrder;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// What one person of the staff may do to an account that they were shown: it takes access away, and gives none. auth-service owns
/// accounts and carries it out; doing it again changes nothing.
@ApplicationScoped
class ChangeAccounts {

  private static final int NOT_FOUND = 404;

  private final AdmitStaff admit;
  private final DeskAuthService auth;
  private final Watch watch;

  ChangeAccounts(AdmitStaff admit, @RestClient DeskAuthService auth, Watch watch) {
    this.admit = admit;
    this.auth = auth;
    this.watch = watch;
  }

  sealed interface Verdict {
    record Done() implements Verdict {}

    /// Since the caller found it.
    record Closed() implements Verdict {}

    record Refused(Admission why) implements Verdict {}
  }

  Uni<Verdict> lock(StaffMember member, AccountId account, Occasion occasion) {
    return change(member, StaffOperation.LOCK_ACCOUNT, account, occasion,
        order -> auth.lock(account, order).invoke(() -> watch.did(Watch.Act.LOCKED)));
  }

  Uni<Verdict> endSessions(StaffMember member, AccountId account, Occasion occasion) {
    return change(member, StaffOperation.END_SESSIONS, account, occasion,
        order -> auth.endSessions(account, order).invoke(() -> watch.did(Watch.Act.SESSIONS_ENDED)));
  }

  private Uni<Verdict> change(StaffMember member, StaffOperation operation, AccountId account, Occasion occasion,
      Function<DeskOrder, Uni<?>> deed) {
    return admit.handle(member, new Wish(operation, Optional.of(account), occasion)).chain(admission ->
        admission instanceof Admission.Admitted
            ? deed.apply(new DeskOrder(Outcomes.kebab(occasion.reason()))).<Verdict>replaceWith(new Verdict.Done())
                .onFailure(ChangeAccounts::isClosed).recoverWithItem(new Verdict.Closed())
                .onFailure().transform(ProblemException::unavailable)
            : now(new Verdict.Refused(admission)));
  }

  // The caller was shown the account, so there was one.
  private static boolean isClosed(Throwable failure) {
    return failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == NOT_FOUND;
  }
}
