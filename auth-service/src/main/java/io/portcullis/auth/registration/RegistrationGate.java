package io.portcullis.auth.registration;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.human.Difficulty;
import io.portcullis.auth.human.HumanAdmission;
import io.portcullis.auth.human.HumanChallenge;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerification;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Lets registrations and resends in: the first of a network freely, further ones with a proof of effort, and those up
/// to a budget of their own. While too many come from everywhere, every one needs a proof. Who shows one without need has the
/// mailbox's slots of those who did.
///
/// A stranger in the same network can use up what is free, never what others get for a proof that they solve
/// themselves. The decision looks at networks alone, so it says nothing about an identifier.
@ApplicationScoped
class RegistrationGate {

  private final HumanVerification verification;
  private final Throttle throttle;
  private final Limits limits;

  RegistrationGate(HumanVerification verification, Throttle throttle, Limits limits) {
    this.verification = verification;
    this.throttle = throttle;
    this.limits = limits;
  }

  enum Caution {
    /// Ask only when the counts say so.
    USUAL,
    /// Ask in any case: what the request would cost is reason enough.
    ALWAYS
  }

  sealed interface Passage {

    /// @param share whose slots of the mailbox the request takes
    record Open(MailboxSlots.Share share) implements Passage {}

    record Asked(HumanChallenge challenge) implements Passage {}

    record Unavailable() implements Passage {}

    record Throttled(Duration retryAfter) implements Passage {}
  }

  Uni<Passage> pass(Occasion occasion, Optional<HumanProof> proof, Caution caution) {
    return caution == Caution.ALWAYS || proof.isPresent()
        ? prove(occasion, proof)
        : throttle.count(limits.unprovedRegistration(occasion.network())).chain(wait -> wait.isPresent()
            ? prove(occasion, proof)
            : now(new Passage.Open(MailboxSlots.Share.FREE)));
  }

  /// A way to a slot of those who passed human verification.
  Uni<HumanChallenge> offer(Occasion occasion) {
    return verification.challenge(occasion, Difficulty.USUAL);
  }

  /// Whether a password may be judged before the proof is used up, so that a refused one costs no new puzzle. Judging costs
  /// more than a wrong proof: past this limit the proof comes first.
  Uni<Boolean> looksAtPasswordFirst(Occasion occasion, Optional<HumanProof> proof) {
    return proof.isEmpty()
        ? now(false)
        : throttle.count(limits.passwordBeforeProof(occasion.network())).map(Optional::isEmpty);
  }

  private Uni<Passage> prove(Occasion occasion, Optional<HumanProof> proof) {
    return verification.require(occasion, proof).chain(admission -> switch (admission) {
      case HumanAdmission.Admitted() -> throttle.count(limits.registration(occasion.network()))
          .<Passage>map(wait -> wait.isPresent()
              ? new Passage.Throttled(wait.get()) : new Passage.Open(MailboxSlots.Share.PROVED));
      case HumanAdmission.Asked(var challenge) -> now(new Passage.Asked(challenge));
      case HumanAdmission.Unavailable() -> now(new Passage.Unavailable());
    });
  }
}
