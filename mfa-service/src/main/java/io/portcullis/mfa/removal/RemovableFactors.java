package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The table of one or more kinds of factors, as far as removing one needs it.
public interface RemovableFactors {

  boolean keeps(Method method);

  /// @param id empty for an address
  /// @return the name by which its owner knows it; empty when there is none
  Uni<Optional<String>> name(SqlConnection tx, AccountId account, Method method, Optional<UUID> id);

  /// Tells the factor itself that its removal waits, where it is an address: alerts go to the account's own addresses, which a
  /// thief may read by now.
  default Uni<Void> warn(SqlConnection tx, AccountId account, Method method, Instant takesEffectAt) {
    return done();
  }

  /// @return the name of what is gone now; empty when there was none
  Uni<Optional<String>> remove(SqlConnection tx, AccountId account, Method method, Optional<UUID> id);
}
