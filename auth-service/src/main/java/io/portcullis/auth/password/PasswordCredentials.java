package io.portcullis.auth.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The table `password_credential`.
@ApplicationScoped
public class PasswordCredentials {

  private static final String INSERT =
      "insert into password_credential (account_id, hash, changed_at) values ($1, $2, $3)";

  public Uni<Void> add(SqlConnection tx, AccountId account, PasswordHash hash, Instant now) {
    return tx.preparedQuery(INSERT)
        .execute(Tuple.of(account.value(), hash.encoded(), Rows.utc(now))).replaceWithVoid();
  }

  private static final String FIND = "select hash from password_credential where account_id = $1";

  public Uni<Optional<PasswordHash>> find(SqlClient client, AccountId account) {
    return client.preparedQuery(FIND).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows).map(row -> PasswordHash.parse(row.getString("hash"))));
  }

  private static final String CHANGE = "update password_credential set hash = $2, changed_at = $3 where account_id = $1";

  public Uni<Void> change(SqlConnection tx, AccountId account, PasswordHash hash, Instant now) {
    return tx.preparedQuery(CHANGE)
        .execute(Tuple.of(account.value(), hash.encoded(), Rows.utc(now))).replaceWithVoid();
  }

  private static final String REPLACE = """
      update password_credential set hash = $3, changed_at = $4 where account_id = $1 and hash = $2""";

  /// The same in the place of `old` alone: of two changes from one password, one wins.
  public Uni<Boolean> replace(SqlConnection tx, AccountId account, PasswordHash old, PasswordHash fresh, Instant now) {
    return tx.preparedQuery(REPLACE)
        .execute(Tuple.of(account.value(), old.encoded(), fresh.encoded(), Rows.utc(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  // Only in the place of the hash that was compared: a password changed meanwhile must not come back.
  private static final String REHASH = "update password_credential set hash = $3 where account_id = $1 and hash = $2";

  /// The same password under other parameters: no change of the credential, so no event.
  public Uni<Void> rehash(SqlClient client, AccountId account, PasswordHash old, PasswordHash fresh) {
    return client.preparedQuery(REHASH)
        .execute(Tuple.of(account.value(), old.encoded(), fresh.encoded())).replaceWithVoid();
  }
}
