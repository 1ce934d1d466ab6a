package io.portcullis.auth.closure;

import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.owed.OrderKind;
import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has mfa- and session-service erase what they know of a closed account's owner. Owed until both have acknowledged it.
@ApplicationScoped
class EraseBelow implements OrderKind {

  private final SecondFactors secondFactors;
  private final SessionTraces sessions;

  EraseBelow(@RestClient SecondFactors secondFactors, @RestClient SessionTraces sessions) {
    this.secondFactors = secondFactors;
    this.sessions = sessions;
  }

  private static final String OWE = """
      insert into erasure_owed (account_id, owed_at) values ($1, $2) on conflict (account_id) do update set %s""".formatted(OwedOrders.AFRESH);

  Uni<Void> owe(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }

  @Override
  public String name() {
    return "erasure";
  }

  @Override
  public String table() {
    return "erasure_owed";
  }

  @Override
  public String columns() {
    return "owed_at";
  }

  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return secondFactors.erase(account).chain(() -> sessions.erase(account));
  }
}
