package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.runtime.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;

/// Where money may go: the customer's address book. Its addresses are approved actions, so it stands on this package, and is asked
/// from here by this interface.
public interface Destinations {

  /// Whether an action names an address at all.
  static boolean isNamedBy(ObjectNode details) {
    return details.path("address").isTextual();
  }

  /// What is wrong with a proposed action's address; no value is quoted.
  List<FieldError> errors(ObjectNode details);

  /// What to tell an account's customer of actions before they are approved.
  Uni<Warnings> warnings(SqlClient client, AccountId account);

  interface Warnings {
    List<ActionWarning> of(ObjectNode details);
  }

  /// Asked under the account's lock.
  ///
  /// @return why the action's money may not go there now; empty when it may
  Uni<Optional<ApprovalRefusal>> obstacle(SqlConnection tx, AccountId account, ObjectNode details);
}
