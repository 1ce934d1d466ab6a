package io.portcullis.mfa.webauthn;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.Removal;
import io.portcullis.mfa.policy.Removal.Held;
import io.portcullis.mfa.policy.Removal.Removed;
import io.portcullis.mfa.policy.Removal.Unknown;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Takes a credential away. With the last factor go the recovery codes.
@ApplicationScoped
class RemoveCredential {

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final WebAuthnCredentials credentials;
  private final RecoveryCodes recoveryCodes;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  RemoveCredential(ChangePolicy policy, EnrolledMethods enrolled, WebAuthnCredentials credentials,
      RecoveryCodes recoveryCodes, Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.credentials = credentials;
    this.recoveryCodes = recoveryCodes;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Removal> handle(AuthenticatorId id) {
    return postgres.withTransaction(tx -> policy.admitRemoval(tx, Method.WEBAUTHN, ChangePolicy.FRESH)
        .chain(admitted -> admitted.heldUntil(Method.WEBAUTHN)
            .map(until -> Uni.createFrom().<Removal>item(new Held(until)))
            .orElseGet(() -> remove(tx, admitted, id))));
  }

  private Uni<Removal> remove(SqlConnection tx, Admitted admitted, AuthenticatorId id) {
    return credentials.remove(tx, admitted.account(), id).chain(removed -> removed
        .map(name -> tell(tx, admitted, name).<Removal>replaceWith(new Removed()))
        .orElseGet(() -> Uni.createFrom().item(new Unknown())));
  }

  private Uni<Void> tell(SqlConnection tx, Admitted admitted, String name) {
    AccountId account = admitted.account();
    Instant now = clock.instant();
    return enrolled.changed(tx, account, now)
        .chain(() -> outbox.append(tx,
            new AuthenticatorRemoved(ids.nextEvent(), account, now, AuthenticatorType.WEBAUTHN, name)))
        .chain(() -> admitted.isLast(Method.WEBAUTHN) ? recoveryCodes.deleteAll(tx, account) : Uni.createFrom().voidItem());
  }
}
