package io.portcullis.auth.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The bounded pool that all password work runs on: as wide as the cores, so that a login storm can't stall the event
/// loops or fill the memory, and with a queue that ends, so that it is answered early instead of late.
@ApplicationScoped
class PasswordWorkers {

  private final WorkerExecutor threads;
  private final Semaphore places;
  private final Counter refused;

  PasswordWorkers(Vertx vertx, PasswordConfig config, MeterRegistry metrics) {
    int width = config.hashingThreads().orElse(Runtime.getRuntime().availableProcessors());
    int capacity = width + config.hashingQueue();
    threads = vertx.createSharedWorkerExecutor("password", width);
    places = new Semaphore(capacity);
    refused = metrics.counter("portcullis.password.hashing.refused");
    metrics.gauge("portcullis.password.hashing.admitted", places, free -> capacity - free.availablePermits());
  }

  /// Runs `work` on the pool.
  ///
  /// @return what it came to, or [HashingSaturated] when there is no place left even to wait
  <T> Uni<T> run(Supplier<T> work) {
    // Deferred: a place belongs to a subscription, not to the assembly of the pipeline.
    return Uni.createFrom().deferred(() -> {
      if (!places.tryAcquire()) {
        refused.increment();
        return Uni.createFrom().failure(new HashingSaturated());
      }
      // Unordered, or the work of one context would run one after another.
      return threads.executeBlocking(() -> releasing(work), false);
    });
  }

  private <T> T releasing(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  @PreDestroy
  void close() {
    threads.closeAndForget();
  }
}
