package io.portcullis.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.runtime.metric.Outcomes;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which of two providers is asked: the first, unless it has failed within a minute.
///
/// A failure may hide a message that was sent, so one try asks no other provider after it; the next try does. Silence is a failure.
/// A refusal says that nothing was sent, so the other provider is asked at once.
final class FailOver<P> {

  private static final Duration REST = Duration.ofMinutes(1);

  private enum Place { FIRST, SECOND }

  private enum Outcome { TAKEN, REFUSED, FAILED }

  private final Map<Place, P> providers = new EnumMap<>(Place.class);
  private final Map<Place, Outcomes<Outcome>> outcomes = new EnumMap<>(Place.class);
  private final Map<Place, Instant> failedAt = new ConcurrentHashMap<>();
  private final Predicate<Throwable> refusal;
  private final Duration silence;
  private final Clock clock;

  /// @param refusal whether a failure is the provider's word about this one message
  /// @param silence how long one answer is waited for; shorter than a try
  /// @param counter counts answers by provider and outcome
  FailOver(P first, Optional<P> second, Predicate<Throwable> refusal, Duration silence, String counter, Clock clock, MeterRegistry metrics) {
    this.refusal = refusal;
    this.silence = silence;
    this.clock = clock;
    providers.put(Place.FIRST, first);
    second.ifPresent(provider -> providers.put(Place.SECOND, provider));
    for (Place place : Place.values()) {
      outcomes.put(place, new Outcomes<>(metrics, counter, "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab,
          Tags.of("provider", Outcomes.kebab(place))));
    }
  }

  /// Fails when no provider took it.
  <A> Uni<A> ask(Function<P, Uni<A>> send) {
    Place healthiest = healthiest();
    return ask(healthiest, send).onFailure(refusal).recoverWithUni(refused ->
        providers.keySet().stream().filter(place -> place != healthiest).findFirst()
            .map(other -> ask(other, send))
            .orElseGet(() -> Uni.createFrom().failure(refused)));
  }

  private <A> Uni<A> ask(Place place, Function<P, Uni<A>> send) {
    return send.apply(providers.get(place))
        .ifNoItem().after(silence).fail()
        .invoke(() -> {
          outcomes.get(place).count(Outcome.TAKEN);
          failedAt.remove(place);
        })
        .onFailure().invoke(failure -> {
          boolean refused = refusal.test(failure);
          outcomes.get(place).count(refused ? Outcome.REFUSED : Outcome.FAILED);
          if (!refused) {
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
}
