package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.Accounts.Freeze;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Carries out a recovery that two persons of the staff approved and whose wait is over (BACK-3): every session and API key
/// ends, reset links are void, withdrawals are held, and what is lost opens nothing any more.
///
/// Once per request. mfa-service knows its part by the moment of the first try: the same request again does nothing to what the
/// owner has enrolled since. While mfa-service is away the caller is told so, and comes again.
@ApplicationScoped
class RecoverAccount {

  /// Two services' clocks may differ by as much. A lock of about the moment of the decision stays.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
  private static final String BY_CASE = "recovery-case";

  private final Accounts accounts;
  private final HandledRequests handled;
  private final StartRecoveryHold hold;
  private final SessionEnds sessionEnds;
  private final SettleSessionEnds settle;
  private final SecondFactors secondFactors;
  private final DeskNews news;
  private final Postgres postgres;

  RecoverAccount(Accounts accounts, HandledRequests handled, StartRecoveryHold hold, SessionEnds sessionEnds, SettleSessionEnds settle,
      @RestClient SecondFactors secondFactors, DeskNews news, Postgres postgres) {
    this.accounts = accounts;
    this.handled = handled;
    this.hold = hold;
    this.sessionEnds = sessionEnds;
    this.settle = settle;
    this.secondFactors = secondFactors;
    this.news = news;
    this.postgres = postgres;
  }

  sealed interface Verdict {
    /// @param resetEpoch to be shown with what is issued now to reset the password by
    record Recovered(Account account, int resetEpoch) implements Verdict {}

    /// The account was frozen since the recovery was asked for, and before it was carried out.
    record Frozen() implements Verdict {}

    /// Or it is closed.
    record NoAccount() implements Verdict {}
  }

  /// @param unlockedBy a lock of the staff from before this moment ends; empty where it stays. A freeze stays in any case
  /// @param askedAt    a freeze since then forbids what is not carried out yet; empty from an earlier release
  record Order(Set<Loss> lost, Optional<Instant> unlockedBy, Optional<Instant> askedAt, UUID request) {

    boolean isForbiddenBy(Optional<Freeze> freeze) {
      return freeze.isPresent() && askedAt.filter(freeze.get().since()::isAfter).isPresent();
    }
  }

  Uni<Verdict> handle(AccountId account, Order order) {
    return postgres.withTransaction(tx -> accounts.lockUnlessClosed(tx, account).chain(status -> status.isEmpty()
        ? ends(new Verdict.NoAccount())
        // Under the account's lock, as a freeze is: each try comes before a freeze or after it.
        : isFrozenSince(tx, account, order).chain(frozen -> frozen
            ? ends(new Verdict.Frozen())
            : recover(tx, account, status.get(), order).<Supplier<Uni<Verdict>>>map(at -> () -> carryOut(account, order, at)))))
        .chain(Supplier::get);
  }

  private static Uni<Supplier<Uni<Verdict>>> ends(Verdict verdict) {
    return now(() -> now(verdict));
  }

  private Uni<Verdict> carryOut(AccountId account, Order order, Instant at) {
    return settle.settle(account).chain(() -> takeAway(account, order.lost(), at))
        .chain(() -> handled.carriedOut(account, HandledRequests.recovery(order.request())))
        .chain(() -> recovered(account, order.request()));
  }

  private Uni<Boolean> isFrozenSince(SqlConnection tx, AccountId account, Order order) {
    return accounts.freezeOf(tx, account)
        .chain(freeze -> !order.isForbiddenBy(freeze)
            ? now(false)
            : handled.isCarriedOut(tx, account, HandledRequests.recovery(order.request())).map(carriedOut -> !carriedOut));
  }

  private Uni<Instant> recover(SqlConnection tx, AccountId account, AccountStatus status, Order order) {
    return hold.start(tx, account, order.request(), now -> accounts.voidResets(tx, account, now)
            .chain(() -> handled.keepEpoch(tx, account, HandledRequests.recovery(order.request())))
            .chain(() -> order.unlockedBy().map(moment -> unlock(tx, account, moment, now)).orElseGet(() -> done()))
            .chain(() -> status == AccountStatus.FROZEN
                ? sessionEnds.oweBarred(tx, account, now, SessionEnds.Reason.PASSWORD_RESET)
                : sessionEnds.owe(tx, account, now, SessionEnds.Reason.PASSWORD_RESET)))
        .chain(() -> handled.handledAt(tx, account, HandledRequests.recovery(order.request())));
  }

  private Uni<Void> unlock(SqlConnection tx, AccountId account, Instant decided, Instant now) {
    return accounts.openOlder(tx, account, decided.minus(CLOCKS_DIFFER))
        .chain(opened -> opened ? news.unlocked(tx, account, BY_CASE, now) : done());
  }

  private Uni<Void> takeAway(AccountId account, Set<Loss> lost, Instant at) {
    return (lost.contains(Loss.SECOND_FACTORS)
        ? secondFactors.takeBack(account, new TakeBack(at, Optional.of(Instant.EPOCH))).replaceWithVoid() : done())
        .chain(() -> lost.contains(Loss.TRADING_PASSPHRASE)
            ? secondFactors.resetPassphrase(account, new PassphraseReset(at)).replaceWithVoid() : done())
        .onFailure().transform(ProblemException::unavailable);
  }

  // The count of the first try: a freeze or a new password since then voids what this order hands out.
  private Uni<Verdict> recovered(AccountId account, UUID request) {
    return accounts.find(postgres.pool(), account).chain(found -> found.isEmpty()
        ? now(new Verdict.NoAccount())
        : handled.epoch(postgres.pool(), account, HandledRequests.recovery(request))
            .chain(kept -> kept.isPresent() ? now(kept) : accounts.resetEpoch(postgres.pool(), found.get().primary()))
            .map(epoch -> epoch.<Verdict>map(number -> new Verdict.Recovered(found.get(), number)).orElseGet(Verdict.NoAccount::new)));
  }
}
