package io.portcullis.auth.sessionend;

import io.portcullis.auth.sessionend.SessionStanding.Standing;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/// The table `session_end_owed`: one row to an account, what later changes ask for added to it.
@ApplicationScoped
public class SessionEnds {

  // Callers hold the account's row, so `barred` is its status as of this commit. A row that is being settled is
  // locked: the change waits, and its own demand goes out after the older one, never before.
  private static final String OWE = """
      insert into session_end_owed as owed (account_id, evidence_not_before, barred, reason, owed_at, spared)
      values ($1, $2, $3, $4, $2, $5)
      on conflict (account_id) do update set
        evidence_not_before = greatest(owed.evidence_not_before, excluded.evidence_not_before),
        barred = excluded.barred, reason = excluded.reason, spared = excluded.spared""";

  public enum Reason {
    PASSWORD_RESET("password-reset"), PASSWORD_CHANGED("password-changed"), IDENTIFIER_RESTORED("identifier-restored"),
    FROZEN("frozen");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }
  }

  /// Owes the end of every session opened on evidence from before `changed`; the account stays open to new ones.
  public Uni<Void> owe(SqlConnection tx, AccountId account, Instant changed, Reason reason) {
    return owe(tx, account, changed, reason, false, Optional.empty());
  }

  /// The same, but one goes on: its customer proved the password again for this very change.
  public Uni<Void> oweOthers(SqlConnection tx, AccountId account, Instant changed, Reason reason, SessionId spared) {
    return owe(tx, account, changed, reason, false, Optional.of(spared));
  }

  /// The same, and no session may be opened at all.
  public Uni<Void> oweBarred(SqlConnection tx, AccountId account, Instant changed, Reason reason) {
    return owe(tx, account, changed, reason, true, Optional.empty());
  }

  private Uni<Void> owe(SqlConnection tx, AccountId account, Instant changed, Reason reason, boolean barred,
      Optional<SessionId> spared) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(changed), barred,
        reason.wireName, spared.map(SessionId::value).orElse(null))).replaceWithVoid();
  }

  record Owed(AccountId account, Standing standing) {}

  private static final String LOCK = """
      select account_id, evidence_not_before, barred, reason, spared from session_end_owed where account_id = $1 for update""";

  /// Waits for whoever is settling it; empty when it is settled.
  Uni<Optional<Owed>> lock(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(account.value())).map(SessionEnds::read);
  }

  private static final String LOCK_OLDEST = """
      select account_id, evidence_not_before, barred, reason, spared from session_end_owed
      order by owed_at limit 1 for update skip locked""";

  /// The oldest debt that nobody is settling.
  Uni<Optional<Owed>> lockOldest(SqlConnection tx) {
    return tx.preparedQuery(LOCK_OLDEST).execute().map(SessionEnds::read);
  }

  private static final String SETTLED = "delete from session_end_owed where account_id = $1";

  Uni<Void> settled(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(SETTLED).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private static Optional<Owed> read(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    Row row = found.next();
    return Optional.of(new Owed(new AccountId(row.getUUID("account_id")), new Standing(
        Rows.instant(row, "evidence_not_before"), row.getBoolean("barred"), row.getString("reason"),
        Optional.ofNullable(row.getUUID("spared")).map(SessionId::new))));
  }
}
