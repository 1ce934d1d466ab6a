package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.DeskOrder;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// What one person of the staff may do to an account that they were shown: it takes access away, and gives none. auth-service owns
/// accounts and carries it out; doing it again changes nothing.
@ApplicationScoped
class ChangeAccounts {

  private final AdmitStaff admit;
  private final DeskAuthService auth;

  ChangeAccounts(AdmitStaff admit, @RestClient DeskAuthService auth) {
    this.admit = admit;
    this.auth = auth;
  }

  /// Empty when it is done.
  Uni<Optional<Admission>> lock(StaffMember member, AccountId account, Occasion occasion) {
    return change(member, StaffOperation.LOCK_ACCOUNT, account, occasion, order -> auth.lock(account, order));
  }

  Uni<Optional<Admission>> endSessions(StaffMember member, AccountId account, Occasion occasion) {
    return change(member, StaffOperation.END_SESSIONS, account, occasion, order -> auth.endSessions(account, order));
  }

  private Uni<Optional<Admission>> change(StaffMember member, StaffOperation operation, AccountId account, Occasion occasion,
      Function<DeskOrder, Uni<?>> deed) {
    return admit.handle(member, new Wish(operation, Optional.of(account), occasion)).chain(admission ->
        admission instanceof Admission.Admitted
            ? deed.apply(new DeskOrder(Outcomes.kebab(occasion.reason()))).onFailure().transform(ProblemException::unavailable)
                .replaceWith(Optional.<Admission>empty())
            : now(Optional.of(admission)));
  }
}
