package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.apikey.ApiKey.LastUse;
import io.portcullis.session.apikey.ApiKey.Lifetime;
import io.portcullis.session.apikey.ApiKey.State;
import io.portcullis.session.apikey.ApiKey.Status;
import io.portcullis.session.apikey.KeyMaterial.Ed25519;
import io.portcullis.session.apikey.KeyMaterial.SharedSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The keys of accounts. What changes where a key counts is told to every instance with its commit ([#CHANNEL]); one that is made
/// or renamed need not be. Called under the account's lock, but for uses.
@ApplicationScoped
class ApiKeys {

  /// Notified with the id of a key that changed.
  static final String CHANNEL = "portcullis_api_key_changed";

  private static final String COLUMNS = """
      account_id, id, mac, algorithm, public_key, sealed_secret, name, scopes, networks, created_at, expires_at, state, reason,
      last_used_at, last_address""";

  private final SealedBox box;

  ApiKeys(SealedBox box) {
    this.box = box;
  }

  private static final String FIND = "select %s from api_key where account_id = $1 and id = $2".formatted(COLUMNS);

  Uni<Optional<ApiKey>> find(SqlClient client, AccountId account, UUID key) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value(), key)).map(rows -> Rows.first(rows).map(this::key));
  }

  private static final String OF_ACCOUNT = """
      select %s from api_key where account_id = $1 and state <> 'ENDED' order by id desc""".formatted(COLUMNS);

  /// Newest first, those included that are disabled or have expired. As many as one may have.
  Uni<List<ApiKey>> of(SqlClient client, AccountId account) {
    return client.preparedQuery(OF_ACCOUNT).execute(Tuple.of(account.value()))
        .map(rows -> rows.stream().map(this::key).toList());
  }

  /// @param repeatDigest of the Idempotency-Key
  record Made(ApiKey key, Optional<String> repeatDigest) {}

  private static final String OF_APPROVAL = """
      select %s, repeat_digest from api_key where account_id = $1 and approval_id = $2""".formatted(COLUMNS);

  /// What the approval has made already, whatever became of it.
  Uni<Optional<Made>> madeBy(SqlConnection tx, AccountId account, UUID approval) {
    return tx.preparedQuery(OF_APPROVAL).execute(Tuple.of(account.value(), approval)).map(rows -> Rows.first(rows)
        .map(row -> new Made(key(row), Optional.ofNullable(row.getString("repeat_digest")))));
  }

  private static final String COUNT = "select count(*) from api_key where account_id = $1 and state <> 'ENDED'";

  Uni<Integer> count(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(COUNT).execute(Tuple.of(account.value())).map(rows -> Rows.one(rows).getInteger(0));
  }

  /// How a key came to be.
  ///
  /// @param secret   what the key verifies with, where it is one that we made
  /// @param idleAt   empty when it never lapses
  /// @param forgetAt when its row is deleted
  record Origin(UUID approval, Optional<String> repeatDigest, Optional<String> secret, Optional<Instant> idleAt, Instant forgetAt) {

    @Override
    public String toString() {
      return "Origin[redacted]";
    }
  }

  private static final String ADD = """
      insert into api_key (account_id, id, mac, approval_id, repeat_digest, algorithm, public_key, sealed_secret, name, scopes,
        networks, created_at, expires_at, idle_at, forget_at, state, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'ACTIVE', $12)""";

  Uni<Void> add(SqlConnection tx, ApiKey key, Origin origin) {
    ApiKeyId id = key.id();
    byte[] publicKey = key.material() instanceof Ed25519(var point) ? point.getEncoded() : null;
    String sealed = origin.secret()
        .map(secret -> box.seal(secret.getBytes(StandardCharsets.US_ASCII), place(id.account(), id.key()))).orElse(null);
    return tx.preparedQuery(ADD).execute(Tuple.tuple()
            .addValue(id.account().value()).addValue(id.key()).addValue(Buffer.buffer(ApiKeyIds.mac(id)))
            .addValue(origin.approval()).addValue(origin.repeatDigest().orElse(null)).addValue(key.material().algorithm())
            .addValue(publicKey == null ? null : Buffer.buffer(publicKey)).addValue(sealed)
            .addValue(key.name()).addValue(key.scopes().toArray(String[]::new))
            .addValue(key.networks().texts().toArray(String[]::new))
            .addValue(Rows.utc(key.lifetime().createdAt())).addValue(Rows.utc(key.lifetime().expiresAt()))
            .addValue(origin.idleAt().map(Rows::utc).orElse(null)).addValue(Rows.utc(origin.forgetAt())))
        .replaceWithVoid();
  }

  private static final String RENAME = "update api_key set name = $3 where account_id = $1 and id = $2 and state <> 'ENDED'";

  Uni<Boolean> rename(SqlConnection tx, AccountId account, UUID key, String name) {
    return tx.preparedQuery(RENAME).execute(Tuple.of(account.value(), key, name)).map(rows -> rows.rowCount() == 1);
  }

  private static final String RESTRICT = """
      update api_key set networks = $3, changed_at = $4, idle_at = $5, idle_warned_at = null
      where account_id = $1 and id = $2 and state <> 'ENDED'
      returning pg_notify('%s', id::text)::text""".formatted(CHANNEL);

  Uni<Void> restrict(SqlConnection tx, ApiKeyId id, AllowList networks, Instant now, Optional<Instant> idleAt) {
    return tx.preparedQuery(RESTRICT).execute(Tuple.of(id.account().value(), id.key(), networks.texts().toArray(String[]::new),
        Rows.utc(now), idleAt.map(Rows::utc).orElse(null))).replaceWithVoid();
  }

  private static final String ENABLE = """
      update api_key set state = 'ACTIVE', reason = null, changed_at = $3, idle_at = $4, idle_warned_at = null
      where account_id = $1 and id = $2 and state = 'DISABLED' and expires_at > $3
      returning pg_notify('%s', id::text)::text""".formatted(CHANNEL);

  /// False when it is not one that its owner can enable.
  Uni<Boolean> enable(SqlConnection tx, ApiKeyId id, Instant now, Optional<Instant> idleAt) {
    return tx.preparedQuery(ENABLE).execute(Tuple.of(id.account().value(), id.key(), Rows.utc(now), idleAt.map(Rows::utc).orElse(null)))
        .map(rows -> rows.rowCount() == 1);
  }

  /// A key that counted until now, or could have been enabled.
  record Disabled(AccountId account, UUID key, String name) {}

  private static final String DISABLE = disable("DISABLED", "account_id = $4 and id = $5 and state = 'ACTIVE'");
  private static final String DISABLE_ALL = disable("DISABLED", "account_id = $4 and state = 'ACTIVE'");
  private static final String END = disable("ENDED", "account_id = $4 and id = $5 and state <> 'ENDED'");
  private static final String END_ALL = disable("ENDED", "account_id = $4 and state <> 'ENDED'");

  private static final String END_MADE_BY = disable("ENDED", "account_id = $4 and approval_id = any($5) and state <> 'ENDED'");

  private static String disable(String state, String which) {
    return """
        update api_key set state = '%s', reason = $1, changed_at = $2, idle_at = null, forget_at = greatest(forget_at, $3)
        where %s returning account_id, id, name, pg_notify('%s', id::text)::text
        """.formatted(state, which, CHANNEL);
  }

  Uni<List<Disabled>> disable(SqlConnection tx, AccountId account, UUID key, ApiKeyDisableReason reason, Instant now) {
    return disable(tx, DISABLE, reason, now, account.value(), key);
  }

  Uni<List<Disabled>> disableAll(SqlConnection tx, AccountId account, ApiKeyDisableReason reason, Instant now) {
    return disable(tx, DISABLE_ALL, reason, now, account.value());
  }

  Uni<List<Disabled>> end(SqlConnection tx, AccountId account, UUID key, ApiKeyDisableReason reason, Instant now) {
    return disable(tx, END, reason, now, account.value(), key);
  }

  Uni<List<Disabled>> endAll(SqlConnection tx, AccountId account, ApiKeyDisableReason reason, Instant now) {
    return disable(tx, END_ALL, reason, now, account.value());
  }

  Uni<List<Disabled>> endMadeBy(SqlConnection tx, AccountId account, List<UUID> approvals, ApiKeyDisableReason reason, Instant now) {
    return disable(tx, END_MADE_BY, reason, now, account.value(), approvals.toArray(UUID[]::new));
  }

  private static final String LAPSE = """
      update api_key set state = 'DISABLED', reason = $1, changed_at = $2, idle_at = null where (account_id, id) in (
        select account_id, id from api_key where idle_at <= $2 and idle_warned_at is not null and state = 'ACTIVE'
        order by idle_at limit 100 for update skip locked)
      returning account_id, id, name, pg_notify('%s', id::text)::text
      """.formatted(CHANNEL);

  /// Those whose owners were warned in time, some of them. Of replicas that do this at once each has its own.
  Uni<List<Disabled>> lapse(SqlConnection tx, Instant now) {
    return tx.preparedQuery(LAPSE).execute(Tuple.of(ApiKeyDisableReason.IDLE.name(), Rows.utc(now)))
        .map(rows -> rows.stream().map(ApiKeys::disabled).toList());
  }

  private static final String WARN = """
      update api_key set idle_warned_at = $1, idle_at = $2 where (account_id, id) in (
        select account_id, id from api_key where idle_at <= $1 and idle_warned_at is null and state = 'ACTIVE'
        order by idle_at limit 100 for update skip locked)
      returning account_id, id, name""";

  /// Those that are going to lapse at `lapsesAt`, some of them; each is returned once.
  Uni<List<Disabled>> warn(SqlConnection tx, Instant now, Instant lapsesAt) {
    return tx.preparedQuery(WARN).execute(Tuple.of(Rows.utc(now), Rows.utc(lapsesAt)))
        .map(rows -> rows.stream().map(ApiKeys::disabled).toList());
  }

  private static Uni<List<Disabled>> disable(SqlConnection tx, String sql, ApiKeyDisableReason reason, Instant now, Object... which) {
    Tuple parameters = Tuple.of(reason.name(), Rows.utc(now), Rows.utc(now.plus(ApiKeyLifetimes.REMEMBERED)));
    for (Object each : which) {
      parameters.addValue(each);
    }
    return tx.preparedQuery(sql).execute(parameters).map(rows -> rows.stream().map(ApiKeys::disabled).toList());
  }

  private static Disabled disabled(Row row) {
    return new Disabled(new AccountId(row.getUUID("account_id")), row.getUUID("id"), row.getString("name"));
  }

  private ApiKey key(Row row) {
    var account = new AccountId(row.getUUID("account_id"));
    UUID id = row.getUUID("id");
    return new ApiKey(ApiKeyIds.of(account, id, row.getBuffer("mac").getBytes()), material(row, account, id),
        row.getString("name"), List.of(row.getArrayOfStrings("scopes")), AllowList.parse(List.of(row.getArrayOfStrings("networks"))).orElseThrow(),
        new Lifetime(Rows.instant(row, "created_at"), Rows.instant(row, "expires_at")),
        new Status(State.valueOf(row.getString("state")), Optional.ofNullable(row.getString("reason"))),
        Rows.maybeInstant(row, "last_used_at").map(at -> new LastUse(at, row.getString("last_address"))));
  }

  private KeyMaterial material(Row row, AccountId account, UUID id) {
    return row.getString("algorithm").equals(Ed25519.ALGORITHM)
        ? Ed25519.of(row.getBuffer("public_key").getBytes()).orElseThrow()
        : new SharedSecret(new String(box.open(row.getString("sealed_secret"), place(account, id)), StandardCharsets.US_ASCII));
  }

  /// What a secret is sealed for.
  static String place(AccountId account, UUID id) {
    return "api-key:" + account + ':' + id;
  }
}
