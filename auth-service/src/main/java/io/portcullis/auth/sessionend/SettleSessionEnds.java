package io.portcullis.auth.sessionend;

import io.portcullis.auth.owed.OrderKind;
import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.auth.sessionend.SessionStanding.Standing;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tells session-service which sessions must end. Each order names the moment that evidence must not be older than, so telling
/// it again ends no session of later.
@ApplicationScoped
public class SettleSessionEnds implements OrderKind {

  private final OwedOrders owed;
  private final SessionStanding sessions;

  SettleSessionEnds(OwedOrders owed, @RestClient SessionStanding sessions) {
    this.owed = owed;
    this.sessions = sessions;
  }

  /// Settles what the caller has just committed. Never fails: what does not get through now is tried again.
  public Uni<Void> settle(AccountId account) {
    return owed.settle(this, account);
  }

  @Override
  public String name() {
    return "session-end";
  }

  @Override
  public String table() {
    return "session_end_owed";
  }

  @Override
  public String columns() {
    return "evidence_not_before, barred, reason, spared, standing_version";
  }

  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return sessions.put(account, new Standing(Rows.instant(order, "evidence_not_before"), order.getBoolean("barred"),
        order.getString("reason"), Optional.ofNullable(order.getUUID("spared")).map(SessionId::new),
        Optional.ofNullable(order.getInteger("standing_version"))));
  }
}
