package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.notification.delivery.SmsProvider.TextMessage;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Which provider of text messages is asked: the first, unless it has failed within a minute.
///
/// A failure may hide a message that was sent, so one try asks no other provider after it; the next try does. A refusal says that
/// nothing was sent, so the other provider is asked at once.
@Startup
@ApplicationScoped
class SmsProviders {

  private static final Duration REST = Duration.ofMinutes(1);
  /// Request Timeout, Too Early, Too Many Requests: they are about the moment, not about the message.
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private enum Place { FIRST, SECOND }

  private enum Outcome { TAKEN, REFUSED, FAILED }

  private final Map<Place, SmsProvider> providers = new EnumMap<>(Place.class);
  private final Map<Place, Outcomes<Outcome>> outcomes = new EnumMap<>(Place.class);
  private final Map<Place, Instant> failedAt = new ConcurrentHashMap<>();
  private final Clock clock;

  SmsProviders(@RestClient SmsProvider first, @ConfigProperty(name = "portcullis.sms.second-url") Optional<URI> second,
      @ConfigProperty(name = "quarkus.rest-client.sms.connect-timeout") long connectMillis,
      @ConfigProperty(name = "quarkus.rest-client.sms.read-timeout") long readMillis, Clock clock, MeterRegistry metrics) {
    this.clock = clock;
    providers.put(Place.FIRST, first);
    second.ifPresent(url -> providers.put(Place.SECOND, QuarkusRestClientBuilder.newBuilder().baseUri(url)
        .connectTimeout(connectMillis, TimeUnit.MILLISECONDS).readTimeout(readMillis, TimeUnit.MILLISECONDS).build(SmsProvider.class)));
    for (Place place : Place.values()) {
      outcomes.put(place, new Outcomes<>(metrics, "portcullis.sms", "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab,
          Tags.of("provider", Outcomes.kebab(place))));
    }
  }

  /// Fails when no provider took it.
  ///
  /// @param idempotencyKey the same in every try of one message
  Uni<Void> send(String idempotencyKey, TextMessage message) {
    Place healthiest = healthiest();
    return ask(healthiest, idempotencyKey, message).onFailure(SmsProviders::isRefusal).recoverWithUni(refusal ->
        providers.keySet().stream().filter(place -> place != healthiest).findFirst()
            .map(other -> ask(other, idempotencyKey, message))
            .orElseGet(() -> Uni.createFrom().failure(refusal)));
  }

  private Uni<Void> ask(Place place, String idempotencyKey, TextMessage message) {
    return providers.get(place).send(idempotencyKey, message)
        .invoke(() -> {
          outcomes.get(place).count(Outcome.TAKEN);
          failedAt.remove(place);
        })
        .onFailure().invoke(failure -> {
          boolean refusal = isRefusal(failure);
          outcomes.get(place).count(refusal ? Outcome.REFUSED : Outcome.FAILED);
          if (!refusal) {
            failedAt.put(place, clock.instant());
          }
        });
  }

  // When all have failed lately, the one that has rested longest.
  private Place healthiest() {
    Instant restsSince = clock.instant().minus(REST);
    return providers.keySet().stream().filter(place -> failedAt(place).isBefore(restsSince)).findFirst()
        .orElseGet(() -> Collections.min(providers.keySet(), Comparator.comparing(this::failedAt)));
  }

  private Instant failedAt(Place place) {
    return failedAt.getOrDefault(place, Instant.MIN);
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof WebApplicationException answer && answer.getResponse().getStatus() / 100 == 4
        && !LATER.contains(answer.getResponse().getStatus());
  }
}
