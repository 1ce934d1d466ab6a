package io.portcullis.auth.recovery;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// How an account stands, as the company's staff see it. A closed one has no identifier any more, and still says that it is closed.
@ApplicationScoped
class DeskStandings {

  private final Postgres postgres;

  DeskStandings(Postgres postgres) {
    this.postgres = postgres;
  }

  /// A lock by the company's staff.
  ///
  /// @param version names this lock: the next one has another
  /// @param reason  a code, such as `security-alert`
  @RegisterForReflection
  public record Lock(int version, Instant since, String reason) {}

  /// @param lock     absent while the staff have not locked the account
  /// @param closesAt absent while nobody asked to have it closed
  @RegisterForReflection
  public record DeskStanding(AccountStatus status, Optional<Lock> lock, Optional<Instant> closesAt) {}

  // A closing of before a freeze, a lock or a reset is void.
  private static final String FIND = """
      select %s, a.lock_version, a.locked_at, a.lock_reason, k.closes_at
      from account a left join account_closure k on k.account_id = a.id and k.epoch = a.reset_epoch
      where a.id = $1""".formatted(AccountStatus.OF_ROW);

  /// Empty when there is no such account.
  Uni<Optional<DeskStanding>> find(AccountId account) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value())).map(rows -> Rows.first(rows).map(DeskStandings::read));
  }

  private static DeskStanding read(Row row) {
    return new DeskStanding(AccountStatus.of(row.getString("status")),
        Rows.maybeInstant(row, "locked_at").map(since -> new Lock(row.getInteger("lock_version"), since, row.getString("lock_reason"))),
        Rows.maybeInstant(row, "closes_at"));
  }
}
