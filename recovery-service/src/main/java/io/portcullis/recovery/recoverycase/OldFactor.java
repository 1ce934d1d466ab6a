package io.portcullis.recovery.recoverycase;

/// Whether a claimant has the account's authenticator app.
public enum OldFactor {
  MATCH,
  /// The app was not settled when the case was opened.
  TOO_NEW,
  NO_MATCH,
  /// Nothing is enrolled, or too many guessed lately.
  NOT_COMPARED;

  /// @param outcome as auth-service says it
  static OldFactor of(String outcome) {
    return switch (outcome) {
      case "match" -> MATCH;
      case "too-new" -> TOO_NEW;
      case "no-match" -> NO_MATCH;
      default -> NOT_COMPARED;
    };
  }
}
