package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.RemovableFactors;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Confirmed authenticator apps, to be taken away.
@ApplicationScoped
class RemovableAuthenticators implements RemovableFactors {

  private static final String NAME = """
      select name from totp_authenticator where account_id = $1 and id = $2 and confirmed_at is not null
      """;
  private static final String REMOVE = """
      delete from totp_authenticator where account_id = $1 and id = $2 and confirmed_at is not null returning name
      """;

  @Override
  public boolean keeps(Method method) {
    return method == Method.TOTP;
  }

  @Override
  public Uni<Optional<String>> name(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return tx.preparedQuery(NAME).execute(Tuple.of(account.value(), id.orElseThrow()))
        .map(RemovableAuthenticators::first);
  }

  @Override
  public Uni<Optional<String>> remove(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(account.value(), id.orElseThrow()))
        .map(RemovableAuthenticators::first);
  }

  private static Optional<String> first(RowSet<Row> rows) {
    return Rows.first(rows).map(row -> row.getString(0));
  }
}
