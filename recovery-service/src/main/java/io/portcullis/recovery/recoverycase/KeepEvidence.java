package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.evidence.CleanFile;
import io.portcullis.recovery.evidence.EvidenceBox;
import io.portcullis.recovery.evidence.EvidenceFiles;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.recovery.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Adds a file to a case, in the transaction in which the case moves by it. A case that is full does not move: its wait does
/// not begin anew.
@ApplicationScoped
class KeepEvidence {

  private final Transactions transactions;
  private final RecoveryCases cases;
  private final MoveCase moveCase;
  private final EvidenceFiles files;
  private final EvidenceBox box;
  private final Clock clock;

  KeepEvidence(Transactions transactions, RecoveryCases cases, MoveCase moveCase, EvidenceFiles files, EvidenceBox box, Clock clock) {
    this.transactions = transactions;
    this.cases = cases;
    this.moveCase = moveCase;
    this.files = files;
    this.box = box;
    this.clock = clock;
  }

  Uni<EvidenceVerdict> handle(UUID id, CleanFile file) {
    return transactions.run(tx -> cases.lock(id).chain(either(
        locked -> keep(tx, locked, file),
        () -> now(new EvidenceVerdict.Unknown()))));
  }

  private Uni<EvidenceVerdict> keep(Mutiny.Session tx, RecoveryCase locked, CleanFile file) {
    return files.of(locked.id).chain(held -> {
      int places = files.placesFor(held, file.content().length);
      if (places == 0) {
        return now(new EvidenceVerdict.Full());
      }
      return moveCase.handle(tx, locked, CaseAction.ADD_EVIDENCE, new Actor.Claimant()).chain(move -> move instanceof Move.Done
          ? add(tx, locked, file, places - 1)
          : now(new EvidenceVerdict.NotNow()));
    });
  }

  private Uni<EvidenceVerdict> add(Mutiny.Session tx, RecoveryCase locked, CleanFile file, int left) {
    if (locked.evidenceKey == null) {
      locked.evidenceKey = box.newKey(locked.id);
    }
    return files.add(tx, locked.id, locked.evidenceKey, file, clock.instant())
        .map(kept -> new EvidenceVerdict.Added(kept.id(), kept.type(), left));
  }
}
