package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.session.risk.AssessSignIn.LastSignIn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The account's standing, locked until the transaction ends. Whoever opens, raises or ends sessions or changes devices
/// takes it first: of a freeze and a sign-in one sees the other, of parallel sign-ins each sees those before it, and no
/// two wait for each other's rows. Refreshing does without, it is one conditional statement.
@ApplicationScoped
public class AccountLock {

  /// @param evidenceNotBefore older proofs are worth nothing
  /// @param last              empty before the account's first sign-in
  /// @param blockedToldAt     when its owner was last alerted of a sign-in that was blocked
  /// @param factorEnrolledAt  by mfa-service's clock; the epoch where none was heard of
  public record Standing(Instant evidenceNotBefore, boolean barred, Optional<LastSignIn> last,
      Optional<Instant> blockedToldAt, Instant factorEnrolledAt, KeptSettingsLock settingsLock) {

    /// That the account has no factor is believed unless one was enrolled since its customer began to authenticate: what is
    /// enrolled was asked for later than that, and perhaps before it.
    FactorAge believe(FactorAge told, Proof shown) {
      boolean outdated = factorEnrolledAt.plus(CLOCK_TOLERANCE).isAfter(shown.oldest());
      return told instanceof FactorAge.NoneEnrolled && outdated ? new FactorAge.Unknown() : told;
    }
  }

  /// How far mfa-service's clock may be behind auth-service's.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final String LOCK = """
      select evidence_not_before, barred, last_sign_in_at, last_address, blocked_told_at, factor_enrolled_at, %s
      from account_standing where account_id = $1 for no key update""".formatted(KeptSettingsLock.COLUMNS);

  /// Empty for an account that never had a session.
  public Uni<Optional<Standing>> take(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value())).map(rows -> {
      var found = rows.iterator();
      return found.hasNext() ? Optional.of(standing(found.next())) : Optional.empty();
    });
  }

  private static final String FIRST_STANDING = """
      insert into account_standing (account_id, evidence_not_before, barred, changed_at)
      values ($1, 'epoch', false, $2) on conflict do nothing""";

  /// Where [#take] found none, for one who is about to open the first session perhaps: it is made, and locked.
  Uni<Standing> make(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(FIRST_STANDING).execute(Tuple.of(account.value(), Rows.utc(now)))
        .chain(() -> take(tx, account)).map(Optional::orElseThrow);
  }

  private static Standing standing(Row row) {
    return new Standing(Rows.instant(row, "evidence_not_before"), row.getBoolean("barred"),
        Rows.maybeInstant(row, "last_sign_in_at").map(at -> new LastSignIn(at, Optional.ofNullable(row.getString("last_address")))),
        Rows.maybeInstant(row, "blocked_told_at"), Rows.instant(row, "factor_enrolled_at"),
        KeptSettingsLock.of(row));
  }

  private static final String FACTOR_ENROLLED = """
      insert into account_standing as known (account_id, evidence_not_before, barred, changed_at, factor_enrolled_at)
      values ($1, 'epoch', false, $2, $2)
      on conflict (account_id) do update set
        factor_enrolled_at = greatest(known.factor_enrolled_at, excluded.factor_enrolled_at)""";

  /// Takes the lock, too. A sign-in that is under way finds it when it opens its session.
  public Uni<Void> factorEnrolled(SqlConnection tx, AccountId account, Instant at) {
    return tx.preparedQuery(FACTOR_ENROLLED).execute(Tuple.of(account.value(), Rows.utc(at))).replaceWithVoid();
  }

  private static final String BLOCKED_TOLD = "update account_standing set blocked_told_at = $2 where account_id = $1";

  Uni<Void> blockedTold(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(BLOCKED_TOLD).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }
}
