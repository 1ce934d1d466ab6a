package io.portcullis.auth.identifier;

import io.portcullis.auth.account.OwnNumbersOwed;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.OwnNumbers;
import io.portcullis.auth.owed.OrderKind;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tells mfa-service which phone numbers an account has, so that no trading passphrase is part of one (SAFE-5). Nobody waits for it: a
/// passphrase wants a settled second factor, and a customer is not that fast.
@ApplicationScoped
class TellOwnNumbers implements OrderKind {

  private final SecondFactors secondFactors;
  private final Postgres postgres;

  TellOwnNumbers(@RestClient SecondFactors secondFactors, Postgres postgres) {
    this.secondFactors = secondFactors;
    this.postgres = postgres;
  }

  @Override
  public String name() {
    return "own-numbers";
  }

  @Override
  public String table() {
    return OwnNumbersOwed.TABLE;
  }

  @Override
  public String columns() {
    return "owed_at";
  }

  private static final String NUMBERS = "select canonical from identifier where account_id = $1 and type = '%s' order by canonical"
      .formatted(Identifier.Type.PHONE.wireName());

  // As they are now: a change that commits after this look owes anew, once this order has let its row go.
  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return postgres.pool().preparedQuery(NUMBERS).execute(Tuple.of(account.value()))
        .chain(rows -> secondFactors.tellOwnNumbers(account, new OwnNumbers(rows.stream().map(row -> row.getString(0)).toList())));
  }
}
