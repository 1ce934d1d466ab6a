package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Has mfa-service cancel the removals of factors that wait, because their account is frozen or its owner says so.
///
/// For a freeze it is owed in the transaction that freezes: the owner's emergency brake works while mfa-service is away, and a crash
/// loses nothing. mfa-service carries no removal out in its first minute, so it hears of this before.
@ApplicationScoped
class VoidRemovals {

  private static final Logger LOG = Logger.getLogger(VoidRemovals.class);

  // Shorter than our own caller's: a slow mfa-service must not turn a freeze that is committed into a failure.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Accounts accounts;
  private final SecondFactors secondFactors;
  private final Postgres postgres;

  VoidRemovals(Accounts accounts, @RestClient SecondFactors secondFactors, Postgres postgres) {
    this.accounts = accounts;
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  private static final String OWE = """
      insert into removal_void_owed (account_id, owed_at) values ($1, $2) on conflict (account_id) do nothing""";

  Uni<Void> owe(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }

  /// By the link in an alert: the owner waits for the answer, so mfa-service must be there.
  ///
  /// @return whether there is such an account
  Uni<Boolean> handle(AccountId account, Instant askedUntil) {
    return accounts.find(postgres.pool(), account).chain(found -> found.isEmpty()
        ? now(false)
        : secondFactors.cancelRemovals(account, askedUntil.toString())
            .onFailure().transform(ProblemException::unavailable).replaceWith(true));
  }

  private static final String LOCK = "select account_id from removal_void_owed where account_id = $1 for update";

  /// Settles what the caller has just committed. Never fails: what does not get through now is retried.
  Uni<Void> settle(AccountId account) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
            .chain(rows -> tell(tx, read(rows))))
        .replaceWithVoid()
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().invoke(VoidRemovals::warn)
        .onFailure().recoverWithNull();
  }

  private static final String LOCK_OLDEST = """
      select account_id from removal_void_owed order by owed_at limit 1 for update skip locked""";

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleOwed() {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK_OLDEST).execute().chain(rows -> tell(tx, read(rows))))
        // One each, until none is left; the first failure ends the round.
        .chain(settled -> settled ? settleOwed() : done())
        .onFailure().invoke(VoidRemovals::warn)
        .onFailure().recoverWithNull();
  }

  private static final String SETTLED = "delete from removal_void_owed where account_id = $1";

  private Uni<Boolean> tell(SqlConnection tx, Optional<AccountId> owed) {
    return owed.map(account -> secondFactors.cancelRemovals(account)
            .chain(() -> tx.preparedQuery(SETTLED).execute(Tuple.of(account.value()))).replaceWith(true))
        .orElseGet(() -> now(false));
  }

  private static Optional<AccountId> read(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    return found.hasNext() ? Optional.of(new AccountId(found.next().getUUID("account_id"))) : Optional.empty();
  }

  private static void warn(Throwable failure) {
    LOG.warnf("mfa-service does not know yet that an account is frozen, trying again: %s", failure);
  }
}
