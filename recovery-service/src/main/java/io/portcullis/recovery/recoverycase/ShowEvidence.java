package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.evidence.CleanFile;
import io.portcullis.recovery.evidence.EvidenceFile;
import io.portcullis.recovery.evidence.EvidenceFiles;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Shows the staff the evidence of a case, as long as the case is not over.
@ApplicationScoped
public class ShowEvidence {

  private final RecoveryCases cases;
  private final EvidenceFiles files;

  ShowEvidence(RecoveryCases cases, EvidenceFiles files) {
    this.cases = cases;
    this.files = files;
  }

  /// Empty where the case is over.
  public Uni<Optional<List<EvidenceFile>>> list(UUID id) {
    return Panache.withSession(() -> cases.findById(id).chain(found -> isOpen(found)
        ? files.of(id).map(Optional::of) : now(Optional.<List<EvidenceFile>>empty())));
  }

  /// Whether the case is over, and if not, whether it has the file.
  public Uni<Optional<Optional<CleanFile>>> file(UUID id, UUID file) {
    return Panache.withSession(() -> Panache.getSession().chain(session -> cases.findById(id).chain(found -> isOpen(found)
        ? content(found, session, file).map(Optional::of) : now(Optional.<Optional<CleanFile>>empty()))));
  }

  private Uni<Optional<CleanFile>> content(RecoveryCase found, Mutiny.Session session, UUID file) {
    return found.evidenceKey == null ? now(Optional.empty()) : files.content(session, found.id, found.evidenceKey, file);
  }

  private static boolean isOpen(RecoveryCase found) {
    return found != null && found.account != null && !found.state.isOver();
  }
}
