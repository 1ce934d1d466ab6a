package io.portcullis.notification.exchange;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was told lately, by digests: a system may have put something private into its key.
@ApplicationScoped
class ExchangeFacts {

  /// A repeated request is recognised for so long.
  static final Duration MEMORY = Duration.ofDays(30);

  private final Postgres postgres;
  private final KeyedDigest keys;
  private final KeyedDigest contents;
  private final Clock clock;

  ExchangeFacts(Postgres postgres, KeyRing ring, Clock clock) {
    this.postgres = postgres;
    this.keys = ring.digestFor("exchange-fact-key");
    this.contents = ring.digestFor("exchange-fact");
    this.clock = clock;
  }

  record Known(EventId event, boolean sameContent) {}

  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 130))";

  /// Requests of one system wait for each other, until `tx` ends, if they are about one account or have one key.
  Uni<Void> lock(SqlConnection tx, String system, AccountId account, String key) {
    // The key first, always: so no two wait for each other.
    return lock(tx, system + " key " + key).chain(() -> lock(tx, system + ' ' + account));
  }

  private static Uni<Void> lock(SqlConnection tx, String name) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(name)).replaceWithVoid();
  }

  private static final String FIND = "select event_id, content from exchange_fact where key = any($1)";

  // Under each key of the ring, since the current one may be new.
  Uni<Optional<Known>> find(SqlConnection tx, String system, String key, String content) {
    return tx.preparedQuery(FIND).execute(Tuple.of(keys.everyOf(system, key).toArray(String[]::new)))
        .map(rows -> Rows.first(rows).map(row ->
            new Known(new EventId(row.getUUID(0)), contents.matches(row.getString(1), content))));
  }

  private static final String COUNT = """
      select count(*), min(told_at) from exchange_fact where account_id = $1 and system = $2 and told_at > $3""";

  /// How long until the account may be told by the system again; empty when it may be now.
  Uni<Optional<Duration>> wait(SqlConnection tx, String system, AccountId account, int most, Duration within) {
    Instant now = clock.instant();
    return tx.preparedQuery(COUNT).execute(Tuple.of(account.value(), system, Rows.utc(now.minus(within)))).map(rows -> {
      var row = Rows.one(rows);
      return row.getLong(0) < most ? Optional.empty()
          : Optional.of(Duration.between(now, Rows.instant(row, 1).plus(within)));
    });
  }

  private static final String ADD = """
      insert into exchange_fact (key, system, account_id, content, event_id, told_at) values ($1, $2, $3, $4, $5, $6)""";

  Uni<Void> add(SqlConnection tx, String system, AccountId account, String key, String content, EventId event) {
    return tx.preparedQuery(ADD).execute(Tuple.from(List.of(keys.of(system, key), system, account.value(), contents.of(content),
        event.value(), Rows.utc(clock.instant())))).replaceWithVoid();
  }

  private static final String FORGET = "delete from exchange_fact where told_at < $1";

  @Scheduled(every = "1h", delayed = "30m")
  Uni<Void> forgetOld() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(FORGET)
        .execute(Tuple.of(Rows.utc(clock.instant().minus(MEMORY))))).replaceWithVoid();
  }
}
