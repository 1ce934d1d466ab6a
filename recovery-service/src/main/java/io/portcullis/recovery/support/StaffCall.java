package io.portcullis.recovery.support;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/// What one of the staff asked for.
///
/// @param person    the id that `GET /v1/support/me` tells its owner
/// @param operation such as `find-account`
@RegisterForReflection
public record StaffCall(String person, String operation, String reason, Optional<String> ticket, Instant at) {}
