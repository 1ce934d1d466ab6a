package io.portcullis.session.risk;

import io.portcullis.contracts.SessionEvent.RiskReason;
import java.util.List;

/// How unusual a sign-in is, and in what.
///
/// @param score   the weights of its reasons
/// @param reasons the heaviest first
public record Risk(int score, List<RiskReason> reasons, Level level) {

  public enum Level {
    USUAL,
    /// Its claimant must prove more than usual.
    UNUSUAL,
    /// It would be forbidding, but only with what strangers can bring about: two factors are enough.
    TWO_FACTORS_ONLY,
    /// No proof is enough.
    FORBIDDING
  }

  public Risk {
    reasons = List.copyOf(reasons);
  }
}
