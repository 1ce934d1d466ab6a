package io.portcullis.recovery.password;

import java.time.Duration;

/// What became of a request for a link. Nothing here depends on whether there is an account.
sealed interface ResetRequestVerdict {

  record Noted() implements ResetRequestVerdict {}

  record Throttled(Duration retryAfter) implements ResetRequestVerdict {}
}
