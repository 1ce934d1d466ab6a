package io.portcullis.mfa.guess;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// At most ten wrong guesses in any twenty minutes, for each [Claimant] of each account: every known device, every
/// session, and all strangers together. Kept in PostgreSQL, so that neither a lost Redis nor a new challenge gives more.
///
/// A guess is reserved before it is evaluated, by one conditional statement: of parallel guesses, no more than the
/// budget are ever compared with anything. A right one is taken out again.
///
/// Of the hundred wrong codes in a row that stop an authenticator (NIST SP 800-63B-4 §3.2.2) strangers get fifty. Then
/// no stranger's code is looked at until the owner has shown a right one from a known device or a session: whoever
/// knows the password can neither stop the authenticator nor keep its owner's own devices out.
///
/// Recovery codes have counters apart: ten for each known device, each session and each network of strangers, and
/// a thousand for all strangers together. NIST SP 800-63B-4 §3.1.2.2 asks for no limit from 64 bits on, and these have
/// 80. So the strangers' share may be wide: it is bounded, and a stranger at one network does not use it up.
@ApplicationScoped
public class GuessBudget {

  public static final int GUESSES = 10;
  public static final Duration WINDOW = Duration.ofMinutes(20);
  private static final Duration TOLD_AT_MOST_EVERY = Duration.ofDays(1);
  /// Of the hundred.
  public static final int STRANGERS_IN_A_ROW = 50;
  /// At recovery codes, by all strangers together in one window.
  public static final int STRANGERS_RECOVERY_CODES = 1000;

  /// Adds one guess to a budget, unless it is spent. Only the latest guesses that can still count are kept.
  private static final String ADD_GUESS = """
      on conflict (account_id, claimant) do update set
        guessed_at = (budget.guessed_at || $2::timestamptz)[greatest(1, cardinality(budget.guessed_at) - %1$d + 2):]
      where cardinality(budget.guessed_at) < %1$d
        or budget.guessed_at[cardinality(budget.guessed_at) - %1$d + 1] <= $3::timestamptz
      """;

  /// The start of a statement that reads what is guessed at: its `reserved` holds the account, or nothing when the
  /// budget is spent. The account's row is locked first, as every change of its factors does.
  private static final String RESERVE = """
      with owner as (
        select account_id from account
        where account_id = $1 and ($5::integer = 0 or strangers_in_a_row < %d)
        for update),
      reserved as (
        insert into guess_budget as budget (account_id, claimant, guessed_at)
        select account_id, $4, array[$2::timestamptz] from owner
        %s
        returning account_id)
      """.formatted(STRANGERS_IN_A_ROW, ADD_GUESS.formatted(GUESSES));

  /// As [#RESERVE], for an authenticator that too many wrong codes in a row stop: its `counted` holds how many they are.
  /// Takes [#countedReservation] as its parameters.
  public static final String RESERVE_COUNTED = RESERVE + """
      , counted as (
        update account set wrong_in_a_row = wrong_in_a_row + 1, strangers_in_a_row = strangers_in_a_row + $5::integer
        from reserved where account.account_id = reserved.account_id
        returning account.account_id, wrong_in_a_row)
      """;

  /// As [#RESERVE], for a recovery code: first the claimant's own budget, then the strangers' together. Its `reserved`
  /// says whether there were many lately. Takes [#recoveryCodeReservation] as its parameters.
  public static final String RESERVE_RECOVERY_CODE = """
      with owner as (
        select account_id from account where account_id = $1 for update),
      own as (
        insert into guess_budget as budget (account_id, claimant, guessed_at)
        select account_id, $4, array[$2::timestamptz] from owner
        %1$s
        returning account_id, guessed_at),
      shared as (
        insert into guess_budget as budget (account_id, claimant, guessed_at)
        select account_id, '%3$s', array[$2::timestamptz] from own where $5::boolean
        %2$s
        returning account_id, guessed_at),
      reserved as (
        select account_id, cardinality(guessed_at) >= %4$d
          and guessed_at[cardinality(guessed_at) - %4$d + 1] > $3::timestamptz as burst
        from (select * from shared union all select * from own where not $5::boolean) counted)
      """.formatted(ADD_GUESS.formatted(GUESSES), ADD_GUESS.formatted(STRANGERS_RECOVERY_CODES),
          RecoveryCodeBudgets.STRANGERS, GUESSES);

