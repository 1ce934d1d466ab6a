package io.portcullis.recovery.human;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.human.HumanAdmission.Admitted;
import io.portcullis.recovery.human.HumanAdmission.Asked;
import io.portcullis.recovery.human.HumanAdmission.Unavailable;
import io.portcullis.recovery.human.HumanService.Occasion;
import io.portcullis.recovery.human.HumanService.Shown;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.http.ClientNetwork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Asks auth-service for challenges, and whether proofs hold. **Fails closed**: without an answer nothing is admitted.
@ApplicationScoped
public class HumanVerification {

  private static final Logger LOG = Logger.getLogger(HumanVerification.class);
  private static final String ACTION = "password-recovery";

  private final HumanService auth;

  HumanVerification(@RestClient HumanService auth) {
    this.auth = auth;
  }

  /// A request that must show a proof: admitted with a right one, otherwise asked.
  public Uni<HumanAdmission> require(Secret identifier, ClientNetwork network, Optional<HumanProof> proof) {
    var occasion = new Occasion(ACTION, network, identifier.reveal());
    return (proof.isEmpty() ? ask(occasion) : verify(occasion, proof.get()))
        .onFailure().invoke(failure -> LOG.warnf("auth-service does not verify humans: %s", failure))
        .onFailure().recoverWithItem(new Unavailable());
  }

  /// A challenge for one who need not answer it; empty when auth-service has none to give.
  public Uni<Optional<HumanChallenge>> offer(Secret identifier, ClientNetwork network) {
    return auth.challenge(new Occasion(ACTION, network, identifier.reveal())).map(Optional::of)
        .onFailure().recoverWithItem(Optional.empty());
  }

  private Uni<HumanAdmission> verify(Occasion occasion, HumanProof proof) {
    return auth.verify(new Shown(occasion, proof)).chain(outcome -> switch (outcome.verdict()) {
      case "passed" -> now(new Admitted());
      case "refused" -> ask(occasion);
      default -> now(new Unavailable());
    });
  }

  private Uni<HumanAdmission> ask(Occasion occasion) {
    return auth.challenge(occasion).map(Asked::new);
  }
}
