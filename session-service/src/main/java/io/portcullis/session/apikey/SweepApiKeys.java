package io.portcullis.session.apikey;

import io.portcullis.session.sweep.BatchedDeletes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Deletes keys that have been over for a month. What happened to them is in their events. Also approvals that were voided.
@ApplicationScoped
class SweepApiKeys {

  private static final String FORGOTTEN = BatchedDeletes.statement("api_key", "account_id, id", "forget_at");

  private static final String VOIDED = BatchedDeletes.statement("voided_approval", "account_id, approval_id", "forget_at");

  private final BatchedDeletes deletes;
  private final Clock clock;

  SweepApiKeys(BatchedDeletes deletes, Clock clock) {
    this.deletes = deletes;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "7m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Uni.createFrom().deferred(() -> deletes.run(FORGOTTEN, clock.instant()).chain(() -> deletes.run(VOIDED, clock.instant())));
  }
}
