package io.portcullis.session.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// When a session ends by itself: some time after its last refresh, and at the latest some time after its opening.
@ApplicationScoped
public class Lifetimes {

  /// How far auth-service's clock may be ahead of ours before its evidence is nonsense.
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

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

  /// Whether all of it was proved recently, and none in a future that only a broken clock knows.
  boolean areInTime(List<Evidence> evidence, Instant now) {
    Instant earliest = now.minus(config.evidenceMaxAge());
    Instant latest = now.plus(CLOCK_TOLERANCE);
    return evidence.stream().map(Evidence::at).noneMatch(at -> at.isBefore(earliest) || at.isAfter(latest));
  }

  /// Never past the session itself.
  Instant elevatedUntil(Instant now, Instant sessionEnd) {
    Instant until = now.plus(config.elevation());
    return until.isBefore(sessionEnd) ? until : sessionEnd;
  }

  /// A proof from the future means that our clock was set back: nobody can say any more how fresh it is.
  boolean isElevated(Instant provedAt, Instant until, Instant now) {
    return until.isAfter(now) && !provedAt.isAfter(now.plus(CLOCK_TOLERANCE));
  }

  boolean isAssuranceOver(Instant authTime, Instant now) {
    return !now.isBefore(authTime.plus(config.assuranceMaxAge()));
  }
}
