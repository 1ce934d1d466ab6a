package io.portcullis.notification.erasure;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.audit.ErasedAccounts;
import io.portcullis.notification.contact.Contacts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Erases what is known of a closed account's owner, all but the audit trail. What the trail says of the account is erased next. Then an
/// event confirms it. Asked again, it does all that again.
@ApplicationScoped
public class ErasePersonalData {

  private static final List<String> ERASED = Stream.of("delivery", "waiting_alert", "anti_phishing_code", "kept_alert", "alert_number",
          "exchange_fact", "notification_preference", "protections_kept", "alert_link", "contact_due", "former_address", "text_of_kind",
          "text_message", "push_subscription", "address_mark")
      .map("delete from %s where account_id = $1"::formatted).toList();

  private final Contacts contacts;
  private final ErasedAccounts accounts;
  private final Clock clock;

  ErasePersonalData(Contacts contacts, ErasedAccounts accounts, Clock clock) {
    this.contacts = contacts;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// @param closedAt a contact record from before is no news any more
  public Uni<Void> handle(SqlConnection tx, AccountId account, Instant closedAt) {
    return accounts.owe(tx, account, clock.instant())
        .chain(() -> contacts.forget(tx, account, closedAt))
        .chain(() -> Multi.createFrom().iterable(ERASED)
            .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
            .collect().last().replaceWithVoid());
  }

  /// Those of the accounts that were closed.
  public Uni<Set<AccountId>> among(SqlConnection tx, Collection<AccountId> accounts) {
    return this.accounts.among(tx, accounts);
  }
}
