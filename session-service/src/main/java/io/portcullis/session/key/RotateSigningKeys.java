package io.portcullis.session.key;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/// Lets keys follow each other as time passes. Every instance looks, the first that finds something to do does it.
@ApplicationScoped
class RotateSigningKeys {

  private static final Logger LOG = Logger.getLogger(RotateSigningKeys.class);

  private final ReadSigningKeys readSigningKeys;
  private final Keysmith keysmith;
  private final KeyMetrics metrics;

  RotateSigningKeys(ReadSigningKeys readSigningKeys, Keysmith keysmith, KeyMetrics metrics) {
    this.readSigningKeys = readSigningKeys;
    this.keysmith = keysmith;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    handle().subscribe().with(_ -> {}, failure -> LOG.errorf("no signing keys yet, will retry: %s", failure));
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
