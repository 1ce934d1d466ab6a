package io.portcullis.mfa.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What became of removing a factor.
public sealed interface Removal {

  record Removed() implements Removal {}

  /// Also what someone else's is.
  record Unknown() implements Removal {}

  /// Nothing settled confirmed it, so it waits.
  record Waiting(UUID id, Instant takesEffectAt) implements Removal {}

  /// Too many removals were asked for lately.
  record TooMany(Duration retryAfter) implements Removal {}

  /// It is the last one, and must stay until then.
  record Held(Instant until) implements Removal {}
}
