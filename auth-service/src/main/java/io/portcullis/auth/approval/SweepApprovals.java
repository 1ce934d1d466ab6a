package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Forgets approvals that nobody will ask for evidence of any more.
@ApplicationScoped
class SweepApprovals {

  /// What nobody approved is evidence of nothing; its event tells that it was proposed.
  private static final Duration IGNORED_KEPT_FOR = Duration.ofDays(1);

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
    return approvals.sweep(postgres.pool(), clock.instant().minus(config.keptFor()), clock.instant().minus(IGNORED_KEPT_FOR))
        .chain(more -> more ? sweep() : done());
  }
}
