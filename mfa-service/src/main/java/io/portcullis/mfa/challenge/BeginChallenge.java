package io.portcullis.mfa.challenge;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.mfa.challenge.BeginChallenge.BeginVerdict.Begun;
import io.portcullis.mfa.challenge.BeginChallenge.BeginVerdict.NothingEnrolled;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Opens a challenge for what the account can be asked for.
@ApplicationScoped
class BeginChallenge {

  private final OfferedMethods offered;
  private final Challenges challenges;
  private final Ids ids;

  BeginChallenge(OfferedMethods offered, Challenges challenges, Ids ids) {
    this.offered = offered;
    this.challenges = challenges;
    this.ids = ids;
  }

  sealed interface BeginVerdict {

    record Begun(ChallengeId id, List<Method> methods) implements BeginVerdict {}

    record NothingEnrolled() implements BeginVerdict {}
  }

  Uni<BeginVerdict> handle(Binding binding) {
    return offered.of(binding).chain(methods -> {
      if (methods.isEmpty()) {
        return now(new NothingEnrolled());
      }
      var id = new ChallengeId(ids.next());
      return challenges.open(id, binding).replaceWith(new Begun(id, methods));
    });
  }
}
