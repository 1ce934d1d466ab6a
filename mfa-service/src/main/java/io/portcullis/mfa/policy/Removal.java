package io.portcullis.mfa.policy;

import java.time.Instant;

/// What became of removing a factor.
public sealed interface Removal {

  record Removed() implements Removal {}

  /// Also what someone else's is.
  record Unknown() implements Removal {}

  /// It is the last one, and must stay until then.
  record Held(Instant until) implements Removal {}
}
