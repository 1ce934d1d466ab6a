package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.Person;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.metric.Outcomes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The table `support_call`.
@ApplicationScoped
class SupportCalls {

  private final Ids ids;

  SupportCalls(Ids ids) {
    this.ids = ids;
  }

  private static final String WRITE = """
      insert into support_call (id, person, operation, account, reason, ticket, called_at) values ($1, $2, $3, $4, $5, $6, $7)""";

  Uni<Void> write(SqlConnection tx, Person person, StaffOperation operation, Optional<AccountId> account, Occasion occasion, Instant now) {
    return tx.preparedQuery(WRITE).execute(Tuple.from(new Object[] {ids.next(), person.id(), operation.wireName(),
        account.map(AccountId::value).orElse(null), Outcomes.kebab(occasion.reason()), occasion.ticket().orElse(null), Rows.utc(now)}))
        .replaceWithVoid();
  }
}
