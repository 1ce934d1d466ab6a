package io.portcullis.auth.human;

/// Whether a guarded request may go on.
public sealed interface HumanAdmission {

  record Admitted() implements HumanAdmission {}

  /// The client must first answer `challenge`. A proof that was refused leads here too, with a new challenge.
  record Asked(HumanChallenge challenge) implements HumanAdmission {}

  /// See [HumanVerdict.Unavailable].
  record Unavailable() implements HumanAdmission {}
}
