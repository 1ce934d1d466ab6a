package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.OpaqueToken;
import java.time.Duration;

/// What became of one code that was typed.
sealed interface CodeVerdict {

  /// @param token     what a link would have carried
  /// @param expiresIn for how long it works
  record Right(OpaqueToken token, Duration expiresIn) implements CodeVerdict {}

  /// Does not say why: wrong, used, expired, never sent, another one's, or too many were wrong.
  ///
  /// @param triesLeft of the handle; 0 when only another code helps
  record Wrong(int triesLeft) implements CodeVerdict {}

  record Throttled(Duration retryAfter) implements CodeVerdict {}
}
