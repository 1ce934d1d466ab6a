package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.FoundAccount;
import io.portcullis.recovery.support.DeskAuthService.Wanted;
import io.portcullis.recovery.support.DeskSessionService.SignIns;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Shows staff an account: first who it is, by an identifier that its customer told; then why its sign-ins were decided as they were.
@ApplicationScoped
class ReadAccounts {

  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final AdmitStaff admit;
  private final DeskAuthService auth;
  private final DeskSessionService sessions;

  ReadAccounts(AdmitStaff admit, @RestClient DeskAuthService auth, @RestClient DeskSessionService sessions) {
    this.admit = admit;
    this.auth = auth;
    this.sessions = sessions;
  }

  sealed interface Verdict<T> {
    record Shown<T>(T content) implements Verdict<T> {}

    record Nothing<T>() implements Verdict<T> {}

    record Refused<T>(Admission why) implements Verdict<T> {}
  }

  /// An unknown identifier costs the caller as much of the ration as a known one.
  Uni<Verdict<FoundAccount>> find(StaffMember member, Secret identifier, Occasion occasion) {
    var wish = new Wish(StaffOperation.FIND_ACCOUNT, Optional.empty(), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? auth.find(new Wanted(identifier.reveal()))
            .chain(found -> admit.found(member, wish, call, found.accountId())
                .<Verdict<FoundAccount>>replaceWith(new Verdict.Shown<>(found)))
            .onFailure(failure -> isAnswer(failure, NOT_FOUND) || isAnswer(failure, BAD_REQUEST)).recoverWithItem(() -> new Verdict.Nothing<>())
            .onFailure().transform(ProblemException::unavailable)
        : now(new Verdict.Refused<>(admission)));
  }

  Uni<Verdict<SignIns>> signIns(StaffMember member, AccountId account, Occasion occasion, Optional<String> after, int limit) {
    var wish = new Wish(StaffOperation.READ_SIGN_INS, Optional.of(account), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted
        ? sessions.signIns(account, after, limit).<Verdict<SignIns>>map(Verdict.Shown::new)
            .onFailure(failure -> isAnswer(failure, BAD_REQUEST)).recoverWithItem(() -> new Verdict.Nothing<>())
            .onFailure().transform(ProblemException::unavailable)
        : now(new Verdict.Refused<>(admission)));
  }

  private static boolean isAnswer(Throwable failure, int status) {
    return failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == status;
  }
}
