package io.portcullis.auth.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What an account says about something that was proved a moment or some minutes ago.
@ApplicationScoped
public class EvidenceCheck {

  private final Postgres postgres;

  EvidenceCheck(Postgres postgres) {
    this.postgres = postgres;
  }

  /// `UNKNOWN` is an account that is not here: somebody else's database, or a bug.
  public enum Standing { GOOD, FROZEN, LOCKED, PASSWORD_CHANGED, UNKNOWN }

  private static final String STANDING = """
      select %s, c.changed_at > $2 as changed
      from account a join password_credential c on c.account_id = a.id where a.id = $1""".formatted(AccountStatus.OF_ROW);

  /// Asked again where a session is about to be opened or raised: much can happen while a code is looked for.
  ///
  /// @param since when the oldest proof was given that is to count
  public Uni<Standing> of(AccountId account, Instant since) {
    return postgres.pool().preparedQuery(STANDING)
        .execute(Tuple.of(account.value(), Rows.utc(since)))
        .map(rows -> {
          RowIterator<Row> found = rows.iterator();
          return found.hasNext() ? standing(found.next()) : Standing.UNKNOWN;
        });
  }

  private static Standing standing(Row row) {
    return switch (AccountStatus.of(row.getString("status"))) {
      case FROZEN -> Standing.FROZEN;
      case CLOSED -> Standing.UNKNOWN;
      case LOCKED -> Standing.LOCKED;
      case ACTIVE -> row.getBoolean("changed") ? Standing.PASSWORD_CHANGED : Standing.GOOD;
    };
  }
}
