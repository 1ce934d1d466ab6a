package io.portcullis.auth.factor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What mfa-service says of a trading passphrase that was tried.
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PassphraseOutcome.Right.class, name = "right"),
  @JsonSubTypes.Type(value = PassphraseOutcome.Wrong.class, name = "wrong"),
  @JsonSubTypes.Type(value = PassphraseOutcome.Cooling.class, name = "cooling"),
  @JsonSubTypes.Type(value = PassphraseOutcome.Stopped.class, name = "stopped"),
  @JsonSubTypes.Type(value = PassphraseOutcome.NotSet.class, name = "not-set")
})
public sealed interface PassphraseOutcome {

  @RegisterForReflection
  record Right() implements PassphraseOutcome {}

  @RegisterForReflection
  record Wrong() implements PassphraseOutcome {}

  /// @param retryAfter seconds
  @RegisterForReflection
  record Cooling(long retryAfter) implements PassphraseOutcome {}

  /// Only account recovery resets it.
  @RegisterForReflection
  record Stopped() implements PassphraseOutcome {}

  @RegisterForReflection
  record NotSet() implements PassphraseOutcome {}
}
