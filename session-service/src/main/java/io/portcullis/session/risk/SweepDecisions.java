package io.portcullis.session.risk;

import io.portcullis.session.sweep.BatchedDeletes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Deletes decisions about sign-ins that nobody will ask about any more, and countries that count as new again.
@ApplicationScoped
class SweepDecisions {

  private static final String DECISIONS = BatchedDeletes.statement("sign_in", "account_id, id", "at");
  private static final String COUNTRIES = BatchedDeletes.statement("visited_country", "account_id, country", "last_seen_at");

  private final BatchedDeletes deletes;
  private final RiskConfig config;
  private final Clock clock;

  SweepDecisions(BatchedDeletes deletes, RiskConfig config, Clock clock) {
    this.deletes = deletes;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "90s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return deletes.run(DECISIONS, now.minus(config.decisionsKept()))
          .chain(() -> deletes.run(COUNTRIES, now.minus(config.countryRemembered())));
    });
  }
}
