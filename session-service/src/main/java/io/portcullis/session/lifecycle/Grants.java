package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.runtime.token.SettingsLock;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.Grant.Scope;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// What a session's row is worth at one moment: what a step-up proved while that lasts, else its own sign-in.
@ApplicationScoped
public class Grants {

  /// The columns of `session s` that [#of] reads.
  public static final String COLUMNS = """
      s.account_id, s.id, s.acr, s.amr, s.auth_time, s.restricted, s.expires_at,
      s.elevated_acr, s.elevated_amr, s.elevated_auth_time, s.elevated_until, s.dpop_key,
      s.factor_settled_at, s.factor_enrolled, s.factor_settled_enrolled,
      s.elevated_factor_settled_at, s.elevated_factor_enrolled, s.elevated_factor_settled_enrolled,
      (select array[a.settings_locked_at, a.settings_open_at] from account_standing a where a.account_id = s.account_id)
        as settings_lock""";

  private final Lifetimes lifetimes;

  Grants(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  public Grant of(Row row, Instant now) {
    var account = new AccountId(row.getUUID("account_id"));
    var session = new SessionId(row.getUUID("id"));
    Scope scope = scope(row.getBoolean("restricted"));
    Optional<KeyThumbprint> boundTo = Optional.ofNullable(row.getString("dpop_key")).map(KeyThumbprint::new);
    if (row.getOffsetDateTime("elevated_until") != null) {
      Instant provedAt = Rows.instant(row, "elevated_auth_time");
      Instant until = Rows.instant(row, "elevated_until");
      if (lifetimes.isElevated(provedAt, until, now)) {
        return new Grant(account, session, row.getString("elevated_acr"), amr(row, "elevated_amr"), provedAt,
            factorAge(row, "elevated_factor"), scope, until, boundTo, settingsLock(row, now));
      }
    }
    Instant authTime = Rows.instant(row, "auth_time");
    String acr = lifetimes.isAssuranceOver(authTime, now) ? Proof.AAL1 : row.getString("acr");
    return new Grant(account, session, acr, amr(row, "amr"), authTime,
        factorAge(row, "factor"), scope, Rows.instant(row, "expires_at"), boundTo, settingsLock(row, now));
  }

  // A row from before ages were kept says neither: unknown, which counts as fresh.
  private static FactorAge factorAge(Row row, String factor) {
    if (row.getOffsetDateTime(factor + "_settled_at") != null) {
      Instant at = Rows.instant(row, factor + "_settled_at");
      return Boolean.FALSE.equals(row.getBoolean(factor + "_settled_enrolled"))
          ? new FactorAge.OnlyFresh(at) : new FactorAge.Settles(at);
    }
    return Boolean.FALSE.equals(row.getBoolean(factor + "_enrolled")) ? new FactorAge.NoneEnrolled() : new FactorAge.Unknown();
  }

  private static Optional<SettingsLock> settingsLock(Row row, Instant now) {
    OffsetDateTime[] kept = row.getArrayOfOffsetDateTimes("settings_lock");
    return kept == null ? Optional.empty() : new KeptSettingsLock(instant(kept[0]), instant(kept[1])).at(now);
  }

  private static Optional<Instant> instant(OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static Scope scope(boolean restricted) {
    return restricted ? Scope.RESTRICTED : Scope.ACCOUNT;
  }

  private static List<String> amr(Row row, String column) {
    return List.of(row.getArrayOfStrings(column));
  }
}
