package io.portcullis.auth.signin;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What the limits counted before a sign-in, for session-service to judge.
///
/// @param failedAttempts  wrong passwords for this account: by this device if it is known, else by all strangers
/// @param networkFailures failed sign-ins from this network, known devices apart
/// @param sprayedAccounts accounts at which this very password was wrong
@RegisterForReflection
record Signals(long failedAttempts, long networkFailures, long sprayedAccounts) {

  private static final int OF_A_KNOWN_DEVICE = 1;
  private static final int STRANGERS = 1;
  private static final int NETWORK = 2;

  /// @param counts in the order of [io.portcullis.auth.throttle.Limits], each with this attempt itself
  static Signals of(List<Long> counts, long sprayedAccounts) {
    return counts.size() == OF_A_KNOWN_DEVICE
        ? new Signals(counts.getFirst() - 1, 0, sprayedAccounts)
        : new Signals(counts.get(STRANGERS) - 1, counts.get(NETWORK) - 1, sprayedAccounts);
  }
}
