package io.portcullis.auth.registration;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.registration.RegistrationVerdict.Pending;
import io.portcullis.auth.registration.RegistrationVerdict.Throttled;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/// Sends a new code in the place of one that did not arrive (IN-11), each time after a longer wait. Too early, too
/// often or for nothing: the answer is the same.
@ApplicationScoped
class ResendCode {

  private final Registrations registrations;
  private final RegistrationMessage message;
  private final Accounts accounts;
  private final Throttle throttle;
  private final Limits limits;
  private final Postgres postgres;
  private final Clock clock;

  ResendCode(Registrations registrations, RegistrationMessage message, Accounts accounts, Throttle throttle,
      Limits limits, Postgres postgres, Clock clock) {
    this.registrations = registrations;
    this.message = message;
    this.accounts = accounts;
    this.throttle = throttle;
    this.limits = limits;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<RegistrationVerdict> handle(UUID id, String network) {
    return throttle.count(limits.registration(network)).chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new Throttled(wait.get()))
        : registrations.findResendable(postgres.pool(), id, clock.instant()).chain(found -> found.isPresent()
            ? resend(found.get()).replaceWith(new Pending(id, found.get().identifier().type()))
            : typeOf(id).map(type -> new Pending(id, type))));
  }

  // An unknown registration is answered like one by e-mail, the usual kind.
  private Uni<Identifier.Type> typeOf(UUID id) {
    return registrations.typeOf(postgres.pool(), id).map(type -> type.orElse(Identifier.Type.EMAIL));
  }

  private Uni<Void> resend(Registration registration) {
    return message.isAffordable(registration.identifier()).chain(affordable -> affordable
        ? accounts.find(postgres.pool(), registration.identifier()).chain(owner -> {
          RegistrationMessage.Prepared prepared = message.prepare(registration, owner, true);
          return postgres.withTransaction(tx -> registrations
              .renewCode(tx, registration.id(), prepared.codeDigest(), prepared.now())
              .chain(ours -> ours ? message.owe(tx, registration, prepared) : Uni.createFrom().voidItem()));
        })
        // Over the mailbox's share: the last code that was sent stays good.
        : Uni.createFrom().voidItem());
  }
}