  /// One more step of a statement whose `accepted` holds the account of a guess that has proved right: takes it out.
  /// `$5` is [#budgetOf].
  public static final String TAKE_OUT = """
      taken_out as (
        update guess_budget budget set guessed_at = guessed_at[:cardinality(guessed_at) - 1]
        from accepted where budget.account_id = accepted.account_id and budget.claimant = $5)
      """;

  private static final String SPENT = """
      select (select guessed_at[1] from guess_budget
              where account_id = $1 and claimant = $3 and cardinality(guessed_at) >= %1$d and guessed_at[1] > $2),
             strangers_in_a_row >= %2$d
      from account where account_id = $1
      """.formatted(GUESSES, STRANGERS_IN_A_ROW);
  private static final String TELL_ONCE = """
      update account set %1$s = $2
      where account_id = $1 and (%1$s is null or %1$s <= $3)
      returning account_id
      """;
  private static final String TELL_ONCE_OF_SIGN_INS = TELL_ONCE.formatted("told_at");
  private static final String TELL_ONCE_OF_SESSIONS = TELL_ONCE.formatted("session_told_at");

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

  /// Gives an account its budgets, unless it has them: enrolling a factor does, too.
  public Uni<Void> open(SqlClient client, AccountId account) {
    return client.preparedQuery(OPEN).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  /// The parameters of [#RESERVE_COUNTED].
  public static Tuple countedReservation(AccountId account, Claimant claimant, Instant now) {
    return reservation(account, claimant.budget(), now).addInteger(claimant.isStranger() ? 1 : 0);
  }

  /// The parameters of [#RESERVE_RECOVERY_CODE].
  public static Tuple recoveryCodeReservation(AccountId account, Claimant claimant, Instant now) {
    return reservation(account, RecoveryCodeBudgets.of(claimant), now).addBoolean(claimant.isStranger());
  }

  /// By what a claimant's guesses are counted, for [#TAKE_OUT].
  public static String budgetOf(Claimant claimant) {
    return claimant.budget();
  }

  private static Tuple reservation(AccountId account, String budget, Instant now) {
    return Tuple.tuple().addUUID(account.value()).addOffsetDateTime(Rows.utc(now))
        .addOffsetDateTime(Rows.utc(now.minus(WINDOW))).addString(budget);
  }

  private static final String RESERVED = RESERVE + "select account_id from reserved";

  /// Reserves one guess at what is not kept in PostgreSQL.
  ///
  /// @return false when the budget is spent: then nothing may be compared
  public Uni<Boolean> reserve(AccountId account, Claimant claimant, Instant now) {
    return postgres.pool().preparedQuery(RESERVED)
        .execute(reservation(account, claimant.budget(), now).addInteger(0)).map(rows -> rows.size() == 1);
  }

  private static final String RIGHT = """
      update guess_budget set guessed_at = guessed_at[:cardinality(guessed_at) - 1]
      where account_id = $1 and claimant = $2
      """;

  /// Takes a guess out again that has proved right, unless [#TAKE_OUT] did.
  public Uni<Void> takeOut(SqlClient client, AccountId account, Claimant claimant) {
    return takeOut(client, account, claimant.budget());
  }

  public Uni<Void> takeOutRecoveryCode(SqlClient client, AccountId account, Claimant claimant) {
    return takeOut(client, account, RecoveryCodeBudgets.of(claimant)).chain(() -> claimant.isStranger()
        ? takeOut(client, account, RecoveryCodeBudgets.STRANGERS)
        : done());
  }

  private static Uni<Void> takeOut(SqlClient client, AccountId account, String budget) {
    return client.preparedQuery(RIGHT).execute(Tuple.of(account.value(), budget)).replaceWithVoid();
  }

  /// What to answer when nothing was reserved; the owner is told by [#tell].
  public Uni<GuessVerdict> refuse(AccountId account, Claimant claimant, AuthenticatorType guessedAt) {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(SPENT)
        .execute(Tuple.of(account.value(), Rows.utc(now.minus(WINDOW)), claimant.budget()))
        .chain(rows -> Rows.first(rows)
            .filter(row -> row.getOffsetDateTime(0) != null || claimant.isStranger() && row.getBoolean(1))
            .map(row -> tell(account, claimant, guessedAt, now).<GuessVerdict>replaceWith(new GuessVerdict.Throttled(
                row.getOffsetDateTime(0) == null
                    ? WINDOW // until the owner has shown a right code elsewhere: nobody knows when
                    : Duration.between(now, Rows.instant(row, 0).plus(WINDOW)))))
            // There is nothing to guess at, or a place came free in this very moment.
            .orElseGet(() -> now(new GuessVerdict.Wrong())));
  }

  private static final String RECOVERY_CODES_SPENT = """
      select max(guessed_at[1]) from guess_budget
      where account_id = $1 and guessed_at[1] > $2
        and (claimant = $3 and cardinality(guessed_at) >= %d or claimant = $4 and cardinality(guessed_at) >= %d)
      """.formatted(GUESSES, STRANGERS_RECOVERY_CODES);

  /// As [#refuse], when no guess at a recovery code was reserved.
  public Uni<GuessVerdict> refuseRecoveryCode(AccountId account, Claimant claimant) {
    Instant now = clock.instant();
    // Nobody's budget but strangers' is bounded twice.
    String shared = claimant.isStranger() ? RecoveryCodeBudgets.STRANGERS : RecoveryCodeBudgets.of(claimant);
    return postgres.pool().preparedQuery(RECOVERY_CODES_SPENT)
        .execute(Tuple.of(account.value(), Rows.utc(now.minus(WINDOW)), RecoveryCodeBudgets.of(claimant), shared))
        .chain(rows -> Optional.ofNullable(Rows.one(rows).getOffsetDateTime(0))
            .map(first -> tell(account, claimant, AuthenticatorType.RECOVERY_CODE, now).<GuessVerdict>replaceWith(
                new GuessVerdict.Throttled(Duration.between(now, first.toInstant().plus(WINDOW)))))
            .orElseGet(() -> now(new GuessVerdict.Wrong())));
  }

  /// Tells the owner that somebody guesses, once a day: a night of guesses is one mail. What happens in sessions is told
  /// apart, so that a stranger who fails on purpose does not hide what is guessed out of a stolen one.
  public Uni<Void> tell(AccountId account, Claimant claimant, AuthenticatorType guessedAt, Instant now) {
    String tellOnce = switch (claimant.place()) {
      case SIGN_IN -> TELL_ONCE_OF_SIGN_INS;
      case SESSION -> TELL_ONCE_OF_SESSIONS;
    };
    return postgres.withTransaction(tx -> tx.preparedQuery(tellOnce)
        .execute(Tuple.of(account.value(), Rows.utc(now), Rows.utc(now.minus(TOLD_AT_MOST_EVERY))))
        .chain(told -> told.rowCount() == 0
            ? done()
            : outbox.append(tx, new VerificationThrottled(
                ids.nextEvent(), account, now, guessedAt, Optional.of(claimant.place())))));
  }

  private static final String SWEEP = """
      delete from guess_budget where cardinality(guessed_at) = 0 or guessed_at[cardinality(guessed_at)] <= $1
      """;

  /// Forgets budgets in which no guess counts any more. Any number of replicas may do it at once.
  @Scheduled(every = "10m", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(clock.instant().minus(WINDOW))))).replaceWithVoid();
  }
}
