package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Which second factors an account has. Asked at every sign-in, so it is one statement over two primary keys.
@ApplicationScoped
public class EnrolledMethods {

  // A stopped authenticator counts: an attacker who got it stopped must not find the second factor gone.
  private static final String FIND = """
      select exists (select from totp_authenticator where account_id = $1 and confirmed_at is not null),
             exists (select from recovery_code where account_id = $1 and used_at is null)
      """;

  private final Postgres postgres;

  EnrolledMethods(Postgres postgres) {
    this.postgres = postgres;
  }

  /// Strongest first; empty when the account has no second factor.
  public Uni<List<Method>> of(AccountId account) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value()))
        .map(rows -> methods(rows.iterator().next()));
  }

  private static List<Method> methods(Row row) {
    var methods = new ArrayList<Method>(2);
    if (row.getBoolean(0)) {
      methods.add(Method.TOTP);
    }
    if (row.getBoolean(1)) {
      methods.add(Method.RECOVERY_CODE);
    }
    return List.copyOf(methods);
  }
}
