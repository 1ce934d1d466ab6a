package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.evidence.CleanEvidence;
import io.portcullis.recovery.evidence.CleanFile;
import io.portcullis.recovery.evidence.Cleaned;
import io.portcullis.recovery.evidence.EvidenceFiles;
import io.portcullis.recovery.evidence.EvidenceKind;
import io.portcullis.recovery.evidence.EvidenceMetrics;
import io.portcullis.recovery.evidence.EvidenceMetrics.Upload;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Takes a file of evidence from the one who opened the case. The file is made harmless before the case is locked, and whether
/// it can be taken is decided under the lock. Nothing of it depends on whether there is an account.
@Startup
@ApplicationScoped
class AddEvidence {

  private final Limit perCase = new Limit("recovery:evidence-case", 30, Duration.ofHours(1));
  private final Limit perNetwork = new Limit("recovery:evidence-network", 100, Duration.ofHours(1));
  private final Throttle throttle;
  private final RecoveryCases cases;
  private final CleanEvidence cleanEvidence;
  private final EvidenceFiles files;
  private final KeepEvidence keepEvidence;
  private final EvidenceMetrics metrics;

  AddEvidence(Throttle throttle, RecoveryCases cases, CleanEvidence cleanEvidence, EvidenceFiles files, KeepEvidence keepEvidence,
      EvidenceMetrics metrics) {
    throttle.expect(perCase);
    throttle.expectOnNetworks(perNetwork);
    this.throttle = throttle;
    this.cases = cases;
    this.cleanEvidence = cleanEvidence;
    this.files = files;
    this.keepEvidence = keepEvidence;
    this.metrics = metrics;
  }

  Uni<EvidenceVerdict> handle(OpaqueToken token, EvidenceKind kind, byte[] content, ClientNetwork network) {
    // Before the token is looked up: a stranger without a case takes a place for a large body, too.
    return count(perNetwork.onNetwork(network), () -> Panache.withSession(() -> cases.byToken(token.digest())).chain(either(
        // Before anything is decoded: it costs more than to send it.
        found -> count(List.of(perCase.on(found.id.toString())), () -> look(found, kind, content).invoke(this::note)),
        () -> now(new EvidenceVerdict.Unknown()))));
  }

  private Uni<EvidenceVerdict> count(List<Counted> counted, Supplier<Uni<? extends EvidenceVerdict>> then) {
    return throttle.count(counted)
        .chain(either(wait -> Verdicts.<EvidenceVerdict>now(new EvidenceVerdict.Throttled(wait)), then));
  }

  private Uni<EvidenceVerdict> look(RecoveryCase found, EvidenceKind kind, byte[] content) {
    if (CaseTable.find(found.state, CaseAction.ADD_EVIDENCE).isEmpty()) {
      return now(new EvidenceVerdict.NotNow());
    }
    if (content.length > files.largest()) {
      return now(new EvidenceVerdict.TooLarge(files.largest()));
    }
    return cleanEvidence.handle(kind, content).chain(cleaned -> switch (cleaned) {
      case Cleaned.Clean(CleanFile file) -> keepEvidence.handle(found.id, file);
      case Cleaned.Unreadable() -> now(new EvidenceVerdict.Unreadable(cleanEvidence.taken()));
      case Cleaned.Infected() -> now(new EvidenceVerdict.Infected());
      case Cleaned.Unchecked() -> now(new EvidenceVerdict.Unchecked());
    });
  }

  private void note(EvidenceVerdict verdict) {
    switch (verdict) {
      case EvidenceVerdict.Added _ -> metrics.count(Upload.ADDED);
      case EvidenceVerdict.Unreadable _ -> metrics.count(Upload.UNREADABLE);
      case EvidenceVerdict.TooLarge _ -> metrics.count(Upload.TOO_LARGE);
      case EvidenceVerdict.Infected() -> metrics.count(Upload.INFECTED);
      case EvidenceVerdict.Unchecked() -> metrics.count(Upload.UNCHECKED);
      case EvidenceVerdict.Full() -> metrics.count(Upload.FULL);
      case EvidenceVerdict.NotNow() -> metrics.count(Upload.NOT_NOW);
      case EvidenceVerdict.Unknown(), EvidenceVerdict.Throttled _ -> { }
    }
  }
}
