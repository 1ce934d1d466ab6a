package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Forgets approvals that nobody will ask for evidence of any more.
@ApplicationScoped
class SweepApprovals {

  private final Approvals approvals;
  private final ApprovalConfig config;
  private final Postgres postgres;
  private final Clock clock;

  SweepApprovals(Approvals approvals, ApprovalConfig config, Postgres postgres, Clock clock) {
    this.approvals = approvals;
    this.config = config;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return approvals.sweep(postgres.pool(), clock.instant().minus(config.keptFor()))
        .chain(more -> more ? sweep() : done());
  }
}
