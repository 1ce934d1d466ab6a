package io.portcullis.auth.factor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One thing that was proved.
///
/// @param amr how (RFC 8176)
/// @param at  when; for a password the moment before its hash was read, so that a change after that makes it stale
/// @param settledAt from when on the factor that proved it is settled, as mfa-service says; empty for what is no factor
@RegisterForReflection
public record Evidence(String amr, Instant at, Optional<Instant> settledAt) {

  public static final String PASSWORD = "pwd";

  /// What one ceremony proved, all of it at the same time.
  public static List<Evidence> of(List<String> amr, Instant at, Optional<Instant> settledAt) {
    return amr.stream().map(method -> new Evidence(method, at, settledAt)).toList();
  }

  public static Evidence ofPassword(Instant at) {
    return new Evidence(PASSWORD, at, Optional.empty());
  }
}
