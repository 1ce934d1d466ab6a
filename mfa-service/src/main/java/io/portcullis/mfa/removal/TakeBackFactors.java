package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Gives an account back to who owned it before its first factor. A password reset takes the factors away that rest on
/// no more than an address, while they are fresh. Taking a change of identifiers back takes those away that were enrolled
/// after it; auth-service asks for that only where the account had none before.
///
/// Either ends enrolments that are under way, and voids proofs of the password. An order that comes again does nothing: it
/// hits no factor that its owner has enrolled since.
@ApplicationScoped
class TakeBackFactors {

  /// How far auth-service's clock may be behind ours.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private record Enrolled(Method method, Optional<UUID> id) {}

  private final ChangePolicy policy;
  private final RemoveFactor removeFactor;
  private final Settling settling;
  private final Postgres postgres;
  private final Clock clock;

  TakeBackFactors(ChangePolicy policy, RemoveFactor removeFactor, Settling settling, Postgres postgres, Clock clock) {
    this.policy = policy;
    this.removeFactor = removeFactor;
    this.settling = settling;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Those that rest on an address, as long as none of them is settled.
  ///
  /// @param orderedAt what was enrolled later stays
  Uni<Void> restingOnAddress(AccountId account, Instant orderedAt) {
    return once(account, orderedAt, tx -> restsSince(tx, account, orderedAt)
        // All of them: the first one rests on an address, and every other one came by it.
        .chain(either(_ -> takeBack(tx, account, Instant.EPOCH, orderedAt), () -> done())));
  }

  /// Those that were enrolled after `since`.
  Uni<Void> enrolledAfter(AccountId account, Instant since, Instant orderedAt) {
    return once(account, orderedAt, tx -> takeBack(tx, account, since, orderedAt));
  }

  private static final String CLAIM = """
      update account set factors_taken_back_at = $2
      where account_id = $1 and factors_taken_back_at is distinct from $2""";

  // The very same moment: auth-service's instances may have clocks that differ by more than two changes are apart. The row is
  // made where there is none: what was begun must be void there, too.
  private Uni<Void> once(AccountId account, Instant orderedAt, Function<SqlConnection, Uni<Void>> order) {
    return postgres.withTransaction(tx -> policy.open(tx, account)
        .chain(() -> tx.preparedQuery(CLAIM).execute(Tuple.of(account.value(), Rows.utc(orderedAt))))
        .chain(claimed -> claimed.rowCount() == 0 ? done() : order.apply(tx).chain(() -> voidBegun(tx, account))));
  }

  private static final String RESTS_SINCE = """
      select rests_on_address_since from account
      where account_id = $1 and rests_on_address_since > $2 and rests_on_address_since <= $3
      """;

  private Uni<Optional<Row>> restsSince(SqlConnection tx, AccountId account, Instant orderedAt) {
    return tx.preparedQuery(RESTS_SINCE).execute(Tuple.of(account.value(),
            Rows.utc(settling.freshSince(clock.instant())), latest(orderedAt)))
        .map(Rows::first);
  }

  private static final String ENROLLED = """
      select 'webauthn' as method, id from webauthn_credential where account_id = $1 and created_at > $2 and created_at <= $3
      union all select 'totp', id from totp_authenticator
        where account_id = $1 and confirmed_at > $2 and confirmed_at <= $3
      union all select method, null from code_address
        where account_id = $1 and confirmed_at > $2 and confirmed_at <= $3
      """;

  private Uni<Void> takeBack(SqlConnection tx, AccountId account, Instant after, Instant orderedAt) {
    return tx.preparedQuery(ENROLLED)
        .execute(Tuple.of(account.value(), Rows.utc(after), latest(orderedAt)))
        .map(rows -> rows.stream()
            .map(row -> new Enrolled(Method.of(row.getString("method")), Optional.ofNullable(row.getUUID("id")))).toList())
        .chain((List<Enrolled> taken) -> Multi.createFrom().iterable(taken)
            // Looked at anew for each: the last one takes the recovery codes along.
            .onItem().transformToUniAndConcatenate(factor -> policy.lock(tx, account)
                .chain(admitted -> removeFactor.carryOut(tx, admitted, factor.method(), factor.id())))
            .collect().asList())
        .replaceWithVoid();
  }

  private static OffsetDateTime latest(Instant orderedAt) {
    return Rows.utc(orderedAt.plus(CLOCK_TOLERANCE));
  }

  private static final List<String> VOID = List.of(
      "delete from password_proof where account_id = $1",
      "delete from totp_authenticator where account_id = $1 and confirmed_at is null",
      "delete from pending_code_address where account_id = $1");
  private static final String NOT_BEFORE = "update account set enrolments_not_before = $2 where account_id = $1";

  private Uni<Void> voidBegun(SqlConnection tx, AccountId account) {
    return Multi.createFrom().iterable(VOID)
        .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
        .collect().asList()
        .chain(() -> tx.preparedQuery(NOT_BEFORE)
            .execute(Tuple.of(account.value(), Rows.utc(clock.instant()))))
        .replaceWithVoid();
  }
}
