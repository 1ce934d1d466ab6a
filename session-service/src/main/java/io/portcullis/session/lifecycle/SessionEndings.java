package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.revocation.EndingsChannel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends sessions, and tells the other instances' listeners with the commit. Each statement ends only what has not ended,
/// so of two that end the same session one reports it.
///
/// A session that went idle a short while ago is ended as well: an access token that was issued just before may outlive
/// it, and must not outlive a freeze.
@ApplicationScoped
public class SessionEndings {

  private static final String END_ONE = end("id = $5");
  private static final String END_OTHERS = end("id <> $5");
  private static final String END_OF_DEVICE = end("device_id = $5");
  private static final String END_ON_OLDER_EVIDENCE = end("evidence_at < $5");
  private static final String END_ALL = end("true");

  private final Duration tokensOutlive;

  SessionEndings(AccessTokenConfig tokens) {
    this.tokensOutlive = tokens.revocationMemory();
  }

  private static String end(String which) {
    return """
        update session s set ended_at = $2, end_reason = $3
        where account_id = $1 and ended_at is null and idle_at > $4 and %s
        returning s.id, pg_notify('%s', s.id::text)::text,
          coalesce((select d.name from device d where d.account_id = s.account_id and d.id = s.device_id), '') as device
        """.formatted(which, EndingsChannel.NAME);
  }

  public Uni<List<EndedSession>> one(SqlConnection tx, AccountId account, SessionId id, EndReason reason, Instant now) {
    return end(tx, END_ONE, account, now, reason, id.value());
  }

  Uni<List<EndedSession>> others(SqlConnection tx, AccountId account, SessionId kept, Instant now) {
    return end(tx, END_OTHERS, account, now, EndReason.REVOKED_BY_CUSTOMER, kept.value());
  }

  // Who ends all other sessions no longer trusts the devices they were on.
  private static final String DISTRUST_OTHERS = """
      update device set trusted_at = null, trusted_until = null
      where account_id = $1 and trusted_until is not null
        and id is distinct from (select device_id from session where account_id = $1 and id = $2)
      """;

  Uni<Void> distrustOthers(SqlConnection tx, AccountId account, SessionId kept) {
    return tx.preparedQuery(DISTRUST_OTHERS).execute(Tuple.of(account.value(), kept.value())).replaceWithVoid();
  }

  private static final String DISTRUST_ALL = """
      update device set trusted_at = null, trusted_until = null where account_id = $1 and trusted_until is not null""";

  /// Whatever was trusted, and when: what is told of a new password may come later than trust that was given after it.
  public Uni<Void> distrustAll(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(DISTRUST_ALL).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  public Uni<List<EndedSession>> ofDevice(SqlConnection tx, AccountId account, DeviceId device, Instant now) {
    return end(tx, END_OF_DEVICE, account, now, EndReason.DEVICE_REVOKED, device.value());
  }

  public Uni<List<EndedSession>> onOlderEvidence(
      SqlConnection tx, AccountId account, Instant evidenceNotBefore, EndReason reason, Instant now) {
    return end(tx, END_ON_OLDER_EVIDENCE, account, now, reason, Rows.utc(evidenceNotBefore));
  }

  private static final String SPARE = """
      update session set evidence_at = greatest(evidence_at, $3)
      where account_id = $1 and id = $2 and ended_at is null""";

  /// The session's customer has just proved who they are: it stays when sessions on older evidence end.
  public Uni<Void> spare(SqlConnection tx, AccountId account, SessionId id, Instant evidenceNotBefore) {
    return tx.preparedQuery(SPARE).execute(Tuple.of(account.value(), id.value(), Rows.utc(evidenceNotBefore))).replaceWithVoid();
  }

  public Uni<List<EndedSession>> all(SqlConnection tx, AccountId account, EndReason reason, Instant now) {
    return end(tx, END_ALL, account, now, reason);
  }

  private Uni<List<EndedSession>> end(
      SqlConnection tx, String sql, AccountId account, Instant now, EndReason reason, Object... which) {
    Tuple parameters = Tuple.of(account.value(), Rows.utc(now), reason.name(), Rows.utc(now.minus(tokensOutlive)));
    for (Object each : which) {
      parameters.addValue(each);
    }
    return tx.preparedQuery(sql).execute(parameters).map(rows -> rows.stream()
        .map(row -> new EndedSession(new SessionId(row.getUUID("id")), row.getString("device"))).toList());
  }
}
