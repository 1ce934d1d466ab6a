package io.portcullis.auth.registration;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.registration.RegistrationGate.Caution;
import io.portcullis.auth.registration.RegistrationGate.Passage;
import io.portcullis.auth.registration.RegistrationVerdict.HumanAsked;
import io.portcullis.auth.registration.RegistrationVerdict.HumanUnavailable;
import io.portcullis.auth.registration.RegistrationVerdict.Pending;
import io.portcullis.auth.registration.RegistrationVerdict.Throttled;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Sends a new code in the place of one that did not arrive (IN-11), each time after a longer wait. Too early, too
/// often or for nothing: the answer is the same.
@ApplicationScoped
class ResendCode {

  private final Registrations registrations;
  private final RegistrationMessage message;
  private final Accounts accounts;
  private final RegistrationGate gate;
  private final Postgres postgres;
  private final Clock clock;

  ResendCode(Registrations registrations, RegistrationMessage message, Accounts accounts,
      RegistrationGate gate, Postgres postgres, Clock clock) {
    this.registrations = registrations;
    this.message = message;
    this.accounts = accounts;
    this.gate = gate;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<RegistrationVerdict> handle(UUID id, Optional<HumanProof> proof, String network) {
    var occasion = new Occasion(HumanAction.RESEND, network, id.toString());
    return gate.pass(occasion, proof, Caution.USUAL).chain(passage -> switch (passage) {
      case Passage.Open() -> resend(id);
      case Passage.Asked(var challenge) -> Uni.createFrom().item(new HumanAsked(challenge));
      case Passage.Unavailable() -> Uni.createFrom().item(new HumanUnavailable());
      case Passage.Throttled(var wait) -> Uni.createFrom().item(new Throttled(wait));
    });
  }

  private Uni<RegistrationVerdict> resend(UUID id) {
    return registrations.findResendable(postgres.pool(), id, clock.instant()).chain(found -> found.isPresent()
        ? resend(found.get()).replaceWith(new Pending(id, found.get().identifier().type()))
        : typeOf(id).map(type -> new Pending(id, type)));
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
