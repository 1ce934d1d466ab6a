package io.portcullis.devstack;

import java.io.IOException;
import java.time.Duration;

/// What one kind of process needs: PostgreSQL, Redis, Kafka or a service. [ChildProcess] does the rest.
interface Recipe {
  /// Names the process, its log and its pid file.
  String name();

  /// Puts in place what the process needs on disk and says how to start it. Called before every start.
  ProcessBuilder prepare() throws IOException;

  /// Whether it can be used now; asked again and again while it starts.
  boolean isReady();

  /// How long it may take until it is ready.
  default Duration startPatience() {
    return Duration.ofMinutes(2);
  }

  default Signal stopSignal() {
    return Signal.TERMINATE;
  }

  /// How long it may take to end in good order before it is killed: as long as Kubernetes gives it by default.
  default Duration stopPatience() {
    return Duration.ofSeconds(30);
  }
}
