package io.portcullis.mfa.guess;

/// By what guesses at recovery codes are counted. Strangers are told apart by their network here: what one of them uses
/// up shuts out nobody at another network.
final class RecoveryCodeBudgets {

  /// All strangers together.
  static final String STRANGERS = "recovery-code:strangers";

  private RecoveryCodeBudgets() {}

  static String of(Claimant claimant) {
    return "recovery-code:" + claimant.text();
  }
}
