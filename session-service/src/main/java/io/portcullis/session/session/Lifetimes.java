package io.portcullis.session.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/// When a session ends by itself: some time after its last refresh, and at the latest some time after its opening.
@ApplicationScoped
public class Lifetimes {

  private final SessionConfig config;

  Lifetimes(SessionConfig config) {
    this.config = config;
  }

  /// "Remember me" (IN-10).
  public enum Remember { YES, NO }

  public Instant idleAt(Remember remember, Instant refreshedAt) {
    return refreshedAt.plus(switch (remember) {
      case YES -> config.rememberedIdle();
      case NO -> config.idle();
    });
  }

  Instant expiresAt(Remember remember, Instant openedAt) {
    return openedAt.plus(switch (remember) {
      case YES -> config.rememberedAtMost();
      case NO -> config.atMost();
    });
  }

  Duration evidenceMaxAge() {
    return config.evidenceMaxAge();
  }
}
