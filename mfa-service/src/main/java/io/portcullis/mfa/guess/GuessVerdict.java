package io.portcullis.mfa.guess;

import java.time.Duration;
import java.util.Optional;

/// What became of one guess at a second factor.
///
/// `Wrong` does not say why, on purpose: a code that was right a moment ago must look like any other.
public sealed interface GuessVerdict {

  /// @param factor what was shown; empty for what is no factor
  record Right(Optional<ProvedFactor> factor) implements GuessVerdict {}

  record Wrong() implements GuessVerdict {}

  /// This method was not offered, or is not any more.
  record NothingToGuess() implements GuessVerdict {}

  /// Not evaluated: the claimant's budget is spent.
  record Throttled(Duration retryAfter) implements GuessVerdict {}
}
