package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `pending_removal`. Every statement that changes it runs under the lock of the account's row.
@ApplicationScoped
public class PendingRemovals {

  private static final String COLUMNS = "id, account_id, method, factor_id, name, requested_at, requester_settles_at, takes_effect_at";

  private final Postgres postgres;

  PendingRemovals(Postgres postgres) {
    this.postgres = postgres;
  }

  /// @param factor             empty for an address
  /// @param requesterSettlesAt from when on the factor is settled by whose session it was asked for
  record Pending(UUID id, AccountId account, Method method, Optional<UUID> factor, String name, Instant requestedAt,
      Instant requesterSettlesAt, Instant takesEffectAt) {}

  private static final String ADD = """
      insert into pending_removal (id, account_id, method, factor_id, name, requested_at, requester_settles_at, takes_effect_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  /// One of a factor that has none yet: two of them would be a bug, and fail.
  Uni<Void> add(SqlConnection tx, Pending removal) {
    return tx.preparedQuery(ADD).execute(Tuple.from(new Object[] {removal.id(), removal.account().value(),
        removal.method().wireName(), removal.factor().orElse(null), removal.name(), Rows.utc(removal.requestedAt()),
        Rows.utc(removal.requesterSettlesAt()), Rows.utc(removal.takesEffectAt())})).replaceWithVoid();
  }

  private static final String OF = "select %s from pending_removal where account_id = $1 order by takes_effect_at, id"
      .formatted(COLUMNS);

  Uni<List<Pending>> of(SqlClient client, AccountId account) {
    return client.preparedQuery(OF).execute(Tuple.of(account.value())).map(PendingRemovals::all);
  }

  /// What a customer sees of one.
  ///
  /// @param factorId absent for an address
  public record PendingRemoval(UUID id, Method method, Optional<UUID> factorId, String name, Instant requestedAt,
      Instant takesEffectAt) {}

  public Uni<List<PendingRemoval>> of(AccountId account) {
    return of(postgres.pool(), account).map(pending -> pending.stream().map(removal -> new PendingRemoval(removal.id(),
        removal.method(), removal.factor(), removal.name(), removal.requestedAt(), removal.takesEffectAt())).toList());
  }

  private static final String DROP = "delete from pending_removal where account_id = $1 and id = $2";

  /// @return false when it was carried out or cancelled already
  Uni<Boolean> drop(SqlConnection tx, Pending removal) {
    return tx.preparedQuery(DROP).execute(Tuple.of(removal.account().value(), removal.id()))
        .map(dropped -> dropped.rowCount() == 1);
  }

  private static final String FORGET = """
      delete from pending_removal where account_id = $1 and method = $2 and factor_id is not distinct from $3
      """;

  /// Of a factor that is gone, or that stands for another address now.
  public Uni<Void> forget(SqlConnection tx, AccountId account, Method method, Optional<UUID> factor) {
    return tx.preparedQuery(FORGET).execute(Tuple.of(account.value(), method.wireName(), factor.orElse(null)))
        .replaceWithVoid();
  }

  // The account's row first, as every change of its factors does. Replicas pass over what another one works at.
  private static final String NEXT = """
      select %s from pending_removal join account using (account_id) where %%s
      order by takes_effect_at, id limit 1 for update of account skip locked
      """.formatted(COLUMNS);
  private static final String NEXT_DUE = NEXT.formatted("takes_effect_at <= $1 and reminded_at is not null");
  private static final String NEXT_TO_REMIND = NEXT.formatted("takes_effect_at <= $1 and reminded_at is null");

  /// One that is to take effect now, its account's row locked. Empty when there is none, or another replica has it.
  Uni<Optional<Pending>> lockDue(SqlConnection tx, Instant now) {
    return tx.preparedQuery(NEXT_DUE).execute(Tuple.of(Rows.utc(now))).map(rows -> all(rows).stream().findFirst());
  }

  /// One that takes effect before `until` and whose owner was not told again, its account's row locked.
  Uni<Optional<Pending>> lockUntold(SqlConnection tx, Instant until) {
    return tx.preparedQuery(NEXT_TO_REMIND).execute(Tuple.of(Rows.utc(until))).map(rows -> all(rows).stream().findFirst());
  }

  // The row may have changed between finding it and locking its account.
  private static final String REMIND = """
      update pending_removal set reminded_at = $2, takes_effect_at = greatest(takes_effect_at, $3)
      where id = $1 and reminded_at is null returning takes_effect_at
      """;

  /// After an outage, it takes effect no sooner than `leastNotice` after the owner was told again.
  ///
  /// @return when it takes effect; empty when there is nothing to remind of any more
  Uni<Optional<Instant>> remind(SqlConnection tx, Pending removal, Instant now, Duration leastNotice) {
    return tx.preparedQuery(REMIND).execute(Tuple.of(removal.id(), Rows.utc(now), Rows.utc(now.plus(leastNotice))))
        .map(rows -> Rows.first(rows)
            .map(row -> Rows.instant(row, 0)));
  }

  private static final String POSTPONE = "update pending_removal set takes_effect_at = $2 where id = $1";

  Uni<Void> postpone(SqlConnection tx, Pending removal, Instant until) {
    return tx.preparedQuery(POSTPONE).execute(Tuple.of(removal.id(), Rows.utc(until))).replaceWithVoid();
  }

  private static List<Pending> all(RowSet<Row> rows) {
    return rows.stream().map(row -> new Pending(row.getUUID("id"), new AccountId(row.getUUID("account_id")),
        Method.of(row.getString("method")), Optional.ofNullable(row.getUUID("factor_id")), row.getString("name"),
        Rows.instant(row, "requested_at"), Rows.instant(row, "requester_settles_at"), Rows.instant(row, "takes_effect_at"))).toList();
  }
}
