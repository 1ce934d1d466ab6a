package io.portcullis.auth.factor;

import io.portcullis.auth.factor.SecondFactors.TakeBack;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Has mfa-service take factors away that a thief may have enrolled: after a password reset those that rest on an
/// address, after a change of identifiers was taken back those that came after it. Owed in the transaction of the change, so
/// that neither a crash nor mfa-service's absence leaves one there.
@ApplicationScoped
public class TakeBackFactors {

  private static final Logger LOG = Logger.getLogger(TakeBackFactors.class);

  // Shorter than our own caller's: a slow mfa-service must not turn a change that is committed into a failure.
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  /// How far mfa-service's clock may be behind ours. The account had no factor when the change was made, so none is hit that is
  /// older.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final SecondFactors secondFactors;
  private final Postgres postgres;

  TakeBackFactors(@RestClient SecondFactors secondFactors, Postgres postgres) {
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  private static final String OWE = """
      insert into factor_take_back_owed as owed (account_id, ordered_at, enrolled_after) values ($1, $2, $3)
      on conflict (account_id) do update set ordered_at = greatest(owed.ordered_at, excluded.ordered_at),
        enrolled_after = least(owed.enrolled_after, excluded.enrolled_after)""";

  /// Those that rest on an address.
  public Uni<Void> oweRestingOnAddress(SqlConnection tx, AccountId account, Instant now) {
    return owe(tx, account, now, null);
  }

  /// Those that were enrolled after a change of an account that had none.
  public Uni<Void> oweEnrolledAfter(SqlConnection tx, AccountId account, Instant changedAt, Instant now) {
    return owe(tx, account, now, utc(changedAt.minus(CLOCK_TOLERANCE)));
  }

  private static Uni<Void> owe(SqlConnection tx, AccountId account, Instant now, OffsetDateTime enrolledAfter) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), utc(now), enrolledAfter)).replaceWithVoid();
  }

  private static final String LOCK = """
      select account_id, ordered_at, enrolled_after from factor_take_back_owed where account_id = $1 for update""";

  /// Settles what the caller has just committed. Never fails: what does not get through now is retried.
  public Uni<Void> settle(AccountId account) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
            .chain(rows -> tell(tx, rows)))
        .replaceWithVoid()
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().invoke(TakeBackFactors::warn)
        .onFailure().recoverWithNull();
  }

  private static final String LOCK_OLDEST = """
      select account_id, ordered_at, enrolled_after from factor_take_back_owed
      order by ordered_at limit 1 for update skip locked""";

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleOwed() {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK_OLDEST).execute().chain(rows -> tell(tx, rows)))
        // One each, until none is left; the first failure ends the round.
        .chain(settled -> settled ? settleOwed() : Uni.createFrom().voidItem())
        .onFailure().invoke(TakeBackFactors::warn)
        .onFailure().recoverWithNull();
  }

  private static final String SETTLED = "delete from factor_take_back_owed where account_id = $1";

  private Uni<Boolean> tell(SqlConnection tx, RowSet<Row> owed) {
    Iterator<Row> found = owed.iterator();
    if (!found.hasNext()) {
      return Uni.createFrom().item(false);
    }
    Row row = found.next();
    var account = new AccountId(row.getUUID("account_id"));
    return secondFactors.takeBack(account, new TakeBack(row.getOffsetDateTime("ordered_at").toInstant(),
            Optional.ofNullable(row.getOffsetDateTime("enrolled_after")).map(OffsetDateTime::toInstant)))
        .chain(() -> tx.preparedQuery(SETTLED).execute(Tuple.of(account.value()))).replaceWith(true);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static void warn(Throwable failure) {
    LOG.warnf("mfa-service does not know yet that factors are taken back, trying again: %s", failure);
  }
}
