package io.portcullis.auth.approval;

import io.portcullis.auth.approval.ApprovalSigning.Voiding;
import io.portcullis.auth.owed.OrderKind;
import io.portcullis.auth.owed.OwedOrders;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.action.HouseSystem;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has session-service void what it signed, because the customer declined it after all.
///
/// What the exchange's systems execute passes `consume`, which looks. API keys are made by session-service out of the statement alone.
/// It ends a key that was made meanwhile, so an order that comes late does what it should.
@ApplicationScoped
class VoidStatements implements OrderKind {

  private final OwedOrders owed;
  private final ApprovalSigning signing;

  VoidStatements(OwedOrders owed, @RestClient ApprovalSigning signing) {
    this.owed = owed;
    this.signing = signing;
  }

  /// An API key: session-service makes it of the statement, and asks nobody.
  static boolean isExecutedWithoutUs(Approval approval) {
    return approval.system().equals(HouseSystem.NAME) && approval.action().type().equals("api-key");
  }

  static boolean isNeeded(Approval approval) {
    return approval.grant().isPresent() && isExecutedWithoutUs(approval);
  }

  private static final String OWE = """
      insert into approval_void_owed as owed (account_id, approvals, owed_at) values ($1, array[$2::uuid], $3)
      on conflict (account_id) do update set approvals = owed.approvals || excluded.approvals, %s""".formatted(OwedOrders.AFRESH);

  Uni<Void> owe(SqlConnection tx, Approval approval, Instant now) {
    return tx.preparedQuery(OWE).execute(Tuple.of(approval.account().value(), approval.id(), Rows.utc(now))).replaceWithVoid();
  }

  /// Settles what the caller has just committed. Never fails: what does not get through now is tried again.
  Uni<Void> settle(AccountId account) {
    return owed.settle(this, account);
  }

  @Override
  public String name() {
    return "approval-void";
  }

  @Override
  public String table() {
    return "approval_void_owed";
  }

  @Override
  public String columns() {
    return "approvals";
  }

  @Override
  public Uni<?> tell(AccountId account, Row order) {
    return signing.voidAll(new Voiding(account, List.of(order.getArrayOfUUIDs("approvals"))));
  }
}
