package io.portcullis.auth.registration;

import io.portcullis.contracts.AccountId;
import java.time.Duration;

/// What became of a registration's code.
sealed interface ProofVerdict {

  record Activated(AccountId account) implements ProofVerdict {}

  /// Wrong, expired, unknown, taken, or all tries used: telling them apart would tell who has an account.
  record Refused() implements ProofVerdict {}

  record Throttled(Duration retryAfter) implements ProofVerdict {}
}
