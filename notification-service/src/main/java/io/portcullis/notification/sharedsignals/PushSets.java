package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.sharedsignals.PushLeases.Target;
import io.portcullis.notification.sharedsignals.PushToken.Pushed;
import io.portcullis.notification.sharedsignals.QueuedSets.Outgoing;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// The worker that pushes. Each stream is served by itself and by one replica, token by token in its order: one that is slow or away
/// holds up none but its own. It is woken when something is queued, and looks every five seconds for what another replica left.
@Startup
@ApplicationScoped
class PushSets {

  private static final Logger LOG = Logger.getLogger(PushSets.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final double JITTER = 0.2;
  /// So often the endpoint of a paused stream is told that it is paused.
  private static final int MOST_TRIES_WHILE_PAUSED = 10;

  private enum Outcome { DELIVERED, REFUSED, POSTPONED }

  private enum Step { WENT_ON, NOTHING_WAITS, POSTPONED }

  private final PushLeases leases;
  private final QueuedSets sets;
  private final PushToken push;
  private final PauseStream pause;
  private final SharedSignalsConfig config;
  private final SecureRandom random;
  private final Outcomes<Outcome> outcomes;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  PushSets(PushLeases leases, QueuedSets sets, PushToken push, PauseStream pause, NewSets news, SharedSignalsConfig config,
      SecureRandom random, MeterRegistry metrics) {
    this.leases = leases;
    this.sets = sets;
    this.push = push;
    this.pause = pause;
    this.config = config;
    this.random = random;
    outcomes = new Outcomes<>(metrics, "portcullis.shared.signals.pushed", Outcome.class);
    news.listen(_ -> wake());
  }

  @Scheduled(every = "5s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> poll() {
    return done().invoke(this::wake);
  }

  private void wake() {
    wanted.set(true);
    if (looking.compareAndSet(false, true)) {
      look();
    }
  }

  // One look at a time. What is queued meanwhile makes for one more.
  private void look() {
    wanted.set(false);
    leases.claim().subscribe().with(
        streams -> {
          streams.stream().filter(underWay::add).forEach(this::serve);
          looked();
        },
        failure -> {
          LOG.warnf("shared signals: will push later: %s", failure);
          looking.set(false);
        });
  }

  private void looked() {
    looking.set(false);
    if (wanted.get() && looking.compareAndSet(false, true)) {
      look();
    }
  }

  // What was queued between the last look into the stream and its release is found by one more claim.
  private void serve(UUID stream) {
    Uni.createFrom().deferred(() -> next(stream)).repeat().whilst(step -> step == Step.WENT_ON).collect().last()
        .onFailure().invoke(failure -> LOG.warnf("shared signals: stream %s goes on later: %s", stream, failure))
        .onFailure().recoverWithItem(Step.POSTPONED)
        .call(() -> leases.release(stream))
        .onTermination().invoke(() -> underWay.remove(stream))
        .subscribe().with(
            step -> {
              if (step == Step.NOTHING_WAITS) {
                wake();
              }
            },
            failure -> LOG.warnf("shared signals: the lease of %s will run out: %s", stream, failure));
  }

  private Uni<Step> next(UUID stream) {
    return leases.extend(stream).chain(target -> target.isEmpty() ? now(Step.NOTHING_WAITS)
        : sets.handOut(stream, 1).chain(token -> token.isEmpty() ? now(Step.NOTHING_WAITS)
            : push(stream, target.get(), token.getFirst())));
  }

  private Uni<Step> push(UUID stream, Target target, Outgoing token) {
    return push.handle(stream, target, token).chain(pushed -> switch (pushed) {
      case Pushed.Taken() -> counted(Outcome.DELIVERED, sets.taken(stream, List.of(token.jti())))
          .chain(() -> target.failing() ? leases.took(stream) : done()).replaceWith(Step.WENT_ON);
      case Pushed.Refused(var error) -> counted(Outcome.REFUSED, sets.refused(stream, Map.of(token.jti(), error)))
          .chain(() -> target.failing() ? leases.took(stream) : done()).replaceWith(Step.WENT_ON);
      case Pushed.Failed(var answer) -> failed(stream, target, token, answer);
    });
  }

  private Uni<Step> failed(UUID stream, Target target, Outgoing token, String answer) {
    if (target.paused() && token.attempt() >= MOST_TRIES_WHILE_PAUSED) {
      return counted(Outcome.REFUSED, sets.refused(stream, Map.of(token.jti(), answer))).replaceWith(Step.WENT_ON);
    }
    return counted(Outcome.POSTPONED, sets.failed(stream, token.jti(), answer))
        .chain(() -> leases.failed(stream, pause(token.attempt()), config.giveUpAfter()))
        .chain(hopeless -> hopeless ? pause.handle(stream, PauseStream.Reason.NO_EVENT_IS_TAKEN) : done())
        .replaceWith(Step.POSTPONED);
  }

  private Uni<Void> counted(Outcome outcome, Uni<?> settled) {
    outcomes.count(outcome);
    return settled.replaceWithVoid();
  }

  private Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    return bounded.plusMillis((long) (bounded.toMillis() * JITTER * random.nextDouble()));
  }
}
