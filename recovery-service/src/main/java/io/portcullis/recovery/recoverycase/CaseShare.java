package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.RecoveryEvent.CaseOpener;

/// Who opened a case. Each kind has its own share of an account's cases, so nobody uses up another's (BACK-5).
public enum CaseShare {
  /// Solved a puzzle.
  STRANGERS(CaseOpener.STRANGER),
  /// Reads the account's mailbox: a code that was sent there stood for the puzzle.
  MAILBOX(CaseOpener.MAILBOX),
  /// Opened it on a device on which the account's owner signed in before. Each device has a share.
  DEVICE(CaseOpener.DEVICE),
  /// Was signed in.
  SESSION(CaseOpener.SESSION),
  /// A member of the staff, for a customer who called. Each member has a share.
  DESK(CaseOpener.DESK);

  /// Of so many cases of a share the account's owner is told within a day.
  static final int A_DAY = 5;

  private final CaseOpener opener;

  CaseShare(CaseOpener opener) {
    this.opener = opener;
  }

  CaseOpener opener() {
    return opener;
  }

  /// Whether a case beyond the share waits for its turn. Any other goes on without an effect, since strangers can open hundreds.
  boolean waits() {
    return this == SESSION || this == DESK;
  }
}
