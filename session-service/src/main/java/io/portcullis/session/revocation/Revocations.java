package io.portcullis.session.revocation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.SessionId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that ended lately, as this instance knows them. An entry is forgotten once every access token of its
/// session has expired by itself, so memory follows the rate of endings, not the number of sessions.
@ApplicationScoped
public class Revocations {

  private final Map<SessionId, Instant> until = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile boolean known;

  Revocations(Clock clock, MeterRegistry metrics) {
    this.clock = clock;
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

  /// False until the endings from before this instance's start have been read: who asks too early might let a revoked
  /// token pass.
  public boolean areKnown() {
    return known;
  }

  void pastIsKnown() {
    known = true;
  }

  @Scheduled(every = "30s")
  void forgetExpired() {
    Instant now = clock.instant();
    until.values().removeIf(forgetAt -> !forgetAt.isAfter(now));
  }
}
