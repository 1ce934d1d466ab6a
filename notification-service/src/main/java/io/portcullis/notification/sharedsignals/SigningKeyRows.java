package io.portcullis.notification.sharedsignals;

import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// The table `ssf_signing_key`: sealed, and bound to their `kid` so that rows can't be swapped.
@ApplicationScoped
class SigningKeyRows {

  private static final long ONE_KEYSMITH = 0x73736673; // any number, the same in every replica

  private final SealedBox box;

  SigningKeyRows(SealedBox box) {
    this.box = box;
  }

  private static final String LOCK = "select pg_advisory_xact_lock($1)";

  /// Until the transaction ends no other replica makes a key.
  Uni<Void> lock(SqlConnection tx) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(ONE_KEYSMITH)).replaceWithVoid();
  }

  private static final String ALL = "select kid, sealed_jwk, created_at, active_from from ssf_signing_key order by active_from, kid";

  /// In the order in which they sign.
  Uni<List<SigningKey>> all(SqlClient client) {
    return client.preparedQuery(ALL).execute().map(rows -> rows.stream().map(this::open).toList());
  }

  private static final String ADD = """
      insert into ssf_signing_key (kid, algorithm, sealed_jwk, created_at, active_from) values ($1, $2, $3, $4, $5)""";

  Uni<Void> add(SqlConnection tx, SigningKey key) {
    String sealed = box.seal(key.revealPrivateJwk().getBytes(StandardCharsets.UTF_8), place(key.kid()));
    return tx.preparedQuery(ADD).execute(Tuple.of(key.kid(), key.jwk().getAlgorithm(), sealed, Rows.utc(key.createdAt()),
        Rows.utc(key.activeFrom()))).replaceWithVoid();
  }

  private static final String REMOVE_OTHERS = "delete from ssf_signing_key where kid <> $1";

  Uni<Void> removeOthers(SqlConnection tx, SigningKey than) {
    return tx.preparedQuery(REMOVE_OTHERS).execute(Tuple.of(than.kid())).replaceWithVoid();
  }

  private static final String REMOVE_OUTLIVED = """
      delete from ssf_signing_key key where exists (
        select 1 from ssf_signing_key successor where successor.active_from > key.active_from and successor.active_from < $1)""";

  /// Those whose successor signed before `then` already.
  Uni<Void> removeOutlived(SqlConnection tx, Instant then) {
    return tx.preparedQuery(REMOVE_OUTLIVED).execute(Tuple.of(Rows.utc(then))).replaceWithVoid();
  }

  private SigningKey open(Row row) {
    byte[] jwk = box.open(row.getString(1), place(row.getString(0)));
    return SigningKey.parse(new String(jwk, StandardCharsets.UTF_8), Rows.instant(row, 2), Rows.instant(row, 3));
  }

  private static String place(String kid) {
    return "ssf-signing-key/" + kid;
  }
}
