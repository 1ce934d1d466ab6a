package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.PassphraseReset;
import io.portcullis.auth.factor.SecondFactors.TakeBack;
import io.portcullis.auth.sessionend.SessionEnds;
import io.portcullis.auth.sessionend.SettleSessionEnds;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Carries out a recovery that two persons of the staff approved and whose wait is over (BACK-3): every session and API key
/// ends, reset links are void, withdrawals are held, and what is lost opens nothing any more.
///
/// Once per request. mfa-service knows its part by the moment of the first try: the same request again does nothing to what the
/// owner has enrolled since. While mfa-service is away the caller is told so, and comes again.
@ApplicationScoped
class RecoverAccount {

  private final Accounts accounts;
  private final HandledRequests handled;
  private final StartRecoveryHold hold;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final SecondFactors secondFactors;
  private final Postgres postgres;

  RecoverAccount(Accounts accounts, HandledRequests handled, StartRecoveryHold hold, SessionEnds sessionEnds, SettleSessionEnds settle,
      @RestClient SecondFactors secondFactors, Postgres postgres) {
    this.accounts = accounts;
    this.handled = handled;
    this.hold = hold;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  /// @param resetEpoch to be shown with what is issued now to reset the password by
  record Recovered(Account account, int resetEpoch) {}

  /// Empty when there is no such account.
  Uni<Optional<Recovered>> handle(AccountId account, Set<Loss> lost, UUID request) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status -> status.isEmpty()
            ? now(Optional.<Instant>empty())
            : recover(tx, account, status.get(), request).map(Optional::of)))
        .chain(at -> at.isEmpty()
            ? now(Optional.empty())
            : settle.settle(account).chain(() -> takeAway(account, lost, at.get())).chain(() -> recovered(account)));
  }

  private Uni<Instant> recover(SqlConnection tx, AccountId account, AccountStatus status, UUID request) {
    return hold.start(tx, account, request, now -> accounts.voidResets(tx, account, now)
            .chain(() -> status == AccountStatus.FROZEN
                ? sessionEnds.oweBarred(tx, account, now, SessionEnds.Reason.PASSWORD_RESET)
                : sessionEnds.owe(tx, account, now, SessionEnds.Reason.PASSWORD_RESET)))
        .chain(() -> handled.handledAt(tx, account, HandledRequests.recovery(request)));
  }

  private Uni<Void> takeAway(AccountId account, Set<Loss> lost, Instant at) {
    return (lost.contains(Loss.SECOND_FACTORS)
        ? secondFactors.takeBack(account, new TakeBack(at, Optional.of(Instant.EPOCH))).replaceWithVoid() : done())
        .chain(() -> lost.contains(Loss.TRADING_PASSPHRASE)
            ? secondFactors.resetPassphrase(account, new PassphraseReset(at)).replaceWithVoid() : done())
        .onFailure().transform(ProblemException::unavailable);
  }

  private Uni<Optional<Recovered>> recovered(AccountId account) {
    return accounts.find(postgres.pool(), account).chain(found -> found.isEmpty()
        ? now(Optional.empty())
        : accounts.resetEpoch(postgres.pool(), found.get().primary())
            .map(epoch -> epoch.map(number -> new Recovered(found.get(), number))));
  }
}
