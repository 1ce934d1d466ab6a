package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.transparency.Erasure;
import io.portcullis.transparency.LogEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The accounts that were closed, and whether the trail may still have something personal of them.
@ApplicationScoped
public class ErasedAccounts {

  private static final String OWE = """
      insert into erased_account (account_id, erased_at, trail_owed, confirmation_owed) values ($1, $2, true, true)
      on conflict (account_id) do update set trail_owed = true, confirmation_owed = true""";

  /// All but the trail is erased in this transaction. The trail follows, and then it is confirmed.
  public Uni<Void> owe(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }

  private static final String AMONG = "select account_id from erased_account where account_id = any ($1)";

  /// Those of the accounts that were closed.
  public Uni<Set<AccountId>> among(SqlConnection tx, Collection<AccountId> accounts) {
    return tx.preparedQuery(AMONG).execute(Tuple.of(accounts.stream().map(AccountId::value).distinct().toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> new AccountId(row.getUUID(0))).collect(Collectors.toCollection(HashSet::new)));
  }

  private static final String OWE_AGAIN =
      "update erased_account set trail_owed = true where account_id = any ($1) and not trail_owed";

  /// What came into the log may be about an account that was closed before.
  Uni<Void> hear(SqlConnection tx, List<LogEntry> entries) {
    UUID[] accounts = entries.stream().filter(entry -> !Erasure.KEPT.contains(entry.type())).map(LogEntry::account).distinct()
        .toArray(UUID[]::new);
    return accounts.length == 0 ? done() : tx.preparedQuery(OWE_AGAIN).execute(Tuple.of(accounts)).replaceWithVoid();
  }

  // Not before the log has the closing: an export that shows the erasure shows what allows it, too.
  private static final String NEXT = """
      select a.account_id, a.confirmation_owed from erased_account a
      where a.trail_owed and exists (select from audit_event e join audit_leaf l on l.chain = e.chain and l.seq = e.seq
        where e.account_id = a.account_id and e.type = '%s' and position('%s' in e.content) > 0)
      order by a.erased_at limit 1 for update of a skip locked""".formatted(Erasure.CLOSING, Erasure.CLOSED);

  /// Empty when nothing is owed, or other instances are at it.
  Uni<Optional<Owed>> next(SqlConnection tx) {
    return tx.preparedQuery(NEXT).execute().map(rows -> Rows.first(rows)
        .map(row -> new Owed(new AccountId(row.getUUID("account_id")), row.getBoolean("confirmation_owed"))));
  }

  /// @param unconfirmed auth-service waits for word
  record Owed(AccountId account, boolean unconfirmed) {}

  private static final String SETTLE = "update erased_account set trail_owed = false, confirmation_owed = false where account_id = $1";

  Uni<Void> settle(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(SETTLE).execute(Tuple.of(account.value())).replaceWithVoid();
  }
}
