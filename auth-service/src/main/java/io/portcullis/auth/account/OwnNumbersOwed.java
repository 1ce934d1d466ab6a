package io.portcullis.auth.account;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// The table `own_numbers_owed`: accounts that a phone number came to or left, until mfa-service has heard which ones they have (SAFE-5).
@ApplicationScoped
public class OwnNumbersOwed {

  public static final String TABLE = "own_numbers_owed";

  private static final String OWE = "insert into " + TABLE + " (account_id, owed_at) values ($1, $2) on conflict (account_id) do update set "
      + OwedOrders.AFRESH;

  private final Clock clock;

  OwnNumbersOwed(Clock clock) {
    this.clock = clock;
  }

  /// In the transaction that adds or removes `changed`. An e-mail address owes nothing.
  public Uni<Void> owe(SqlConnection tx, AccountId account, Identifier changed) {
    return changed.type() == Identifier.Type.PHONE
        ? tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(clock.instant()))).replaceWithVoid()
        : done();
  }
}
