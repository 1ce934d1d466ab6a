package io.portcullis.testkit;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.arc.Arc;
import io.smallrye.health.SmallRyeHealthReporter;

/// What the service under test tells at its management port.
public final class Management {

  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private Management() {}

  /// In the form that Prometheus asks for: OpenMetrics 1.0.
  public static String metrics() {
    return Arc.container().instance(PrometheusMeterRegistry.class).get().scrape(OPEN_METRICS);
  }

  public static boolean isReady() {
    return !Arc.container().instance(SmallRyeHealthReporter.class).get().getReadiness().isDown();
  }
}
