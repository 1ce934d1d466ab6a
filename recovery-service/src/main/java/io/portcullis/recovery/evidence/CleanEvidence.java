package io.portcullis.recovery.evidence;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Makes a stranger's file harmless for the person who opens it. The scanner sees it first, if there is one. An image is
/// decoded and written anew: what is not pixels is gone. A PDF can't be, so it is taken only where a scanner has seen it.
@ApplicationScoped
public class CleanEvidence {

  /// Few, since each may take a core for a second. Those who wait have their file in memory.
  private static final int THREADS = 2;
  private static final int PLACES = 8;

  private final EvidenceScanner scanner;
  private final WorkerExecutor threads;
  private final Semaphore places = new Semaphore(PLACES);

  CleanEvidence(EvidenceScanner scanner, Vertx vertx) {
    this.scanner = scanner;
    this.threads = vertx.createSharedWorkerExecutor("evidence", THREADS);
  }

  /// The types that are taken here.
  public Set<FileType> taken() {
    return scanner.isOn() ? EnumSet.allOf(FileType.class) : EnumSet.of(FileType.JPEG, FileType.PNG);
  }

  public Uni<Cleaned> handle(EvidenceKind kind, byte[] content) {
    Optional<FileType> type = FileType.of(content).filter(taken()::contains)
        .filter(found -> kind == EvidenceKind.DOCUMENT || found != FileType.PDF);
    return type.isEmpty() ? now(new Cleaned.Unreadable()) : Uni.createFrom().deferred(() -> {
      if (!places.tryAcquire()) {
        return now(new Cleaned.Unchecked());
      }
      return scanner.scan(content).<Cleaned>chain(verdict -> switch (verdict) {
        case CLEAN -> rewrite(kind, type.get(), content);
        case INFECTED -> now(new Cleaned.Infected());
        case UNAVAILABLE -> now(new Cleaned.Unchecked());
      }).onTermination().invoke(() -> places.release());
    });
  }

  private Uni<Cleaned> rewrite(EvidenceKind kind, FileType type, byte[] content) {
    // Unordered, or the files of one connection would wait for each other.
    return threads.executeBlocking(() -> {
      try {
        return new Cleaned.Clean(new CleanFile(kind, type, switch (type) {
          case JPEG -> JpegFile.rewrite(content);
          case PNG -> PngFile.rewrite(content);
          case PDF -> content;
        }));
      } catch (UnreadableFile unreadable) {
        return new Cleaned.Unreadable();
      }
    }, false);
  }

  @PreDestroy
  void close() {
    threads.closeAndForget();
  }
}
