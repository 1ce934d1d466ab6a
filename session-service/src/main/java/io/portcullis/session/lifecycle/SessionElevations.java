package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.FactorAge;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a step-up reads and writes of a session's row.
@ApplicationScoped
class SessionElevations {

  /// @param amr        of the session's own sign-in
  /// @param device     its display name
  /// @param endsAt     at the latest
  /// @param restricted whether it was opened with no more than a way back to a factor
  record LiveSession(List<String> amr, String device, Instant endsAt, boolean restricted) {}

  // The account's lock keeps endings away; the row's keeps a refresh from moving what is about to be raised.
  private static final String LOCK_SESSION = """
      select s.amr, s.expires_at, s.restricted,
        coalesce((select d.name from device d where d.account_id = s.account_id and d.id = s.device_id), '') as device
      from session s where s.account_id = $1 and s.id = $2 and s.ended_at is null and s.idle_at > $3
        and s.evidence_at >= $4
      for update of s""";

  /// @param evidenceNotBefore a session that was opened on older evidence is as good as ended
  Uni<Optional<LiveSession>> lockSession(
      SqlConnection tx, AccountId account, SessionId id, Instant evidenceNotBefore, Instant now) {
    return tx.preparedQuery(LOCK_SESSION)
        .execute(Tuple.of(account.value(), id.value(), Rows.utc(now), Rows.utc(evidenceNotBefore)))
        .map(rows -> Rows.first(rows).map(row -> new LiveSession(
            List.of(row.getArrayOfStrings("amr")), row.getString("device"), Rows.instant(row, "expires_at"),
            row.getBoolean("restricted"))));
  }

  private static final String ELEVATE = """
      update session s set elevated_acr = $3, elevated_amr = $4, elevated_auth_time = $5, elevated_until = $6,
        restricted = restricted and not $7, elevated_factor_settled_at = $8, elevated_factor_enrolled = $9,
        elevated_factor_settled_enrolled = $10,
        key_shown_at = coalesce($11, s.key_shown_at),
        key_settled_at = case when $11::timestamptz is null then s.key_settled_at else $12 end,
        app_shown_at = coalesce($13, s.app_shown_at),
        app_settled_at = case when $13::timestamptz is null then s.app_settled_at else $14 end
      where s.account_id = $1 and s.id = $2
      returning %s""".formatted(Grants.COLUMNS);

  /// What a step-up adds to a session.
  ///
  /// @param proof  what was shown, together with the session's first factor
  /// @param acr    what it is worth
  /// @param factor how old the second factor is that was shown
  /// @param lifts  whether it lifts a restriction, for good
  /// @param until  when it is over
  /// @param shown  which strong factors it showed
  record Raise(Proof proof, String acr, FactorAge factor, boolean lifts, Instant until, StrongFactors shown) {}

  /// @return the row's [Grants#COLUMNS]
  Uni<Row> elevate(SqlConnection tx, AccountId account, SessionId id, Raise raise) {
    Proof proof = raise.proof();
    KeptFactorAge factor = KeptFactorAge.of(raise.factor());
    return tx.preparedQuery(ELEVATE)
        .execute(Tuple.of(account.value(), id.value(), raise.acr(), proof.amr().toArray(String[]::new),
            Rows.utc(proof.newest())).addOffsetDateTime(Rows.utc(raise.until())).addBoolean(raise.lifts())
            .addOffsetDateTime(factor.settledAt()).addBoolean(factor.enrolled()).addBoolean(factor.settledEnrolled())
            .addOffsetDateTime(raise.shown().keyShownAt()).addOffsetDateTime(raise.shown().keySettledAt())
            .addOffsetDateTime(raise.shown().appShownAt()).addOffsetDateTime(raise.shown().appSettledAt()))
        .map(Rows::one);
  }
}
