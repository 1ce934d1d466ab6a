package io.portcullis.session.risk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Min;

/// What auth-service counted before a sign-in: the numbers, not what they mean.
///
/// @param failedAttempts  wrong passwords for this account, by whoever the limit that counted them concerns
/// @param networkFailures failed sign-ins from this network, to whatever account
/// @param sprayedAccounts accounts at which this very password was wrong, perhaps this one among them
@RegisterForReflection
public record Signals(@Min(0) long failedAttempts, @Min(0) long networkFailures, @Min(0) long sprayedAccounts) {

  /// Of a sign-in in which no password could have been guessed.
  public static final Signals NONE = new Signals(0, 0, 0);
}
