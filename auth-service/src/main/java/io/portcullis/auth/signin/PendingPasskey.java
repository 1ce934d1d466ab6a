package io.portcullis.auth.signin;

import io.portcullis.auth.pending.Pending;
import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/// A passkey sign-in between its two calls.
///
/// @param account   whose passkey is expected; nobody's id for an identifier that nobody has; empty when none was typed
/// @param challenge mfa-service's challenge of this attempt
/// @param countedAs which limit counted it; empty in one that an older release kept, which gives nothing back
@RegisterForReflection
record PendingPasskey(Optional<AccountId> account, String challenge, Optional<Claimant> countedAs, Instant expiresAt)
    implements Pending {

  @RegisterForReflection
  enum Claimant { STRANGER, VERIFIED_HUMAN }

  /// Success gives a stranger's place back. A verified human's is kept, and took none of the strangers'.
  boolean givesBack() {
    return countedAs.filter(Claimant.STRANGER::equals).isPresent();
  }
}
