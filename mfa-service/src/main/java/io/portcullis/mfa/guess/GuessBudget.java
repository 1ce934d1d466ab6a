package io.portcullis.mfa.guess;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// At most ten wrong guesses in any twenty minutes, for each account. Kept in PostgreSQL, so that neither a lost Redis
/// nor a new challenge gives more.
///
/// A guess is reserved before it is evaluated, by one conditional UPDATE: of parallel guesses, no more than the budget
/// are ever compared with anything. A right one is taken out again.
@ApplicationScoped
public class GuessBudget {

  public static final int GUESSES = 10;
  public static final Duration WINDOW = Duration.ofMinutes(20);

  /// The start of a statement that reads what is guessed at: its `reserved` holds the account's row, or nothing when
  /// the budget is spent. Takes [#reservation] as its parameters.
  public static final String RESERVE = """
      with reserved as (
        update account set
          guessed_at = (guessed_at || $2::timestamptz)[greatest(1, cardinality(guessed_at) - %1$d + 2):],
          wrong_in_a_row = wrong_in_a_row + 1
        where account_id = $1
          and (cardinality(guessed_at) < %1$d or guessed_at[cardinality(guessed_at) - %1$d + 1] <= $3)
        returning account_id, wrong_in_a_row)
      """.formatted(GUESSES);

  /// Takes one guess out again: for an UPDATE of `account`, once the guess has proved right.
  public static final String TAKE_OUT = "guessed_at = guessed_at[:cardinality(guessed_at) - 1]";

  private static final String SPENT = """
      select guessed_at[1], told_at is null or told_at <= $2 from account
      where account_id = $1 and cardinality(guessed_at) >= %d and guessed_at[1] > $2
      """.formatted(GUESSES);
  private static final String TELL_ONCE = """
      update account set told_at = $2
      where account_id = $1 and (told_at is null or told_at <= $3)
      returning account_id
      """;

  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  GuessBudget(Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  private static final String OPEN = """
      insert into account (account_id) values ($1) on conflict (account_id) do nothing
      """;

  /// Gives an account its budget, unless it has one: enrolling a factor does, too.
  public Uni<Void> open(SqlClient client, AccountId account) {
    return client.preparedQuery(OPEN).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  /// The parameters of [#RESERVE].
  public static Tuple reservation(AccountId account, Instant now) {
    return Tuple.of(account.value(), utc(now), utc(now.minus(WINDOW)));
  }

  private static final String RESERVED = RESERVE + "select account_id from reserved";

  /// Reserves one guess at what is not kept in PostgreSQL.
  ///
  /// @return false when the budget is spent: then nothing may be compared
  public Uni<Boolean> reserve(AccountId account, Instant now) {
    return postgres.pool().preparedQuery(RESERVED).execute(reservation(account, now)).map(rows -> rows.size() == 1);
  }

  // A right guess leaves the count of wrong TOTP codes as it was before: it says nothing about the authenticator.
  private static final String RIGHT = """
      update account set wrong_in_a_row = greatest(wrong_in_a_row - 1, 0), %s where account_id = $1
      """.formatted(TAKE_OUT);

  /// Takes a guess out again that has proved right, unless [#TAKE_OUT] did.
  public Uni<Void> takeOut(SqlClient client, AccountId account) {
    return client.preparedQuery(RIGHT).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  /// What to answer when nothing was reserved; the owner is told once in a window.
  public Uni<GuessVerdict> refuse(AccountId account, AuthenticatorType guessedAt) {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(SPENT).execute(Tuple.of(account.value(), utc(now.minus(WINDOW))))
        .chain(rows -> {
          if (rows.rowCount() == 0) { // there is nothing to guess at, or a place came free in this very moment
            return Uni.createFrom().item(new GuessVerdict.Wrong());
          }
          Row row = rows.iterator().next();
          Instant oldest = row.getOffsetDateTime(0).toInstant();
          Uni<Void> told = row.getBoolean(1) ? tell(account, guessedAt, now) : Uni.createFrom().voidItem();
          return told.replaceWith(new GuessVerdict.Throttled(Duration.between(now, oldest.plus(WINDOW))));
        });
  }

  private Uni<Void> tell(AccountId account, AuthenticatorType guessedAt, Instant now) {
    return postgres.withTransaction(tx -> tx.preparedQuery(TELL_ONCE)
        .execute(Tuple.of(account.value(), utc(now), utc(now.minus(WINDOW))))
        .chain(told -> told.rowCount() == 0
            ? Uni.createFrom().voidItem()
            : outbox.append(tx, new VerificationThrottled(ids.nextEvent(), account, now, guessedAt))));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
