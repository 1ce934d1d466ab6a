package io.portcullis.mfa.recoverycode;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The digests of an account's recovery codes. The codes themselves are nowhere.
@ApplicationScoped
public class RecoveryCodes {

  private final Postgres postgres;
  private final GuessBudget budget;

  RecoveryCodes(Postgres postgres, GuessBudget budget) {
    this.postgres = postgres;
    this.budget = budget;
  }

  /// @param left     how many are unused
  /// @param issuedAt when the set was made; empty when there is none
  public record Remaining(int left, Optional<Instant> issuedAt) {}

  private static final String REMAINING = """
      select count(*) filter (where used_at is null), max(issued_at) from recovery_code where account_id = $1
      """;

  public Uni<Remaining> remaining(AccountId account) {
    return postgres.pool().preparedQuery(REMAINING).execute(Tuple.of(account.value()))
        .map(Rows::one)
        .map(row -> new Remaining(
            row.getInteger(0), Rows.maybeInstant(row, 1)));
  }

  private static final String DELETE = "delete from recovery_code where account_id = $1";

  public Uni<Void> deleteAll(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(DELETE).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private static final String ADD = """
      insert into recovery_code (account_id, digest, issued_at) select $1, unnest($2::text[]), $3
      """;

  /// Puts these in the place of all older ones, used or not.
  Uni<Void> replace(SqlConnection tx, AccountId account, List<String> digests, Instant now) {
    return deleteAll(tx, account)
        .chain(() -> tx.preparedQuery(ADD).execute(
            Tuple.of(account.value(), digests.toArray(String[]::new), Rows.utc(now))))
        .replaceWithVoid();
  }

  private static final String RESERVE_GUESS = GuessBudget.RESERVE_RECOVERY_CODE + """
      select burst, digest from reserved left join recovery_code c on c.account_id = reserved.account_id and used_at is null
      """;

  /// What a guess is compared with.
  ///
  /// @param burst   whether there were many wrong ones lately
  /// @param digests of the unused codes
  record Candidates(boolean burst, List<String> digests) {}

  /// Counts one guess, then reads what it may be compared with.
  ///
  /// @return empty when the budget is spent: then nothing may be compared
  Uni<Optional<Candidates>> reserveGuess(AccountId account, Claimant claimant, Instant now) {
    return postgres.pool().preparedQuery(RESERVE_GUESS)
        .execute(GuessBudget.recoveryCodeReservation(account, claimant, now))
        .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(new Candidates(
            Rows.one(rows).getBoolean(0),
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Optional.ofNullable(row.getString(1))).flatMap(Optional::stream).toList())));
  }

  // The account's row is locked first, as every change of its factors does: no two of them can wait for each other.
  private static final String LOCK = "select from account where account_id = $1 for update";
  private static final String USE = """
      update recovery_code set used_at = $3 where account_id = $1 and digest = $2 and used_at is null
      """;
  private static final String LEFT = "select count(*) from recovery_code where account_id = $1 and used_at is null";

  /// Uses a code up, and takes the guess out of the count.
  ///
  /// @return how many are left; empty when it was used already: of parallel uses one wins
  Uni<Optional<Integer>> use(SqlConnection tx, AccountId account, Claimant claimant, String digest, Instant now) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value()))
        .chain(() -> tx.preparedQuery(USE).execute(Tuple.of(account.value(), digest, Rows.utc(now))))
        .chain(used -> used.rowCount() == 0
            ? now(Optional.<Integer>empty())
            : budget.takeOutRecoveryCode(tx, account, claimant)
                .chain(() -> tx.preparedQuery(LEFT).execute(Tuple.of(account.value())))
                .map(rows -> Optional.of(Rows.one(rows).getInteger(0))));
  }
}
