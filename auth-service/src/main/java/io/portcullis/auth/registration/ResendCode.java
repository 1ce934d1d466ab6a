package io.portcullis.auth.registration;

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
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Sends a new code in the place of one that did not arrive (IN-11), each time after a longer wait. Too early, too
/// often or for nothing: the answer is the same.
@ApplicationScoped
class ResendCode {

  private final Registrations registrations;
  private final RegistrationMessage message;
  private final QueuedCodes queue;
  private final RegistrationGate gate;
  private final Postgres postgres;
  private final Clock clock;

  ResendCode(Registrations registrations, RegistrationMessage message, QueuedCodes queue,
      RegistrationGate gate, Postgres postgres, Clock clock) {
    this.registrations = registrations;
    this.message = message;
    this.queue = queue;
    this.gate = gate;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<RegistrationVerdict> handle(UUID id, Optional<HumanProof> proof, String network) {
    var occasion = new Occasion(HumanAction.RESEND, network, id.toString());
    return gate.pass(occasion, proof, Caution.USUAL).chain(passage -> switch (passage) {
      case Passage.Open() -> resend(id, network);
      case Passage.Asked(var challenge) -> Uni.createFrom().item(new HumanAsked(challenge));
      case Passage.Unavailable() -> Uni.createFrom().item(new HumanUnavailable());
      case Passage.Throttled(var wait) -> Uni.createFrom().item(new Throttled(wait));
    });
  }

  private Uni<RegistrationVerdict> resend(UUID id, String network) {
    return registrations.findResendable(postgres.pool(), id, clock.instant()).chain(found -> found.isPresent()
        ? resend(found.get(), network).map(wait -> new Pending(id, found.get().identifier().type(), wait))
        : queue.waitOf(id).chain(wait -> typeOf(id).map(type -> new Pending(id, type, wait))));
  }

  // An unknown registration is answered like one by e-mail, the usual kind.
  private Uni<Identifier.Type> typeOf(UUID id) {
    return registrations.typeOf(postgres.pool(), id).map(type -> type.orElse(Identifier.Type.EMAIL));
  }

  private Uni<Optional<Duration>> resend(Registration registration, String network) {
    return message.untilAffordable(registration.identifier(), network)
        .call(wait -> wait
            // Over the mailbox's share: the last code that was sent stays good until the next slot.
            .map(longer -> postgres.withTransaction(tx ->
                queue.put(tx, registration, network, clock.instant().plus(longer))))
            .orElseGet(() -> queue.send(registration)));
  }
}
