package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Warns of keys that nobody used for weeks, and disables those that still nobody used a week later. However many replicas look:
/// the statement that takes a key writes down that it is taken, in one transaction with the event.
@ApplicationScoped
class LapseIdleKeys {

  private final ApiKeys keys;
  private final ApiKeyLifetimes lifetimes;
  private final TellApiKeys tell;
  private final HeldKeys held;
  private final Postgres postgres;
  private final Clock clock;

  LapseIdleKeys(ApiKeys keys, ApiKeyLifetimes lifetimes, TellApiKeys tell, HeldKeys held, Postgres postgres, Clock clock) {
    this.keys = keys;
    this.lifetimes = lifetimes;
    this.tell = tell;
    this.held = held;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "10m", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return warn().chain(this::lapse);
  }

  private Uni<Void> warn() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      Instant lapsesAt = lifetimes.lapseAt(now);
      return postgres.withTransaction(tx -> keys.warn(tx, now, lapsesAt).call(warned -> tell.idle(tx, warned, now, lapsesAt)));
    }).chain(warned -> warned.isEmpty() ? done() : warn());
  }

  private Uni<Void> lapse() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> keys.lapse(tx, now).call(ended -> tell.disabled(tx, ended, ApiKeyDisableReason.IDLE, now)));
    }).invoke(ended -> ended.forEach(key -> held.forget(key.key()))).chain(ended -> ended.isEmpty() ? done() : lapse());
  }
}
