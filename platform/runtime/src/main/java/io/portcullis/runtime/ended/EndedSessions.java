package io.portcullis.runtime.ended;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.SessionId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that ended lately, as this instance knows them. An entry is forgotten once every access token of its
/// session has expired by itself, so memory follows the rate of endings, not the number of sessions.
@ApplicationScoped
public class EndedSessions {

  private final Map<SessionId, Instant> until = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration memory;
  private final Instant startedAt;
  private volatile boolean known;

  EndedSessions(Clock clock, EndedSessionsConfig config, MeterRegistry metrics) {
    this.clock = clock;
    this.memory = config.memory();
    this.startedAt = clock.instant();
    metrics.gaugeMapSize("portcullis.revocations.known", Tags.empty(), until);
  }

  /// Idempotent: the same ending arrives by several ways.
  public void add(SessionId session, Instant forgetAt) {
    if (forgetAt.isAfter(clock.instant())) {
      until.merge(session, forgetAt, (known, told) -> told.isAfter(known) ? told : known);
    }
  }

  public boolean contains(SessionId session) {
    return until.containsKey(session);
  }

  /// False until the endings from before this instance's start have been read: an ended session's token might pass. An
  /// instance that can't read them knows enough when every token from before its start has expired.
  public boolean areKnown() {
    return known || !clock.instant().isBefore(startedAt.plus(memory));
  }

  /// Called once the endings from before the start are in.
  public void pastIsKnown() {
    known = true;
  }

  @Scheduled(every = "30s")
  public void forgetExpired() {
    Instant now = clock.instant();
    until.values().removeIf(forgetAt -> !forgetAt.isAfter(now));
  }
}
