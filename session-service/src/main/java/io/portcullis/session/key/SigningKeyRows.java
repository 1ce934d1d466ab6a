package io.portcullis.session.key;

import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Signing keys at rest: sealed, and bound to their `kid` so that rows can't be swapped. Whatever changes a row tells
/// the other instances with the commit.
@ApplicationScoped
class SigningKeyRows {

  /// Notified with the `kid` of the key that changed.
  static final String CHANNEL = "portcullis_signing_keys";

  private static final long ONE_KEYSMITH = 0x6b657973; // any number, the same in every replica
  private static final String LOCK = "select pg_advisory_xact_lock($1)";
  private static final String ALL = "select kid, sealed_jwk, active_from, created_at from signing_key order by active_from";
  private static final String ADD = telling("insert into signing_key (kid, sealed_jwk, active_from, created_at) values ($1, $2, $3, $4)");
  private static final String MOVE = telling("update signing_key set active_from = $2 where kid = $1");
  private static final String REMOVE = telling("delete from signing_key where kid = $1");

  private final SealedBox box;
  private final SecureRandom random;

  SigningKeyRows(SealedBox box, SecureRandom random) {
    this.box = box;
    this.random = random;
  }

  private static String telling(String statement) {
    return statement + " returning pg_notify('" + CHANNEL + "', kid)::text";
  }

  /// Until the transaction ends no other instance can decide that a key is missing.
  Uni<Void> lock(SqlConnection tx) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(ONE_KEYSMITH)).replaceWithVoid();
  }

  /// In the order in which they become active.
  Uni<List<SigningKey>> all(SqlClient client) {
    return client.preparedQuery(ALL).execute().map(rows -> rows.stream().map(this::open).toList());
  }

  /// Makes `after` of `before`, under the lock of [#lock].
  Uni<Void> change(SqlConnection tx, Succession before, Succession after) {
    Stream<Uni<Void>> removals = before.inOrder().stream().filter(key -> after.find(key.kid()).isEmpty())
        .map(key -> execute(tx, REMOVE, Tuple.of(key.kid())));
    Stream<Uni<Void>> others = after.inOrder().stream().flatMap(key -> {
      Optional<SigningKey> known = before.find(key.kid());
      if (known.isEmpty()) {
        return Stream.of(add(tx, key));
      }
      return known.get().activeFrom().equals(key.activeFrom())
          ? Stream.empty()
          : Stream.of(execute(tx, MOVE, Tuple.of(key.kid(), Rows.utc(key.activeFrom()))));
    });
    return Multi.createFrom().items(Stream.concat(removals, others))
        .onItem().transformToUniAndConcatenate(statement -> statement)
        .collect().last();
  }

  private Uni<Void> add(SqlConnection tx, SigningKey key) {
    String sealed = box.seal(key.revealPrivateJwk().getBytes(StandardCharsets.UTF_8), place(key.kid()));
    return execute(tx, ADD, Tuple.of(key.kid(), sealed, Rows.utc(key.activeFrom()), Rows.utc(key.createdAt())));
  }

  private static Uni<Void> execute(SqlConnection tx, String statement, Tuple parameters) {
    return tx.preparedQuery(statement).execute(parameters).replaceWithVoid();
  }

  private SigningKey open(Row row) {
    byte[] jwk = box.open(row.getString("sealed_jwk"), place(row.getString("kid")));
    return SigningKey.parse(new String(jwk, StandardCharsets.UTF_8), Rows.instant(row, "created_at"),
        Rows.instant(row, "active_from"), random);
  }

  private static String place(String kid) {
    return "signing-key/" + kid;
  }
}
