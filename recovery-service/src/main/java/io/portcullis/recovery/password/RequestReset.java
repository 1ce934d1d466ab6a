package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.human.HumanAdmission;
import io.portcullis.recovery.human.HumanProof;
import io.portcullis.recovery.human.HumanVerification;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Notes that somebody forgot a password. The same work for every identifier: a count in Redis, a slot, an insert.
///
/// The first requests of a network are free. Further ones need human verification and have a budget of their own, so
/// that nobody can use up what others in the same network need. While too many come from everywhere, all need it.
///
/// What strangers have asked for is their share of the mailbox's mails, and the owner's request beyond it waits for the
/// next slot (BACK-5). The answer says how long, and offers a challenge: who solves it has a pace of their own.
@Startup
@ApplicationScoped
class RequestReset {

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Limit unproved;
  private final Limit unprovedAnywhere;
  private final Limit perNetwork;
  private final HumanVerification verification;
  private final Throttle throttle;
  private final NoteReset noteReset;

  RequestReset(ResetConfig config, HumanVerification verification, Throttle throttle, NoteReset noteReset) {
    unproved = new Limit("recovery:unproved-reset", config.unprovedRequestsPerNetwork(), WINDOW);
    unprovedAnywhere = new Limit("recovery:unproved-reset-anywhere", config.unprovedRequests(), WINDOW);
    perNetwork = new Limit("recovery:reset-network", config.requestsPerNetwork(), WINDOW);
    throttle.expect(unprovedAnywhere);
    throttle.expectOnNetworks(unproved, perNetwork);
    this.verification = verification;
    this.throttle = throttle;
    this.noteReset = noteReset;
  }

  Uni<ResetRequestVerdict> handle(Secret identifier, Optional<HumanProof> proof, ClientNetwork network) {
    if (proof.isPresent()) {
      return prove(identifier, proof, network);
    }
    List<Counted> free = Stream.concat(
        unproved.onNetwork(network).stream(), Stream.of(unprovedAnywhere.on("all"))).toList();
    return throttle.count(free).chain(wait -> wait.isPresent()
        ? prove(identifier, proof, network)
        : noteReset.handle(identifier, Claimant.unproved(network)).chain(note -> offerSooner(identifier, network, note)));
  }

  private Uni<ResetRequestVerdict> offerSooner(Secret identifier, ClientNetwork network, NoteReset.Note note) {
    return note.sendsIn().isEmpty()
        ? now(new ResetRequestVerdict.Noted(note, Optional.empty()))
        : verification.offer(identifier, network).map(challenge -> new ResetRequestVerdict.Noted(note, challenge));
  }

  private Uni<ResetRequestVerdict> prove(Secret identifier, Optional<HumanProof> proof, ClientNetwork network) {
    return verification.require(identifier, network, proof).chain(admission -> switch (admission) {
      case HumanAdmission.Admitted() -> throttle.count(perNetwork.onNetwork(network)).chain(either(
          wait -> Verdicts.<ResetRequestVerdict>now(new ResetRequestVerdict.Throttled(wait)),
          () -> noteReset.handle(identifier, Claimant.proved(network))
              .map(note -> new ResetRequestVerdict.Noted(note, Optional.empty()))));
      case HumanAdmission.Asked(var challenge) ->
          now(new ResetRequestVerdict.HumanAsked(challenge));
      case HumanAdmission.Unavailable() -> now(new ResetRequestVerdict.HumanUnavailable());
    });
  }
}
