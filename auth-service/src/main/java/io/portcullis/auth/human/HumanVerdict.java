package io.portcullis.auth.human;

/// What became of a proof.
public sealed interface HumanVerdict {

  /// The proof held, and is used up now.
  record Passed() implements HumanVerdict {}

  /// Wrong, expired, used before, or made for another action or network: all the same, so nobody can probe.
  record Refused() implements HumanVerdict {}

  /// The provider gives no answer. Registration, resend and recovery refuse then; sign-in goes on under tighter limits.
  record Unavailable() implements HumanVerdict {}
}
