package io.portcullis.auth.signin;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Many wrong passwords for one account: the tables `password_failures_noted` and `password_failures_told`.
@ApplicationScoped
class FailureBursts {

  private static final Logger LOG = Logger.getLogger(FailureBursts.class);

  /// Each tenth failure of the hour is noted: the first burst surely, and a few more rows in a long night.
  private static final long BURST = 10;
  private static final Duration TOLD_AT_MOST_EVERY = Duration.ofDays(1);

  private final Postgres postgres;
  private final Ids ids;

  FailureBursts(Postgres postgres, Ids ids) {
    this.postgres = postgres;
    this.ids = ids;
  }

  private static final String NOTE = """
      insert into password_failures_noted (id, account_id, failures, noted_at) values ($1, $2, $3, $4)""";

  /// Notes that the next burst is full, if it is.
  ///
  /// @param account  what is claimed: for an unknown identifier an id that nobody has, at the same cost
  /// @param failures of the last hour with this one, at all identifiers of a known account
  Uni<Void> note(AccountId account, long failures, Instant now) {
    if (failures == 0 || failures % BURST != 0) {
      return Uni.createFrom().voidItem();
    }
    return postgres.pool().preparedQuery(NOTE)
        .execute(Tuple.of(ids.next(), account.value(), (int) failures, now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid()
        // The password was refused in any case; at the next tenth it is tried again.
        .onFailure().invoke(failure -> LOG.warnf("a burst of wrong passwords was not noted: %s", failure))
        .onFailure().recoverWithNull();
  }

  record Burst(AccountId account, int failures) {}

  // Several instances may take notes at the same time: each takes others. Of two for one account, one is told.
  private static final String TAKE = """
      with noted as (
        delete from password_failures_noted where id in (
          select id from password_failures_noted order by noted_at limit 100 for update skip locked)
        returning account_id, failures),
      burst as (
        select a.id, max(noted.failures) as failures from noted join account a on a.id = noted.account_id group by a.id)
      insert into password_failures_told as told (account_id, failures, told_at)
      select id, failures, $1 from burst order by id
      on conflict (account_id) do update set failures = excluded.failures, told_at = excluded.told_at
        where told.told_at <= $2
      returning account_id, failures""";

  /// Takes what was noted, and marks its owners as told.
  ///
  /// @return of those who exist and were not told within a day
  Uni<List<Burst>> take(SqlConnection tx, Instant now) {
    return tx.preparedQuery(TAKE)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), now.minus(TOLD_AT_MOST_EVERY).atOffset(ZoneOffset.UTC)))
        .map(rows -> {
          List<Burst> found = new ArrayList<>();
          for (Row row : rows) {
            found.add(new Burst(new AccountId(row.getUUID("account_id")), row.getInteger("failures")));
          }
          return found;
        });
  }
}
