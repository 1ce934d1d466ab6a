package io.portcullis.auth.registration;

import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.registration.MailboxSlots.Share;
import io.portcullis.auth.registration.RegistrationGate.Caution;
import io.portcullis.auth.registration.RegistrationGate.Passage;
import io.portcullis.auth.registration.RegistrationVerdict.HumanAsked;
import io.portcullis.auth.registration.RegistrationVerdict.HumanUnavailable;
import io.portcullis.auth.registration.RegistrationVerdict.Pending;
import io.portcullis.auth.registration.RegistrationVerdict.Sending;
import io.portcullis.auth.registration.RegistrationVerdict.Throttled;
import io.portcullis.auth.registration.Registrations.Outlook;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.TextRoutes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Sends a new code in the place of one that did not arrive (IN-11), each time after a longer wait. The answer says whether
/// one goes out, and when: alike for a fresh and a taken address.
@ApplicationScoped
class ResendCode {

  private final TextRoutes routes;
  private final Registrations registrations;
  private final MailboxSlots slots;
  private final QueuedCodes queue;
  private final RegistrationGate gate;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  ResendCode(TextRoutes routes, Registrations registrations, MailboxSlots slots, QueuedCodes queue,
      RegistrationGate gate, Postgres postgres, Ids ids, Clock clock) {
    this.routes = routes;
    this.registrations = registrations;
    this.slots = slots;
    this.queue = queue;
    this.gate = gate;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<RegistrationVerdict> handle(UUID id, Optional<HumanProof> proof, ClientNetwork network) {
    var occasion = new Occasion(HumanAction.RESEND, network, id.toString());
    return outlook(id).chain(found -> gate.pass(occasion, proof, caution(found)).chain(passage -> switch (passage) {
      case Passage.Open(var share) -> resend(found, network, share)
          .chain(sending -> offerSooner(sending, occasion, share)).map(sending -> new Pending(id, type(found), sending));
      case Passage.Asked(var challenge) -> Uni.createFrom().item(new HumanAsked(challenge));
      case Passage.Unavailable() -> Uni.createFrom().item(new HumanUnavailable());
      case Passage.Throttled(var wait) -> Uni.createFrom().item(new Throttled(wait));
    }));
  }

  private Uni<Optional<Outlook>> outlook(UUID id) {
    return Uni.createFrom().deferred(() -> registrations.outlook(postgres.pool(), id, clock.instant()));
  }

  // Each text to an unproved number of an unusual country costs a puzzle, not the first alone. Who knows the id knows
  // the number.
  private Caution caution(Optional<Outlook> found) {
    return found.filter(known -> routes.isUnusual(known.registration().identifier())).isPresent() ? Caution.ALWAYS : Caution.USUAL;
  }

  // An unknown registration is answered like one by e-mail, the usual kind.
  private static Identifier.Type type(Optional<Outlook> found) {
    return found.map(known -> known.registration().identifier().type()).orElse(Identifier.Type.EMAIL);
  }

  // What was read before the gate may be old by now: the statement that renews the code asks again.
  private Uni<Sending> resend(Optional<Outlook> found, ClientNetwork network, Share share) {
    Instant now = clock.instant();
    if (found.filter(known -> known.isResendable(now)).isPresent()) {
      return resend(found.get(), network, share);
    }
    return Uni.createFrom().item(found.flatMap(known -> known.waiting(now)).orElseGet(() -> tooSoon(found, now)));
  }

  private static Sending tooSoon(Optional<Outlook> found, Instant now) {
    return found.flatMap(known -> known.untilNext(now)).<Sending>map(Sending.TooSoon::new).orElseGet(Sending.Over::new);
  }

  private Uni<Sending> resend(Outlook known, ClientNetwork network, Share share) {
    Registration registration = known.registration();
    Instant now = clock.instant();
    return postgres.withTransaction(tx -> slots.take(tx, ids.next(), registration.identifier(), network, share, now)
            // Over the mailbox's share: the last code that was sent stays good until the slot.
            .chain(at -> at.isAfter(now)
                ? queue.put(tx, registration, network, share, at)
                : Uni.createFrom().item(at)))
        .chain(at -> at.isAfter(now)
            ? Uni.createFrom().item(known.waiting(at, now))
            : queue.send(registration).chain(next -> next.isPresent()
                ? Uni.createFrom().item(new Sending.Now(Duration.between(clock.instant(), next.get())))
                : afterAnother(registration.id())));
  }

  private Uni<Sending> offerSooner(Sending sending, Occasion occasion, Share share) {
    return sending.waits() && share == Share.FREE
        ? gate.offer(occasion).map(sending::offering)
        : Uni.createFrom().item(sending);
  }

  private Uni<Sending> afterAnother(UUID id) {
    return outlook(id).map(found -> found.flatMap(known -> known.untilNext(clock.instant()))
        .<Sending>map(Sending.Now::new).orElseGet(Sending.Over::new));
  }
}
