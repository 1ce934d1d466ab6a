package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.closure.ClosureVerdict.PassphraseRefused;
import io.portcullis.auth.closure.ClosureVerdict.Reason;
import io.portcullis.auth.closure.ClosureVerdict.Refused;
import io.portcullis.auth.closure.ClosureVerdict.Waiting;
import io.portcullis.auth.factor.PassphraseOutcome;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.TypedPassphrase;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Begins the two weeks after which the account is closed. Wants a settled factor where one is enrolled, and the trading passphrase where
/// one is set: a thief must not get rid of the account that he has emptied.
@ApplicationScoped
class AskClosure {

  static final Duration COOLING_OFF = Duration.ofDays(14);

  private final ProtectedChange protectedChange;
  private final SecondFactors secondFactors;
  private final Accounts accounts;
  private final MayClose mayClose;
  private final AccountClosures closures;
  private final TellClosure tell;
  private final Postgres postgres;
  private final Clock clock;

  AskClosure(ProtectedChange protectedChange, @RestClient SecondFactors secondFactors, Accounts accounts, MayClose mayClose,
      AccountClosures closures, TellClosure tell, Postgres postgres, Clock clock) {
    this.protectedChange = protectedChange;
    this.secondFactors = secondFactors;
    this.accounts = accounts;
    this.mayClose = mayClose;
    this.closures = closures;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Asking again changes nothing, and tells nothing.
  Uni<ClosureVerdict> handle(Optional<Secret> passphrase) {
    return protectedChange.admit().chain(admitted -> {
      AccountId account = admitted.customer().account();
      return passphrase(account, passphrase, () -> mayClose.obstacle(account).chain(obstacle -> obstacle.isPresent()
          ? now(new Refused(obstacle.get())) : withoutFunds(account)));
    });
  }

  private Uni<ClosureVerdict> withoutFunds(AccountId account) {
    return mayClose.funds(account).chain(funds -> switch (funds) {
      case NONE -> postgres.withTransaction(tx -> ask(tx, account));
      case REMAIN -> now(new Refused(Reason.FUNDS_REMAIN));
      case UNKNOWN -> now(new ClosureVerdict.FundsUnknown());
    });
  }

  private Uni<ClosureVerdict> passphrase(AccountId account, Optional<Secret> passphrase, Supplier<Uni<ClosureVerdict>> right) {
    return secondFactors.enrolledFactors(account).onFailure().transform(ProblemException::unavailable).chain(enrolled -> {
      if (!enrolled.hasPassphrase().orElseThrow(ProblemException::notYet)) {
        return right.get();
      }
      return passphrase.isEmpty() ? now(new PassphraseRefused()) : secondFactors
          .verifyPassphrase(account, new TypedPassphrase(passphrase.get().reveal())).onFailure().transform(ProblemException::unavailable)
          .chain(outcome -> switch (outcome) {
            case PassphraseOutcome.Right(), PassphraseOutcome.NotSet() -> right.get();
            case PassphraseOutcome.Wrong() -> now(new PassphraseRefused());
            case PassphraseOutcome.Cooling(long wait) -> now(new ClosureVerdict.PassphraseCooling(wait));
            case PassphraseOutcome.Stopped() -> now(new ClosureVerdict.PassphraseStopped());
          });
    });
  }

  private Uni<ClosureVerdict> ask(SqlConnection tx, AccountId account) {
    return accounts.lock(tx, account).chain(status -> switch (status.orElse(AccountStatus.CLOSED)) {
      case ACTIVE -> mayClose.obstacleHere(tx, account).chain(either(reason -> now(new Refused(reason)), () -> begin(tx, account)));
      case LOCKED -> now(new ClosureVerdict.AccountLocked());
      case FROZEN, CLOSED -> now(new ClosureVerdict.AccountFrozen());
    });
  }

  private Uni<ClosureVerdict> begin(SqlConnection tx, AccountId account) {
    Instant now = clock.instant();
    Instant closesAt = now.plus(COOLING_OFF);
    return closures.ask(tx, account, now, closesAt)
        .call(news -> news ? tell.of(tx, account, ClosureAction.REQUESTED, Optional.of(closesAt), now) : done())
        .chain(() -> closures.find(tx, account)).map(found -> new Waiting(found.orElseThrow().closesAt()));
  }
}
