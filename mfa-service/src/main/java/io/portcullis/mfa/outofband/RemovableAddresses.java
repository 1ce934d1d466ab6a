package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.RemovableFactors;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The e-mail address and the number of an account, to be taken away together with one that was only named so far.
@ApplicationScoped
class RemovableAddresses implements RemovableFactors {

  private final CodeAddresses addresses;
  private final PendingAddresses pending;

  RemovableAddresses(CodeAddresses addresses, PendingAddresses pending) {
    this.addresses = addresses;
    this.pending = pending;
  }

  @Override
  public boolean keeps(Method method) {
    return method.isSentOutOfBand();
  }

  @Override
  public Uni<Optional<String>> name(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return addresses.nameOf(tx, account, method);
  }

  @Override
  public Uni<Void> warn(SqlConnection tx, AccountId account, Method method, Instant takesEffectAt) {
    return addresses.warn(tx, account, method, takesEffectAt);
  }

  @Override
  public Uni<Optional<String>> remove(SqlConnection tx, AccountId account, Method method, Optional<UUID> id) {
    return pending.drop(tx, account, method).chain(() -> addresses.remove(tx, account, method));
  }
}
