package io.portcullis.recovery.support;

import io.portcullis.recovery.staff.Person;
import io.portcullis.recovery.support.StaffOperation.Ration;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// The tables `support_ration` and `support_seen`: how often a person called, whatever token or session they used.
@ApplicationScoped
class Rations {

  private static final Duration KEPT = Duration.ofDays(2);

  private final DeskConfig config;
  private final Pool pool;
  private final Clock clock;

  Rations(DeskConfig config, Pool pool, Clock clock) {
    this.config = config;
    this.pool = pool;
    this.clock = clock;
  }

  // One statement decides, so that calls at once can't share the last of a ration.
  private static final String TAKE = """
      insert into support_ration (person, kind, length, window_start, used) values ($1, $2, $3, $4, 1)
      on conflict (person, kind, length, window_start) do update set used = support_ration.used + 1
        where support_ration.used < $5
      returning used""";

  /// Counts one call.
  ///
  /// @return when the person may call again; empty when they may now
  Uni<Optional<Instant>> take(SqlConnection tx, Person person, Ration ration, Instant now) {
    return take(tx, person, ration, ChronoUnit.HOURS, now)
        .chain(wait -> wait.isPresent() ? Uni.createFrom().item(wait) : take(tx, person, ration, ChronoUnit.DAYS, now));
  }

  private Uni<Optional<Instant>> take(SqlConnection tx, Person person, Ration ration, ChronoUnit length, Instant now) {
    Instant start = now.truncatedTo(length);
    return tx.preparedQuery(TAKE).execute(Tuple.of(person.id(), name(ration), name(length), Rows.utc(start), size(ration, length)))
        .map(taken -> taken.rowCount() == 1 ? Optional.empty() : Optional.of(start.plus(1, length)));
  }

  private int size(Ration ration, ChronoUnit length) {
    boolean hour = length == ChronoUnit.HOURS;
    return switch (ration) {
      case READS -> hour ? config.readsPerHour() : config.readsPerDay();
      case ACTS -> hour ? config.actsPerHour() : config.actsPerDay();
      case DECISIONS -> hour ? config.decisionsPerHour() : config.decisionsPerDay();
    };
  }

  private static final String SEE = """
      insert into support_seen (person, window_start, account) values ($1, $2, $3) on conflict do nothing""";
  private static final String SEEN = "select count(*) from support_seen where person = $1 and window_start = $2";

  /// Notes that the person read of this account.
  ///
  /// @return whether it is the one by which they read of unusually many within the hour
  Uni<Boolean> isOneTooMany(SqlConnection tx, Person person, java.util.UUID account, Instant now) {
    var hour = Rows.utc(now.truncatedTo(ChronoUnit.HOURS));
    return tx.preparedQuery(SEE).execute(Tuple.of(person.id(), hour, account))
        .chain(seen -> seen.rowCount() == 0 ? Uni.createFrom().item(false)
            : tx.preparedQuery(SEEN).execute(Tuple.of(person.id(), hour))
                .map(count -> Rows.one(count).getLong(0) == config.accountsBeforeAlarm() + 1L));
  }

  private static final String USED = """
      select coalesce(max(used), 0) from support_ration where person = $1 and kind = $2 and length = $3 and window_start = $4""";

  /// How many calls of this kind the person has left in this hour.
  Uni<Integer> left(Person person, Ration ration) {
    return Uni.createFrom().deferred(() -> pool.preparedQuery(USED).execute(Tuple.of(person.id(), name(ration), name(ChronoUnit.HOURS),
            Rows.utc(clock.instant().truncatedTo(ChronoUnit.HOURS)))))
        .map(used -> Math.max(0, size(ration, ChronoUnit.HOURS) - Rows.one(used).getInteger(0)));
  }

  @Scheduled(every = "1h", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> {
      var past = Tuple.of(Rows.utc(clock.instant().minus(KEPT)));
      return pool.preparedQuery("delete from support_ration where window_start < $1").execute(past)
          .chain(() -> pool.preparedQuery("delete from support_seen where window_start < $1").execute(past)).replaceWithVoid();
    });
  }

  private static String name(Ration ration) {
    return ration.name().toLowerCase(Locale.ROOT);
  }

  private static String name(ChronoUnit length) {
    return length == ChronoUnit.HOURS ? "hour" : "day";
  }
}
