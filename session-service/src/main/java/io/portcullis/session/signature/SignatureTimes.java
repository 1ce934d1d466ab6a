package io.portcullis.session.signature;

import java.time.Duration;

/// For how long signatures count.
final class SignatureTimes {

  static final Duration LONGEST = Duration.ofSeconds(60);
  /// How far a program's clock may be ahead of ours.
  static final Duration AHEAD = Duration.ofSeconds(1);

  private SignatureTimes() {}
}
