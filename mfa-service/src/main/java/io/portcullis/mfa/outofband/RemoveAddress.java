package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.Removal;
import io.portcullis.mfa.policy.Removal.Held;
import io.portcullis.mfa.policy.Removal.Removed;
import io.portcullis.mfa.policy.Removal.Unknown;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Takes an address away. With the last factor go the recovery codes: they stand in for one, they are none of their
/// own.
@ApplicationScoped
class RemoveAddress {

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final CodeAddresses addresses;
  private final PendingAddresses pending;
  private final RecoveryCodes recoveryCodes;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  RemoveAddress(ChangePolicy policy, EnrolledMethods enrolled, CodeAddresses addresses, PendingAddresses pending,
      RecoveryCodes recoveryCodes, Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.addresses = addresses;
    this.pending = pending;
    this.recoveryCodes = recoveryCodes;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Removal> handle(Method method) {
    return postgres.withTransaction(tx -> policy.admitRemoval(tx, method, ChangePolicy.FRESH)
        .chain(admitted -> admitted.heldUntil(method)
            .map(until -> Uni.createFrom().<Removal>item(new Held(until)))
            .orElseGet(() -> remove(tx, admitted, method))));
  }

  private Uni<Removal> remove(SqlConnection tx, Admitted admitted, Method method) {
    AccountId account = admitted.account();
    return pending.drop(tx, account, method)
        .chain(() -> addresses.remove(tx, account, method))
        .chain(removed -> removed
            .map(name -> tell(tx, admitted, method, name).<Removal>replaceWith(new Removed()))
            .orElseGet(() -> Uni.createFrom().item(new Unknown())));
  }

  private Uni<Void> tell(SqlConnection tx, Admitted admitted, Method method, String name) {
    AccountId account = admitted.account();
    var event = new AuthenticatorRemoved(
        ids.nextEvent(), account, clock.instant(), CodeAddresses.eventTypeOf(method), name);
    return outbox.append(tx, event)
        .chain(() -> enrolled.changed(tx, account, event.time()))
        .chain(() -> admitted.isLast(method) ? recoveryCodes.deleteAll(tx, account) : Uni.createFrom().voidItem());
  }
}
