package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.Secret;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;

/// Somebody typed `identifier` and asked for a link.
///
/// @param spelling keyed hash of the identifier as it was typed
/// @param attempts how often auth-service could not be asked
/// @param proved   whether the claimant passed human verification
record ResetRequest(UUID id, Secret identifier, Buffer spelling, Instant requestedAt, int attempts,
    boolean proved) {}
