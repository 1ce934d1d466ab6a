package io.portcullis.auth.identifier;

import io.portcullis.auth.account.AddressCodes;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.token.Customer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/// The table `identifier_claim`.
@ApplicationScoped
class IdentifierClaims {

  /// How many an account may begin in [#WINDOW]: each sends a message to an address of anybody's.
  static final int IN_WINDOW = 5;
  static final Duration WINDOW = Duration.ofHours(1);

  private static final int TRIES = 5;
  private static final Duration KEPT = Duration.ofDays(1);

  private final Postgres postgres;
  private final Clock clock;

  IdentifierClaims(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String BEGUN = """
      select count(*) as begun, min(created_at) as oldest from identifier_claim where account_id = $1 and created_at > $2""";

  /// How long to wait before the next one may begin; the caller holds the account's lock.
  Uni<Optional<Duration>> wait(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(BEGUN).execute(Tuple.of(account.value(), at(now.minus(WINDOW)))).map(rows -> {
      Row row = Rows.one(rows);
      return row.getLong("begun") < IN_WINDOW ? Optional.empty()
          : Optional.of(Duration.between(now, Rows.instant(row, "oldest").plus(WINDOW)));
    });
  }

  private static final String ADD = """
      insert into identifier_claim (id, account_id, session_id, canonical, type, code_digest, code_expires_at, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)""";

  Uni<Void> add(SqlConnection tx, UUID id, Customer customer, Identifier identifier, Optional<String> codeDigest, Instant now) {
    return tx.preparedQuery(ADD).execute(Tuple.tuple().addUUID(id).addUUID(customer.account().value())
        .addUUID(customer.session().value()).addString(identifier.canonical()).addString(identifier.type().wireName())
        .addString(codeDigest.orElse(null)).addOffsetDateTime(at(now.plus(AddressCodes.LIFETIME)))
        .addOffsetDateTime(at(now))).replaceWithVoid();
  }

  // Counted before it is looked at; parallel guesses queue at the row.
  private static final String TAKE_TRY = """
      update identifier_claim set tries = tries + 1
      where id = $1 and account_id = $2 and session_id = $3 and tries < $4 and code_expires_at > $5
      returning canonical, type, code_digest""";

  record Try(Identifier identifier, Optional<String> codeDigest) {}

  /// Empty when there is nothing to try: unknown, another session's, expired, or all tries used.
  Uni<Optional<Try>> takeTry(SqlConnection tx, UUID id, AccountId account, SessionId session, Instant now) {
    return tx.preparedQuery(TAKE_TRY).execute(Tuple.of(id, account.value(), session.value(), TRIES, at(now))).map(rows -> {
      RowIterator<Row> found = rows.iterator();
      if (!found.hasNext()) {
        return Optional.empty();
      }
      Row row = found.next();
      return Optional.of(new Try(Identifier.stored(row.getString("type"), row.getString("canonical")),
          Optional.ofNullable(row.getString("code_digest"))));
    });
  }

  private static final String END = "update identifier_claim set code_digest = null where account_id = $1 and id = $2";

  Uni<Void> end(SqlConnection tx, AccountId account, UUID id) {
    return tx.preparedQuery(END).execute(Tuple.of(account.value(), id)).replaceWithVoid();
  }

  private static final String END_ALL = "update identifier_claim set code_digest = null where account_id = $1";

  Uni<Void> endAll(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(END_ALL).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private static final String SWEEP = "delete from identifier_claim where created_at < $1";

  @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(at(clock.instant().minus(KEPT)))).replaceWithVoid();
  }

  private static OffsetDateTime at(Instant instant) {
    return Rows.utc(instant);
  }
}
