package io.portcullis.recovery.compromised;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What a client does next on the way back.
@RegisterForReflection
enum Step {
  /// Show a security key or an app of before the freeze.
  FACTOR,
  /// Nothing is enrolled that would do: people decide.
  RECOVERY_CASE,
  PASSWORD,
  /// Say of each item whose it is, then unfreeze.
  REVIEW,
  DONE;

  @JsonValue
  String wireName() {
    return Outcomes.kebab(this);
  }
}
