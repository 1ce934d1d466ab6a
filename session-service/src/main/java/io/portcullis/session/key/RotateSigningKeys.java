package io.portcullis.session.key;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/// Lets keys follow each other as time passes. Every instance looks, the first that finds something to do does it.
@ApplicationScoped
class RotateSigningKeys {

  private static final Logger LOG = Logger.getLogger(RotateSigningKeys.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReadSigningKeys readSigningKeys;
  private final Keysmith keysmith;
  private final KeyMetrics metrics;

  RotateSigningKeys(ReadSigningKeys readSigningKeys, Keysmith keysmith, KeyMetrics metrics) {
    this.readSigningKeys = readSigningKeys;
    this.keysmith = keysmith;
    this.metrics = metrics;
  }

  // Holds the start up, on a thread that serves nobody: once the server listens, somebody may ask for a token, whether or not
  // it is ready. Where the keys can't be read, it starts all the same and is not ready.
  void start(@Observes StartupEvent event) throws InterruptedException {
    var read = new CountDownLatch(1);
    handle().onTermination().invoke(read::countDown)
        .subscribe().with(_ -> {}, failure -> LOG.errorf("no signing keys yet, will retry: %s", failure));
    if (!read.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      LOG.errorf("no signing keys within %d s, starting without", PATIENCE.toSeconds());
    }
  }

  // Far more often than keys change: the net below a notification that was lost, and an instance that started before
  // its database must not wait long.
  @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return readSigningKeys.handle()
        .chain(found -> keysmith.isInOrder(found) ? done() : putInOrder());
  }

  private Uni<Void> putInOrder() {
    return keysmith.work(UnaryOperator.identity())
        .invoke(work -> {
          // Another instance may have been quicker.
          if (!work.changedNothing()) {
            metrics.scheduled();
          }
        })
        .replaceWithVoid();
  }
}
