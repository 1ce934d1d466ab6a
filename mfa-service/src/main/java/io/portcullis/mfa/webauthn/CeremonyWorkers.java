package io.portcullis.mfa.webauthn;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/// As many threads as cores for parsing and signatures, so that a crowd of them leaves the event loops free.
@ApplicationScoped
class CeremonyWorkers {

  private final WorkerExecutor threads;

  CeremonyWorkers(Vertx vertx) {
    threads = vertx.createSharedWorkerExecutor("webauthn", Runtime.getRuntime().availableProcessors());
  }

  <T> Uni<T> run(Callable<T> work) {
    // Unordered, or the work of one context would run one after another.
    return threads.executeBlocking(work, false);
  }

  @PreDestroy
  void close() {
    threads.closeAndForget();
  }
}
