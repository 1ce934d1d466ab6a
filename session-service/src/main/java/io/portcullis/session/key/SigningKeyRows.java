package io.portcullis.session.key;

import io.portcullis.runtime.crypto.SealedBox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Signing keys at rest: sealed, and bound to their `kid` so that rows can't be swapped.
@ApplicationScoped
class SigningKeyRows {

  private static final long ONE_KEYSMITH = 0x6b657973; // any number, the same in every replica
  private static final String LOCK = "select pg_advisory_xact_lock($1)";
  private static final String ALL = "select kid, sealed_jwk, active_from from signing_key order by active_from";
  private static final String ADD =
      "insert into signing_key (kid, sealed_jwk, active_from, created_at) values ($1, $2, $3, $4)";
  private static final String REMOVE = "delete from signing_key where kid = any($1)";

  private final SealedBox box;
  private final SecureRandom random;

  SigningKeyRows(SealedBox box, SecureRandom random) {
    this.box = box;
    this.random = random;
  }

  /// Until the transaction ends no other instance can decide that a key is missing.
  Uni<Void> lock(SqlConnection tx) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(ONE_KEYSMITH)).replaceWithVoid();
  }

  /// In the order in which they become active.
  Uni<List<SigningKey>> all(SqlClient client) {
    return client.preparedQuery(ALL).execute().map(rows -> rows.stream().map(this::open).toList());
  }

  Uni<Void> add(SqlConnection tx, SigningKey key, Instant now) {
    String sealed = box.seal(key.revealPrivateJwk().getBytes(StandardCharsets.UTF_8), place(key.kid()));
    return tx.preparedQuery(ADD).execute(Tuple.of(
        key.kid(), sealed, key.activeFrom().atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }

  Uni<Void> remove(SqlConnection tx, List<String> kids) {
    return kids.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.preparedQuery(REMOVE).execute(Tuple.of(kids.toArray(String[]::new))).replaceWithVoid();
  }

  private SigningKey open(Row row) {
    byte[] jwk = box.open(row.getString("sealed_jwk"), place(row.getString("kid")));
    return SigningKey.parse(
        new String(jwk, StandardCharsets.UTF_8), row.getOffsetDateTime("active_from").toInstant(), random);
  }

  private static String place(String kid) {
    return "signing-key/" + kid;
  }
}
