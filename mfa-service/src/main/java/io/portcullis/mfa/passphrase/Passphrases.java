package io.portcullis.mfa.passphrase;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The digests of trading passphrases, and the one counter of tries that all uses share.
@ApplicationScoped
class Passphrases {

  /// Wrong tries after which nothing is compared for a while, and for how long: the wait grows.
  static final String COOLING = """
      case wrong_in_a_row + 1 when 5 then interval '15 minutes' when 10 then interval '2 hours' when 15 then interval '1 day' end
      """;
  /// Wrong tries in a row after which only recovery helps.
  static final int MOST = 20;

  private final Postgres postgres;
  private final KeyedDigest digest;

  Passphrases(Postgres postgres, KeyRing ring) {
    this.postgres = postgres;
    this.digest = ring.digestFor("trading-passphrase");
  }

  /// @param changedAt    when it was last set
  /// @param coolingUntil empty while a try would be compared
  /// @param stopped      whether only recovery helps
  record State(Instant changedAt, Optional<Instant> coolingUntil, boolean stopped) {}

  private static final String STATE = """
      select changed_at, cooling_until, wrong_in_a_row from trading_passphrase where account_id = $1
      """;

  /// Empty when none is set.
  Uni<Optional<State>> state(AccountId account, Instant now) {
    return postgres.pool().preparedQuery(STATE).execute(Tuple.of(account.value()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst().map(row -> new State(
            row.getOffsetDateTime(0).toInstant(), instant(row, 1).filter(now::isBefore), row.getInteger(2) >= MOST)));
  }

  private static final String PUT = """
      insert into trading_passphrase (account_id, digest, changed_at) values ($1, $2, $3)
      on conflict (account_id) do update set digest = excluded.digest, changed_at = excluded.changed_at
      where trading_passphrase.wrong_in_a_row < %d
      returning xmax = 0
      """.formatted(MOST);

  enum Put { SET, CHANGED, STOPPED }

  /// Leaves the tries as they are: a change is no way to more of them.
  Uni<Put> put(SqlConnection tx, AccountId account, TradingPassphrase passphrase, Instant now) {
    return tx.preparedQuery(PUT)
        .execute(Tuple.of(account.value(), digest.of(account.toString(), passphrase.digits()), utc(now)))
        .map(rows -> rows.rowCount() == 0 ? Put.STOPPED : rows.iterator().next().getBoolean(0) ? Put.SET : Put.CHANGED);
  }

  private static final String RESERVE = """
      update trading_passphrase set wrong_in_a_row = wrong_in_a_row + 1, cooling_until = $2 + %s
      where account_id = $1 and wrong_in_a_row < %d and (cooling_until is null or cooling_until <= $2)
      returning digest, wrong_in_a_row
      """.formatted(COOLING.strip(), MOST);

  /// @param wrongInARow with this one
  record Reserved(String digest, int wrongInARow) {}

  /// Counts one try before anything is compared: of parallel ones no more than are allowed ever are.
  ///
  /// @return empty when none is allowed now
  Uni<Optional<Reserved>> reserve(AccountId account, Instant now) {
    return postgres.pool().preparedQuery(RESERVE).execute(Tuple.of(account.value(), utc(now)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst()
            .map(row -> new Reserved(row.getString(0), row.getInteger(1))));
  }

  boolean matches(Reserved reserved, AccountId account, TradingPassphrase passphrase) {
    return digest.matches(reserved.digest(), account.toString(), passphrase.digits());
  }

  private static final String ACCEPT = """
      update trading_passphrase set wrong_in_a_row = 0, cooling_until = null, digest = $3
      where account_id = $1 and digest = $2
      """;

  /// Forgets the wrong tries, and puts the digest under the current key.
  ///
  /// @return false when the passphrase was changed in this moment
  Uni<Boolean> accept(AccountId account, Reserved reserved, TradingPassphrase passphrase) {
    return postgres.pool().preparedQuery(ACCEPT)
        .execute(Tuple.of(account.value(), reserved.digest(), digest.of(account.toString(), passphrase.digits())))
        .map(rows -> rows.rowCount() == 1);
  }

  private static final String FORGET = "delete from trading_passphrase where account_id = $1 and changed_at <= $2";

  /// After a recovery of the account. One that was set after `orderedAt` is its owner's new one, and stays.
  Uni<Void> forget(AccountId account, Instant orderedAt) {
    return postgres.pool().preparedQuery(FORGET).execute(Tuple.of(account.value(), utc(orderedAt))).replaceWithVoid();
  }

  private static final String TELL_ONCE = """
      update trading_passphrase set told_at = $2 where account_id = $1 and (told_at is null or told_at <= $3)
      """;

  /// @return whether the owner is to hear of wrong tries now
  Uni<Boolean> tellOnce(SqlClient tx, AccountId account, Instant now, Instant lastTold) {
    return tx.preparedQuery(TELL_ONCE).execute(Tuple.of(account.value(), utc(now), utc(lastTold)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Optional<Instant> instant(Row row, int column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
