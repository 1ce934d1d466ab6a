package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.recovery.evidence.EvidenceBox;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Seals the keys of evidence anew that were sealed under an older key of the ring. Replicas skip each other's rows.
@ApplicationScoped
class ResealEvidenceKeys {

  private static final Logger LOG = Logger.getLogger(ResealEvidenceKeys.class);
  private static final int BATCH = 50;

  private final Transactions transactions;
  private final RecoveryCases cases;
  private final EvidenceBox box;

  ResealEvidenceKeys(Transactions transactions, RecoveryCases cases, EvidenceBox box) {
    this.transactions = transactions;
    this.cases = cases;
    this.box = box;
  }

  @Scheduled(every = "15m", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return from(new UUID(0, 0));
  }

  // In the order of ids: a key that does not open must not keep the others waiting.
  private Uni<Void> from(UUID after) {
    return transactions.run(tx -> cases.withEvidenceKey(tx, after, BATCH).invoke(found -> found.forEach(this::renew)))
        .chain(found -> found.size() < BATCH ? done() : from(found.getLast().id));
  }

  private void renew(RecoveryCase locked) {
    if (box.isOutdated(locked.evidenceKey)) {
      try {
        locked.evidenceKey = box.renewed(locked.id, locked.evidenceKey);
      } catch (SealBroken broken) {
        LOG.errorf("the key of the evidence of case %s does not open", locked.id);
      }
    }
  }
}
