package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.recoverycase.ReviewCases;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.DeskHold;
import io.portcullis.recovery.support.DeskAuthService.FoundAccount;
import io.portcullis.recovery.support.DeskAuthService.Standing;
import io.portcullis.recovery.support.DeskAuthService.Wanted;
import io.portcullis.recovery.support.DeskSessionService.SignIns;
import io.portcullis.recovery.support.SupportCasesResource.ShownCase;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
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
  private final ReviewCases review;
  private final SupportCalls calls;
  private final Timelines timelines;
  private final Postgres postgres;

  ReadAccounts(AdmitStaff admit, @RestClient DeskAuthService auth, @RestClient DeskSessionService sessions, ReviewCases review,
      SupportCalls calls, Timelines timelines, Postgres postgres) {
    this.admit = admit;
    this.review = review;
    this.calls = calls;
    this.timelines = timelines;
    this.postgres = postgres;
    this.auth = auth;
    this.sessions = sessions;
  }

  /// @param standing whether the account is frozen or locked
  /// @param holds what is held, the longest first
  /// @param cases recovery cases that are not over
  /// @param calls what the staff asked for about the account, newest first
  @RegisterForReflection
  record AccountOverview(Standing standing, List<DeskHold> holds, List<ShownCase> cases, List<StaffCall> calls) {}

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
            .chain(found -> admit.found(wish.operation(), call, found.accountId())
                .<Verdict<FoundAccount>>replaceWith(new Verdict.Shown<>(found)))
            .onFailure(failure -> isAnswer(failure, NOT_FOUND) || isAnswer(failure, BAD_REQUEST)).recoverWithItem(() -> new Verdict.Nothing<>())
            .onFailure().transform(ProblemException::unavailable)
        : now(new Verdict.Refused<>(admission)));
  }

  Uni<Verdict<AccountOverview>> overview(StaffMember member, AccountId account, Occasion occasion) {
    var wish = new Wish(StaffOperation.READ_OVERVIEW, Optional.of(account), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted
        ? Uni.combine().all().unis(auth.standing(account).onFailure().transform(ProblemException::unavailable),
                auth.holds(account).onFailure().transform(ProblemException::unavailable), review.openOf(account),
                calls.of(postgres.pool(), account))
            .<Verdict<AccountOverview>>with((standing, held, cases, staff) -> new Verdict.Shown<>(
                new AccountOverview(standing, held.holds(), cases.stream().map(ShownCase::of).toList(), staff)))
        : now(new Verdict.Refused<>(admission)));
  }

  /// What happened, the newest first.
  Uni<Verdict<List<TimelineEntry>>> timeline(StaffMember member, AccountId account, Occasion occasion, Optional<UUID> after, int limit) {
    var wish = new Wish(StaffOperation.READ_TIMELINE, Optional.of(account), occasion);
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted
        ? timelines.of(account, after, limit).<Verdict<List<TimelineEntry>>>map(Verdict.Shown::new)
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
