package io.portcullis.notification.webhook;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.webhook.WebhookDeliveries.Due;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The worker that tells receivers what is queued. Any number of replicas may work side by side. Each receiver is served by itself: one
/// that answers slowly holds up none but its own deliveries.
@Startup
@ApplicationScoped
class SendWebhooks {

  private static final Logger LOG = Logger.getLogger(SendWebhooks.class);

  private static final int AT_ONCE = 4;
  /// As the specification advises; each is lengthened by up to a fifth, so that what failed together does not come back together.
  private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30),
      Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
  private static final double JITTER = 0.2;
  private static final int GONE = 410;

  private enum Outcome { DELIVERED, POSTPONED, FAILED }

  private final Endpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final CallReceiver call;
  private final WebhookConfig config;
  private final SecureRandom random;
  private final Clock clock;
  private final Outcomes<Outcome> outcomes;
  private final AtomicLong disabled = new AtomicLong();
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  SendWebhooks(Endpoints endpoints, WebhookDeliveries deliveries, CallReceiver call, WebhookConfig config, SecureRandom random,
      Clock clock, MeterRegistry metrics) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.call = call;
    this.config = config;
    this.random = random;
    this.clock = clock;
    outcomes = new Outcomes<>(metrics, "portcullis.webhooks", Outcome.class);
    metrics.gauge("portcullis.webhooks.disabled", disabled);
  }

  @Scheduled(every = "1s", delayed = "2s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return endpoints.all().invoke(all -> {
      disabled.set(all.stream().filter(receiver -> receiver.disabledAt().isPresent()).count());
      all.stream().filter(receiver -> receiver.isServed() && underWay.add(receiver.id())).forEach(receiver ->
          serve(receiver).onTermination().invoke(() -> underWay.remove(receiver.id())).subscribe().with(
              _ -> {}, failure -> LOG.warnf("webhooks of %s: will go on later: %s", receiver.id(), failure)));
    }).replaceWithVoid().onFailure().invoke(failure -> LOG.warnf("webhooks: will go on later: %s", failure)).onFailure().recoverWithNull();
  }

  @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return deliveries.forget(config.keptFor());
  }

  private Uni<Void> serve(Endpoint receiver) {
    return deliveries.claim(receiver.id(), AT_ONCE).chain(due -> due.isEmpty() ? done()
        : endpoints.secrets(receiver.id()).chain(secrets -> deliver(receiver, secrets, due))
            // After a failure the receiver gets a rest until the next round.
            .chain(took -> took.contains(false) || due.size() < AT_ONCE ? done() : serve(receiver)));
  }

  // A receiver that was removed meanwhile has no secret, and gets nothing that is not signed.
  private Uni<List<Boolean>> deliver(Endpoint receiver, List<String> secrets, List<Due> due) {
    return secrets.isEmpty() ? now(List.of()) : Multi.createFrom().iterable(due).onItem().transformToUniAndMerge(one -> deliver(receiver, secrets, one)).collect().asList();
  }

  /// @return whether it was taken
  private Uni<Boolean> deliver(Endpoint receiver, List<String> secrets, Due due) {
    return call.handle(receiver.url(), secrets, due)
        .map(status -> new Answer(Integer.toString(status), status / 100 == 2, status == GONE))
        .onFailure().recoverWithItem(failure -> new Answer(failure.getClass().getSimpleName(), false, false))
        .chain(answer -> answer.taken() ? took(receiver, due, answer) : refused(receiver, due, answer));
  }

  /// @param text a status, or the kind of the failure: what a receiver writes is not kept
  private record Answer(String text, boolean taken, boolean gone) {}

  private Uni<Boolean> took(Endpoint receiver, Due due, Answer answer) {
    outcomes.count(Outcome.DELIVERED);
    return deliveries.settle(due, "delivered", answer.text())
        .chain(() -> receiver.failingSince().isPresent() ? endpoints.took(receiver.id()) : done()).replaceWith(true);
  }

  private Uni<Boolean> refused(Endpoint receiver, Due due, Answer answer) {
    Optional<Duration> pause = due.attempt() > PAUSES.size() ? Optional.empty() : Optional.of(jittered(PAUSES.get(due.attempt() - 1)));
    outcomes.count(pause.isPresent() ? Outcome.POSTPONED : Outcome.FAILED);
    return pause.map(wait -> deliveries.postpone(due, wait, answer.text()))
        .orElseGet(() -> deliveries.settle(due, "failed", answer.text()))
        .chain(() -> endpoints.failed(receiver.id()))
        .chain(since -> answer.gone() || since.filter(at -> at.plus(config.giveUpAfter()).isBefore(clock.instant())).isPresent()
            ? disable(receiver, answer) : done())
        .replaceWith(false);
  }

  private Uni<Void> disable(Endpoint receiver, Answer answer) {
    return endpoints.disable(receiver.id()).invoke(news -> {
      if (news) {
        LOG.errorf("webhooks of %s are disabled: the last answer was %s. Enable them again when the receiver is well", receiver.id(), answer.text());
      }
    }).replaceWithVoid();
  }

  private Duration jittered(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble()));
  }
}
