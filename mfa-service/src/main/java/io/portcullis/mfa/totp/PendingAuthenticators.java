package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.Ground;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Authenticators that were shown to the customer and wait for their first code. An account has at most one.
@ApplicationScoped
class PendingAuthenticators {

  static final Duration LIFETIME = Duration.ofMinutes(15);

  /// The secret was just shown to whoever is typing, so this guards nothing but the database's peace.
  static final int WRONG_CODES = 10;

  private final Postgres postgres;
  private final Clock clock;

  PendingAuthenticators(Postgres postgres, Clock clock) {
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String DROP = "delete from totp_authenticator where account_id = $1 and confirmed_at is null";
  private static final String ADD = """
      insert into totp_authenticator (account_id, id, name, algorithm, sealed_secret, created_at, ground)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  /// Puts a new pending authenticator in the place of an older one.
  ///
  /// @param ground what the enrolment rests on; empty where the account had a factor
  Uni<Void> replace(SqlConnection tx, AccountId account, AuthenticatorId id, String name, TotpAlgorithm algorithm,
      String sealedSecret, Optional<Ground> ground) {
    return tx.preparedQuery(DROP).execute(Tuple.of(account.value()))
        .chain(() -> tx.preparedQuery(ADD)
            .execute(Tuple.from(new Object[] {account.value(), id.value(), name, algorithm.wireName(), sealedSecret,
                utc(clock.instant()), ground.map(Ground::wireName).orElse(null)})))
        .replaceWithVoid();
  }

  record Pending(String name, TotpAlgorithm algorithm, String sealedSecret, Optional<Ground> ground) {}

  private static final String TRY = """
      update totp_authenticator set wrong_codes = wrong_codes + 1
      where account_id = $1 and id = $2 and confirmed_at is null and created_at > $3 and wrong_codes < %d
      returning name, algorithm, sealed_secret, ground
      """.formatted(WRONG_CODES);

  /// Counts one try; empty when the enrolment is unknown, someone else's, too old, or was tried too often.
  Uni<Optional<Pending>> countTry(SqlConnection tx, AccountId account, AuthenticatorId id) {
    return Uni.createFrom().deferred(() -> tx.preparedQuery(TRY)
        .execute(Tuple.of(account.value(), id.value(), utc(clock.instant().minus(LIFETIME)))))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(rows.iterator().next()).map(row -> new Pending(
                row.getString(0), TotpAlgorithm.valueOf(row.getString(1)), row.getString(2),
                Optional.ofNullable(row.getString(3)).map(Ground::of))));
  }

  private static final String CONFIRM = """
      update totp_authenticator set confirmed_at = $3, last_step = $4, first_factor = $5
      where account_id = $1 and id = $2
      """;
  // A new authenticator starts with a clean count, which must not bring back one that was guessed at too often.
  private static final String STOP = """
      update totp_authenticator a set stopped_at = $3
      from account where account.account_id = $1 and a.account_id = $1 and a.id <> $2
        and confirmed_at is not null and stopped_at is null and wrong_in_a_row >= %d
      """.formatted(Authenticators.WRONG_IN_A_ROW);
  private static final String START_COUNT = "update account set wrong_in_a_row = 0 where account_id = $1";

  /// From now on this authenticator proves something, by codes of steps after `watermark`.
  Uni<Void> confirm(SqlConnection tx, Admitted admitted, AuthenticatorId id, long watermark) {
    AccountId account = admitted.account();
    Instant now = clock.instant();
    return tx.preparedQuery(CONFIRM).execute(Tuple.of(account.value(), id.value(), utc(now), watermark, admitted.settlesAtOnce()))
        .chain(() -> tx.preparedQuery(STOP).execute(Tuple.of(account.value(), id.value(), utc(now))))
        .chain(() -> tx.preparedQuery(START_COUNT).execute(Tuple.of(account.value())))
        .replaceWithVoid();
  }

  private static final String SWEEP =
      "delete from totp_authenticator where confirmed_at is null and created_at <= $1";

  /// Forgets secrets that nobody confirmed. Any number of replicas may do it at once.
  @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(utc(clock.instant().minus(LIFETIME)))))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
