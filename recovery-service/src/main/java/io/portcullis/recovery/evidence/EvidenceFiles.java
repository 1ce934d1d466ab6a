package io.portcullis.recovery.evidence;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.event.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// The files of cases. Every method runs in the transaction that [io.portcullis.recovery.transaction.Transactions] began. Who
/// adds one holds the lock of its case, so of two files for the last place one gets it.
@ApplicationScoped
public class EvidenceFiles implements PanacheRepositoryBase<EvidenceFile, UUID> {

  /// However long a case lasts.
  public static final Duration LONGEST_KEPT = Duration.ofDays(120);

  private final EvidenceConfig config;
  private final EvidenceBox box;
  private final Ids ids;

  EvidenceFiles(EvidenceConfig config, EvidenceBox box, Ids ids) {
    this.config = config;
    this.box = box;
    this.ids = ids;
  }

  /// The oldest first.
  public Uni<List<EvidenceFile>> of(UUID recoveryCase) {
    return list("recoveryCase = ?1 order by addedAt, id", recoveryCase);
  }

  /// How many more files the case takes, if it takes one of this size; 0 where it is full.
  public int placesFor(List<EvidenceFile> held, int size) {
    long together = held.stream().mapToLong(EvidenceFile::size).sum() + size;
    return together > config.caseSize().asLongValue() ? 0 : Math.max(0, config.files() - held.size());
  }

  public long largest() {
    return config.fileSize().asLongValue();
  }

  /// @param sealedKey of the case
  public Uni<EvidenceFile> add(Mutiny.Session tx, UUID recoveryCase, String sealedKey, CleanFile clean, Instant now) {
    var file = new EvidenceFile();
    file.id = ids.next();
    file.recoveryCase = recoveryCase;
    file.kind = clean.kind();
    file.type = clean.type();
    file.size = clean.content().length;
    file.addedAt = now;
    file.deleteAt = now.plus(LONGEST_KEPT);
    var content = new EvidenceContent(file.id, box.seal(recoveryCase, sealedKey, file.id, clean.content()));
    return tx.persist(file).chain(tx::flush).chain(() -> tx.persist(content)).replaceWith(file);
  }

  /// The content of one file of this case; empty where the case has no such file.
  public Uni<Optional<CleanFile>> content(Mutiny.Session session, UUID recoveryCase, String sealedKey, UUID file) {
    return find("id = ?1 and recoveryCase = ?2", file, recoveryCase).<EvidenceFile>firstResult().chain(found -> found == null
        ? now(Optional.<CleanFile>empty())
        : session.find(EvidenceContent.class, file).map(content -> Optional.ofNullable(content)
            .map(kept -> new CleanFile(found.kind, found.type, box.open(recoveryCase, sealedKey, file, kept.sealed)))));
  }

  /// The case is over: its files go soon.
  public Uni<Void> end(UUID recoveryCase, Instant now) {
    Instant end = now.plus(config.keptAfterEnd());
    return update("deleteAt = ?1 where recoveryCase = ?2 and deleteAt > ?1", end, recoveryCase).replaceWithVoid();
  }
}
