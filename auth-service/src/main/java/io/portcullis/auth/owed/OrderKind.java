package io.portcullis.auth.owed;

import io.portcullis.contracts.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

/// One kind of orders. Its table has at most one row to an account, with the columns `account_id`, `owed_at`, `failures` and
/// `next_try_at`. What a later change asks for is added to the row, and [OwedOrders#AFRESH] tries it at once.
public interface OrderKind {

  /// As metrics and logs name it, such as `session-end`.
  String name();

  /// Becomes part of statements, as [#columns] does: never of a request.
  String table();

  /// Those of the table that [#tell] reads.
  String columns();

  /// Fails unless the other service has acknowledged the order; telling it again must do no harm.
  Uni<?> tell(AccountId account, Row order);
}
