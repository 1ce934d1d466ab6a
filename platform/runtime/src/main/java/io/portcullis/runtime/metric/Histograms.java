package io.portcullis.runtime.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/// Timers whose times fall into buckets, so that quantiles can be told over all instances together.
public final class Histograms {

  private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
      .map(Duration::ofMillis).toArray(Duration[]::new);

  private static final String REQUESTS = "http.server.requests";
  /// What customers wait for. Everything else has count, sum and maximum alone: each bucket is a series of its own.
  private static final Set<String> AWAITED = Set.of(
      "/v1/sign-in", "/v1/sign-in/{id}/verify", "/v1/sign-in/passkey/verify", "/check", "/oauth2/token");

  private Histograms() {}

  public static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BUCKETS);
  }

  static final class OfRequests {

    @Produces
    @Singleton
    MeterFilter buckets() {
      return new MeterFilter() {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
          return id.getName().equals(REQUESTS) && AWAITED.contains(id.getTag("uri"))
              ? DistributionStatisticConfig.builder()
                  .serviceLevelObjectives(Stream.of(BUCKETS).mapToDouble(Duration::toNanos).toArray()).build().merge(config)
              : config;
        }
      };
    }
  }
}
