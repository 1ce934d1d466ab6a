package io.portcullis.recovery.password;

import io.portcullis.recovery.human.HumanChallenge;
import java.time.Duration;

/// What became of a request for a link. Nothing here depends on whether there is an account.
sealed interface ResetRequestVerdict {

  record Noted() implements ResetRequestVerdict {}

  /// The client must first answer `challenge`.
  record HumanAsked(HumanChallenge challenge) implements ResetRequestVerdict {}

  record HumanUnavailable() implements ResetRequestVerdict {}

  record Throttled(Duration retryAfter) implements ResetRequestVerdict {}
}
