package io.portcullis.runtime.ended;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The tokens that are void before they expire, as this instance knows them: those of sessions that ended lately, and those
/// from before a lock of the settings. An entry is forgotten once every access token of its
/// session has expired by itself, so memory follows the rate of endings, not the number of sessions.
@ApplicationScoped
public class EndedSessions {

  private final Map<SessionId, Instant> until = new ConcurrentHashMap<>();
  private final Map<AccountId, Instant> lockedUntil = new ConcurrentHashMap<>();
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

  /// The customer has just locked the account's settings: a token that does not say so is from before, and void.
  /// Idempotent.
  public void addLock(AccountId account, Instant forgetAt) {
    if (forgetAt.isAfter(clock.instant())) {
      lockedUntil.merge(account, forgetAt, (known, told) -> told.isAfter(known) ? told : known);
    }
  }

  /// Whether a token of `account` must say that the settings are locked.
  public boolean wasJustLocked(AccountId account) {
    Instant forgetAt = lockedUntil.get(account);
    return forgetAt != null && forgetAt.isAfter(clock.instant());
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
    lockedUntil.values().removeIf(forgetAt -> !forgetAt.isAfter(now));
  }
}
