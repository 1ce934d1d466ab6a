package io.portcullis.session.lifecycle;

import io.portcullis.session.sweep.BatchedDeletes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Deletes sessions and devices that no one can use any more; the history of an account is not here but in its events.
@ApplicationScoped
class SweepSessions {

  /// Ended sessions serve instances that catch up with recent endings, long past.
  private static final Duration KEEP_ENDED = Duration.ofHours(1);

  private static final String EXPIRED = BatchedDeletes.statement("session", "account_id, id", "expires_at");
  private static final String ENDED = BatchedDeletes.statement("session", "account_id, id", "ended_at");
  private static final String FORGOTTEN_DEVICES = BatchedDeletes.statement("device", "account_id, id", "forget_at");

  private final BatchedDeletes deletes;
  private final Clock clock;

  SweepSessions(BatchedDeletes deletes, Clock clock) {
    this.deletes = deletes;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return deletes.run(EXPIRED, now)
          .chain(() -> deletes.run(ENDED, now.minus(KEEP_ENDED)))
          .chain(() -> deletes.run(FORGOTTEN_DEVICES, now));
    });
  }
}
