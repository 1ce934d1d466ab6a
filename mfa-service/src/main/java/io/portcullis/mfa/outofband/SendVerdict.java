package io.portcullis.mfa.outofband;

import io.portcullis.contracts.EventId;
import java.time.Duration;

/// What became of asking for a code.
public sealed interface SendVerdict {

  /// @param messageId   by which notification-service tells what became of it
  /// @param resendAfter when the next one may be asked for
  record Sent(EventId messageId, Duration resendAfter, Duration expiresIn) implements SendVerdict {}

  /// Too soon, or a budget is spent: which of them is not told.
  record Wait(Duration retryAfter) implements SendVerdict {}

  /// There is no address that a code could go to.
  record Nowhere() implements SendVerdict {}
}
