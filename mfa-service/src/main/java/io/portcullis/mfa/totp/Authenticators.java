package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The confirmed authenticators of an account: those that can prove something.
@ApplicationScoped
public class Authenticators {

  /// NIST SP 800-63B-4 §3.2.2: after this many wrong codes in a row an authenticator is never accepted again.
  static final int WRONG_IN_A_ROW = 100;

  private final Postgres postgres;
  private final Settling settling;

  Authenticators(Postgres postgres, Settling settling) {
    this.postgres = postgres;
    this.settling = settling;
  }

  /// @param settledAt  from when on it may confirm changes of older factors
  /// @param lastUsedAt empty until it has proved its first sign-in
  /// @param stopped    whether too many wrong codes have made it useless
  public record Authenticator(
      AuthenticatorId id, String name, TotpAlgorithm algorithm, Instant createdAt, Instant settledAt,
      Optional<Instant> lastUsedAt, boolean stopped) {}

  private static final String LIST = """
      select id, name, algorithm, confirmed_at, first_factor, last_used_at, stopped_at is not null or wrong_in_a_row >= %d as stopped
      from totp_authenticator join account using (account_id)
      where account_id = $1 and confirmed_at is not null
      order by confirmed_at, id
      """.formatted(WRONG_IN_A_ROW);

  /// Oldest first.
  public Uni<List<Authenticator>> of(AccountId account) {
    return postgres.pool().preparedQuery(LIST).execute(Tuple.of(account.value()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(this::authenticator).toList());
  }

  private Authenticator authenticator(Row row) {
    return new Authenticator(
        new AuthenticatorId(row.getUUID("id")),
        row.getString("name"),
        TotpAlgorithm.valueOf(row.getString("algorithm")),
        Rows.instant(row, "confirmed_at"),
        settling.settledAt(row, "confirmed_at"),
        Rows.maybeInstant(row, "last_used_at"),
        row.getBoolean("stopped"));
  }

  /// What a code is compared with.
  record Sealed(AuthenticatorId id, TotpAlgorithm algorithm, String secret, long watermark, Instant settledAt) {}

  private static final String RESERVE_GUESS = GuessBudget.RESERVE_COUNTED + """
      select id, algorithm, sealed_secret, last_step, confirmed_at, first_factor
      from counted left join totp_authenticator a
        on a.account_id = counted.account_id and confirmed_at is not null and stopped_at is null
           and counted.wrong_in_a_row <= %d
      """.formatted(WRONG_IN_A_ROW);

  /// Reserves one guess, then reads what it may be compared with; empty when the budget is spent.
  ///
  /// One statement: nobody gets at the secrets without having paid for the guess.
  Uni<Optional<List<Sealed>>> reserveGuess(AccountId account, Claimant claimant, Instant now) {
    return postgres.pool().preparedQuery(RESERVE_GUESS).execute(GuessBudget.countedReservation(account, claimant, now))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getUUID(0) != null) // reserved, but nothing is there to compare with
                .map(row -> new Sealed(new AuthenticatorId(row.getUUID(0)), TotpAlgorithm.valueOf(row.getString(1)),
                    row.getString(2), row.getLong(3), settling.settledAt(row, "confirmed_at")))
                .toList()));
  }

  // The account's row is locked first, as every change of its factors does: no two of them can wait for each other.
  private static final String ACCEPT = """
      with owner as (
        select account_id from account where account_id = $1 for update),
      accepted as (
        update totp_authenticator a set last_step = $3, last_used_at = $4
        from owner where a.account_id = owner.account_id and a.id = $2 and a.last_step < $3
        returning a.account_id),
      %s
      update account set wrong_in_a_row = 0, strangers_in_a_row = 0
      from accepted where account.account_id = accepted.account_id
      """.formatted(GuessBudget.TAKE_OUT);

  /// Moves the watermark up to `step` and takes the guess out of the budget.
  ///
  /// @return false when that step, or a newer one, has been accepted already: of parallel uses one wins
  Uni<Boolean> accept(AccountId account, Claimant claimant, AuthenticatorId id, long step, Instant now) {
    return postgres.pool().preparedQuery(ACCEPT)
        .execute(Tuple.of(account.value(), id.value(), step, Rows.utc(now), GuessBudget.budgetOf(claimant)))
        .map(updated -> updated.rowCount() == 1);
  }
}
