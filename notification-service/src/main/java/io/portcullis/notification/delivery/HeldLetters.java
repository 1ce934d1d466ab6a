package io.portcullis.notification.delivery;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Letters that wait to be joined with what follows. One that a worker has begun to send is none of them: its reader hears of the rest apart.
@ApplicationScoped
public class HeldLetters {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Clock clock;

  HeldLetters(Clock clock) {
    this.clock = clock;
  }

  /// @param facts what the letters told
  /// @param due   when the first of them would have gone out; empty when there was none
  public record Held(List<EventId> facts, Optional<Instant> due) {}

  private static final String TAKE = """
      delete from delivery where account_id = $1 and created_at > $2 and tells is not null and state = 'queued' and tries = 0
        and next_try_at > $3
      returning tells, next_try_at""";

  /// Takes the account's back, in `tx`: the caller owes a letter that tells the same.
  public Uni<Held> take(SqlConnection tx, AccountId account) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return tx.preparedQuery(TAKE).execute(Tuple.of(account.value(), Rows.utc(now.minus(LONGEST)), Rows.utc(now))).map(HeldLetters::held);
    });
  }

  private static Held held(RowSet<Row> rows) {
    return new Held(
        rows.stream().flatMap(row -> Arrays.stream(row.getArrayOfUUIDs("tells"))).distinct().map(EventId::new).toList(),
        rows.stream().map(row -> Rows.instant(row, "next_try_at")).min(Comparator.naturalOrder()));
  }
}
