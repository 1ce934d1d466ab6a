package io.portcullis.notification.erasure;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Erases what is known of a closed account's owner, and confirms it by an event in the same transaction. Asked again, it does both again.
@ApplicationScoped
public class ErasePersonalData {

  private static final List<String> ERASED = Stream.of("delivery", "waiting_alert", "anti_phishing_code", "kept_alert", "alert_number",
          "exchange_fact", "notification_preference", "protections_kept", "alert_link", "contact_due", "former_address", "text_of_kind",
          "text_message", "push_subscription", "address_mark")
      .map("delete from %s where account_id = $1"::formatted).toList();

  private final Contacts contacts;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ErasePersonalData(Contacts contacts, Outbox outbox, Ids ids, Clock clock) {
    this.contacts = contacts;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  private static final String MARK = "insert into erased_account (account_id, erased_at) values ($1, $2) on conflict do nothing";

  /// @param closedAt a contact record from before is no news any more
  public Uni<Void> handle(SqlConnection tx, AccountId account, Instant closedAt) {
    Instant now = clock.instant();
    return tx.preparedQuery(MARK).execute(Tuple.of(account.value(), Rows.utc(now)))
        .chain(() -> contacts.forget(tx, account, closedAt))
        .chain(() -> Multi.createFrom().iterable(ERASED)
            .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
            .collect().last())
        .chain(() -> outbox.append(tx, new NotificationDataErased(ids.nextEvent(), account, now)));
  }

  private static final String AMONG = "select account_id from erased_account where account_id = any ($1)";

  /// Those of the accounts that were closed.
  public Uni<Set<AccountId>> among(SqlConnection tx, Collection<AccountId> accounts) {
    return tx.preparedQuery(AMONG).execute(Tuple.of(accounts.stream().map(AccountId::value).distinct().toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> new AccountId(row.getUUID(0))).collect(Collectors.toCollection(HashSet::new)));
  }
}
