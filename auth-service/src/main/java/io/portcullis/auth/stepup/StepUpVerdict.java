package io.portcullis.auth.stepup;

import io.portcullis.auth.stepup.SessionElevation.Outcome.Elevated;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// What became of one step of a step-up.
sealed interface StepUpVerdict {

  /// @param methods any one of them will do, the strongest first
  record Begun(String stepUpId, List<String> methods, Duration expiresIn) implements StepUpVerdict {}

  record Complete(Elevated session) implements StepUpVerdict {}

  /// Nothing that is enrolled reaches what was asked for, or what was shown did not.
  record OutOfReach() implements StepUpVerdict {}

  /// @param triesLeft empty for a password
  record CodeRefused(OptionalLong triesLeft) implements StepUpVerdict {}

  /// Another method than those that will do. No try was counted.
  record NotOffered() implements StepUpVerdict {}

  /// Unknown, expired, used up, of another session, or what was proved is no longer worth anything.
  record Ended() implements StepUpVerdict {}

  record Throttled(Duration retryAfter) implements StepUpVerdict {}
}
