package io.portcullis.recovery.compromised;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One walk back into a frozen account.
///
/// @param freezeVersion the freeze that it ends
/// @param proof         of the link it began with
/// @param challenge     by which a factor is shown; empty when nothing is enrolled that would do
record WayBack(UUID id, AccountId account, int freezeVersion, Proof proof, Optional<Challenge> challenge, Progress progress,
    Instant expiresAt) {

  /// @param sentTo where the link went; empty for one from before that was kept
  record Proof(Issued issued, Optional<String> sentTo) {

    @Override
    public String toString() {
      return "Proof[" + issued + "]";
    }
  }

  record Challenge(String id, List<String> methods) {}

  record Progress(boolean factorShown, boolean passwordSet, boolean finished) {}

  Step step() {
    if (progress.finished()) {
      return Step.DONE;
    }
    if (progress.passwordSet()) {
      return Step.REVIEW;
    }
    if (progress.factorShown()) {
      return Step.PASSWORD;
    }
    return challenge.isPresent() ? Step.FACTOR : Step.RECOVERY_CASE;
  }
}
