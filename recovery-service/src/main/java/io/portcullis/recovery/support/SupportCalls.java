package io.portcullis.recovery.support;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.Person;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.metric.Outcomes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The table `support_call`.
@ApplicationScoped
class SupportCalls {

  /// How long an account that a person was shown is open to them.
  private static final Duration SHOWN = Duration.ofHours(8);

  private static final String WRITE = """
      insert into support_call (id, person, operation, account, webhook, reason, ticket, called_at) values ($1, $2, $3, $4, $5, $6, $7, $8)""";

  Uni<Void> write(SqlConnection tx, UUID id, Person person, Wish wish, Instant now) {
    return tx.preparedQuery(WRITE).execute(Tuple.from(new Object[] {id, person.id(), wish.operation().wireName(),
        wish.account().map(AccountId::value).orElse(null), wish.webhook().orElse(null), Outcomes.kebab(wish.occasion().reason()),
        wish.occasion().ticket().orElse(null), Rows.utc(now)})).replaceWithVoid();
  }

  private static final String REGISTERED = "update support_call set webhook = $2 where id = $1 and webhook is null";

  /// Says which receiver of webhooks came of the call.
  Uni<Void> registered(SqlClient client, UUID call, UUID webhook) {
    return client.preparedQuery(REGISTERED).execute(Tuple.of(call, webhook)).replaceWithVoid();
  }

  private static final String FOUND = "update support_call set account = $2 where id = $1 and account is null returning person, reason";

  /// Who called, and for which reason.
  record Called(Person person, String reason) {}

  /// Says whose account the call was about. Empty when that was known before.
  Uni<Optional<Called>> found(SqlConnection tx, UUID call, AccountId account) {
    return tx.preparedQuery(FOUND).execute(Tuple.of(call, account.value())).map(rows -> Rows.first(rows)
        .map(row -> new Called(new Person(row.getString("person")), row.getString("reason"))));
  }

  private static final String OF_ACCOUNT = """
      select person, operation, reason, ticket, called_at from support_call where account = $1 order by called_at desc limit 50""";

  /// What the staff asked for about an account, newest first.
  Uni<List<StaffCall>> of(SqlClient client, AccountId account) {
    return client.preparedQuery(OF_ACCOUNT).execute(Tuple.of(account.value()))
        .map(rows -> rows.stream().map(row -> new StaffCall(row.getString("person"), row.getString("operation"), row.getString("reason"),
            Optional.ofNullable(row.getString("ticket")), Rows.instant(row, "called_at"))).toList());
  }

  /// For how long a person who dealt with a customer decides on none of that customer's cases.
  private static final Duration CLOSE = Duration.ofDays(7);
  private static final String[] CONTACTS = Arrays.stream(StaffOperation.values()).filter(StaffOperation::isContact)
      .map(StaffOperation::wireName).toArray(String[]::new);

  private static final String HAD_CONTACT = """
      select 1 from support_call where account = $1 and person = $2 and called_at > $3 and operation = any($4) limit 1""";

  /// Whether the person dealt with this customer lately.
  Uni<Boolean> hadContact(SqlClient client, Person person, AccountId account, Instant now) {
    return client.preparedQuery(HAD_CONTACT)
        .execute(Tuple.of(account.value(), person.id(), Rows.utc(now.minus(CLOSE)), CONTACTS))
        .map(rows -> rows.size() > 0);
  }

  /// Calls that want no account by its id. What wants one makes the time no longer.
  private static final String[] SHOW = Stream.of(StaffOperation.FIND_ACCOUNT, StaffOperation.SHOW_CASE, StaffOperation.SHOW_UNLOCK)
      .map(StaffOperation::wireName).toArray(String[]::new);

  private static final String WAS_SHOWN = """
      select 1 from support_call where account = $1 and person = $2 and called_at > $3 and operation = any($4) limit 1""";

  /// Whether the person was shown the account lately, by its identifier or by a case. So nobody goes through accounts by their ids.
  Uni<Boolean> wasShown(SqlConnection tx, Person person, AccountId account, Instant now) {
    return tx.preparedQuery(WAS_SHOWN).execute(Tuple.of(account.value(), person.id(), Rows.utc(now.minus(SHOWN)), SHOW))
        .map(rows -> rows.size() > 0);
  }
}
