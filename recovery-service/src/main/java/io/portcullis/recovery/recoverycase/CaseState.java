package io.portcullis.recovery.recoverycase;

/// Where a case stands.
public enum CaseState {
  OPENED, EVIDENCE, REVIEW, APPROVAL_PROPOSED, REJECTION_PROPOSED, APPROVED, COOLING_OFF, COMPLETING,
  COMPLETED, REJECTED, CANCELLED, EXPIRED;

  /// Nothing leads out of it.
  public boolean isOver() {
    return switch (this) {
      case COMPLETED, REJECTED, CANCELLED, EXPIRED -> true;
      case OPENED, EVIDENCE, REVIEW, APPROVAL_PROPOSED, REJECTION_PROPOSED, APPROVED, COOLING_OFF, COMPLETING -> false;
    };
  }
}
