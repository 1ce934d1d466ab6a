package io.portcullis.recovery.evidence;

import io.portcullis.recovery.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/// Deletes files whose date has come, and then the keys of cases that are over. Replicas skip each other's rows.
@ApplicationScoped
class SweepEvidence {

  private static final int BATCH = 100;

  private static final String DELETE = """
      delete from evidence_file where id in (
        select id from evidence_file where delete_at <= ?1 order by delete_at limit %d for update skip locked)""".formatted(BATCH);

  // A case without an account takes files as others do, or its opener would learn of it. Nobody will ever look at them.
  private static final String FORGET = """
      delete from evidence_content where id in (
        select f.id from recovery_case c join evidence_file f on f.recovery_case = c.id join evidence_content e on e.id = f.id
        where c.evidence_key is not null and c.account is null and c.looked_up_at is not null
        limit %d for update of e skip locked)""".formatted(BATCH);

  // One that is over takes no more files.
  private static final String KEYS = """
      update recovery_case set evidence_key = null where id in (
        select c.id from recovery_case c where c.evidence_key is not null and c.closed_at is not null
          and not exists (select from evidence_file f where f.recovery_case = c.id)
        limit %d for update skip locked)""".formatted(BATCH);

  private final Transactions transactions;
  private final Clock clock;

  SweepEvidence(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return transactions.run(tx -> tx.createNativeQuery(DELETE).setParameter(1, now).executeUpdate()
          .chain(deleted -> tx.createNativeQuery(FORGET).executeUpdate().map(forgotten -> deleted + forgotten))
          .chain(gone -> tx.createNativeQuery(KEYS).executeUpdate().map(keys -> gone + keys)));
    }).repeat().whilst(gone -> gone >= BATCH).onItem().ignoreAsUni();
  }
}
