package io.portcullis.auth.factor;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/// One thing that was proved.
///
/// @param amr how (RFC 8176)
/// @param at  when; for a password the moment before its hash was read, so that a change after that makes it stale
@RegisterForReflection
public record Evidence(String amr, Instant at) {

  public static final String PASSWORD = "pwd";

  /// What one ceremony proved, all of it at the same time.
  public static List<Evidence> of(List<String> amr, Instant at) {
    return amr.stream().map(method -> new Evidence(method, at)).toList();
  }
}
