package io.portcullis.auth.signin;

import io.portcullis.auth.throttle.Limits;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What the limits counted before a sign-in, for session-service to judge.
///
/// @param failedAttempts  wrong passwords for this account: by this device if it is known, else by all strangers
/// @param networkFailures failed sign-ins from this network, known devices apart
/// @param sprayedAccounts accounts at which this very password was wrong
@RegisterForReflection
record Signals(long failedAttempts, long networkFailures, long sprayedAccounts) {

  /// @param counts in the order of [Limits], each with this attempt itself
  static Signals ofAKnownDevice(List<Long> counts, long sprayedAccounts) {
    return new Signals(Math.max(0, counts.getFirst() - 1), 0, sprayedAccounts);
  }

  /// @param counts as above
  static Signals ofAStranger(List<Long> counts, long sprayedAccounts) {
    return new Signals(counts.get(Limits.STRANGERS) - 1, counts.get(Limits.NETWORK) - 1, sprayedAccounts);
  }

  /// @param counts as above, but without this attempt: it was counted elsewhere
  static Signals ofAVerifiedHuman(List<Long> counts, long sprayedAccounts) {
    return new Signals(counts.get(Limits.STRANGERS), counts.get(Limits.NETWORK), sprayedAccounts);
  }
}
