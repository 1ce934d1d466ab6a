package io.portcullis.recovery.password;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Works requests off one after the other, away from those who made them. Woken after each insert; the poll behind
/// it finds what waits for its time, what a crashed replica left, and what auth-service could not answer.
@ApplicationScoped
class ResetWorker {

  private static final Logger LOG = Logger.getLogger(ResetWorker.class);

  private final SendResetLink sendResetLink;
  private final ResetLinks links;
  private final ResetSlots slots;
  private final ResetRequests requests;
  private final ResetHandles handles;
  private final ResetMetrics metrics;
  private final Clock clock;
  private final Context context;
  /// Wakes not yet served; 0 = at rest. Coalesces a burst of requests into one worker.
  private final AtomicInteger wakes = new AtomicInteger();

  ResetWorker(SendResetLink sendResetLink, ResetLinks links, ResetSlots slots, ResetRequests requests, ResetHandles handles,
      ResetMetrics metrics, Clock clock, Vertx vertx) {
    this.sendResetLink = sendResetLink;
    this.links = links;
    this.slots = slots;
    this.requests = requests;
    this.handles = handles;
    this.metrics = metrics;
    this.clock = clock;
    context = vertx.getOrCreateContext();
  }

  /// Returns at once.
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      context.runOnContext(_ -> work());
    }
  }

  @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  void poll() {
    wake();
  }

  @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> links.sweep(clock.instant())
        .chain(() -> slots.sweep(clock.instant())).chain(() -> handles.sweep(clock.instant())));
  }

  @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> measure() {
    return requests.pending().invoke(metrics::pending).replaceWithVoid();
  }

  private void work() {
    int served = wakes.get();
    sendResetLink.handleNext().subscribe().with(
        outcome -> rest(served, outcome),
        failure -> {
          LOG.warnf("reset requests: not worked off yet, will retry: %s", failure);
          wakes.set(0);
        });
  }

  private void rest(int served, ResetOutcome outcome) {
    metrics.workedOff(outcome);
    boolean more = switch (outcome) {
      case SENT, WAITING, NOBODY, STALE -> true;
      case IDLE -> wakes.addAndGet(-served) > 0;
      case UNREACHABLE -> {
        // The poll retries; going on would only ask a dead service once per row.
        wakes.set(0);
        yield false;
      }
    };
    if (more) {
      context.runOnContext(_ -> work());
    }
  }
}
