package io.portcullis.auth.sessionend;

import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The table `session_end_owed`: one row to an account, what later changes ask for added to it.
@ApplicationScoped
public class SessionEnds {

  // Callers hold the account's row, so `barred` is its status as of this commit. A row that is being settled is
  // locked: the change waits, and its own demand goes out after the older one, never before. An end by support asks for nothing but
  // that: it must not hide what an older demand asks for beside.
  private static final String OWE = """
      insert into session_end_owed as owed (account_id, evidence_not_before, barred, reason, owed_at, spared, standing_version)
      values ($1, $2, $3, $4, $2, $5, (select standing_version from account where id = $1))
      on conflict (account_id) do update set
        evidence_not_before = greatest(owed.evidence_not_before, excluded.evidence_not_before),
        barred = excluded.barred, spared = excluded.spared,
        reason = case when excluded.reason = 'support' then owed.reason else excluded.reason end,
        standing_version = excluded.standing_version, %s""".formatted(OwedOrders.AFRESH);

  public enum Reason {
    PASSWORD_RESET("password-reset"), PASSWORD_CHANGED("password-changed"), IDENTIFIER_RESTORED("identifier-restored"),
    FROZEN("frozen"), LOCKED("locked"), SUPPORT("support"),
    /// Told so that sessions may be opened again; those on older evidence stay ended.
    UNFROZEN("unfrozen");

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

  private static final String IS_OWED = "select 1 from session_end_owed where account_id = $1";

  /// Whether session-service has not acknowledged the latest order yet.
  public Uni<Boolean> isOwed(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(IS_OWED).execute(Tuple.of(account.value())).map(rows -> rows.size() > 0);
  }

  private Uni<Void> owe(SqlConnection tx, AccountId account, Instant changed, Reason reason, boolean barred,
      Optional<SessionId> spared) {
    return tx.preparedQuery(OWE).execute(Tuple.of(account.value(), Rows.utc(changed), barred,
        reason.wireName, spared.map(SessionId::value).orElse(null))).replaceWithVoid();
  }
}
