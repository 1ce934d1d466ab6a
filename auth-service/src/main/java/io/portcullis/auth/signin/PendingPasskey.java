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
@RegisterForReflection
record PendingPasskey(Optional<AccountId> account, String challenge, Instant expiresAt) implements Pending {}
