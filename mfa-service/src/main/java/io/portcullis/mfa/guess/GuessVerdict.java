package io.portcullis.mfa.guess;

import java.time.Duration;

/// What became of one guess at a second factor.
///
/// `Wrong` does not say why, on purpose: a code that was right a moment ago must look like any other.
public sealed interface GuessVerdict {

  record Right() implements GuessVerdict {}

  record Wrong() implements GuessVerdict {}

  /// Not evaluated: the account's budget is spent.
  record Throttled(Duration retryAfter) implements GuessVerdict {}
}
