package io.portcullis.recovery.human;

/// Whether a guarded request may go on.
public sealed interface HumanAdmission {

  record Admitted() implements HumanAdmission {}

  /// The client must first answer `challenge`.
  record Asked(HumanChallenge challenge) implements HumanAdmission {}

  /// auth-service, or the provider behind it, gives no answer.
  record Unavailable() implements HumanAdmission {}
}
