package io.portcullis.recovery.password;

import io.portcullis.recovery.human.HumanChallenge;
import java.time.Duration;
import java.util.Optional;

/// What became of a request for a link. Nothing here depends on whether there is an account.
sealed interface ResetRequestVerdict {

  /// @param note    when the message is sent, and what must be shown beside its code
  /// @param sooner  with a proof for it the request is looked at under a budget of its own; empty when that is spent, too
  record Noted(NoteReset.Note note, Optional<HumanChallenge> sooner) implements ResetRequestVerdict {}

  /// The client must first answer `challenge`.
  record HumanAsked(HumanChallenge challenge) implements ResetRequestVerdict {}

  record HumanUnavailable() implements ResetRequestVerdict {}

  record Throttled(Duration retryAfter) implements ResetRequestVerdict {}
}
