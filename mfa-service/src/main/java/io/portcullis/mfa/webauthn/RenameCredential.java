package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Calls a credential by another name. Told like any change: a thief's key must not hide behind the name of the owner's.
@ApplicationScoped
class RenameCredential {

  private final ChangePolicy policy;
  private final WebAuthnCredentials credentials;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  RenameCredential(ChangePolicy policy, WebAuthnCredentials credentials, Postgres postgres, Outbox outbox, Ids ids,
      Clock clock) {
    this.policy = policy;
    this.credentials = credentials;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// `Unknown` is also what someone else's credential is.
  enum Renaming { RENAMED, UNKNOWN }

  Uni<Renaming> handle(AuthenticatorId id, String name) {
    String called = name.strip();
    return postgres.withTransaction(tx -> policy.admit(tx, ChangePolicy.FRESH)
        .chain(admitted -> credentials.rename(tx, admitted.account(), id, called).chain(renamed -> renamed
            ? outbox.append(tx, new AuthenticatorRenamed(
                ids.nextEvent(), admitted.account(), clock.instant(), AuthenticatorType.WEBAUTHN, called))
                .replaceWith(Renaming.RENAMED)
            : now(Renaming.UNKNOWN))));
  }
}
