package io.portcullis.session.key;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;

/// How the signing keys change, and for how long the present one has been signing.
@Singleton
class KeyMetrics {

  private final Counter scheduled;
  private final Counter rotated;
  private final Counter removed;

  KeyMetrics(MeterRegistry metrics, SigningKeys keys) {
    scheduled = changed(metrics, "scheduled");
    rotated = changed(metrics, "rotated");
    removed = changed(metrics, "removed");
    Gauge.builder("portcullis.signing.key.age", keys, KeyMetrics::age).baseUnit("seconds").strongReference(true).register(metrics);
  }

  private static Counter changed(MeterRegistry metrics, String change) {
    return metrics.counter("portcullis.signing.keys.changed", "change", change);
  }

  private static double age(SigningKeys keys) {
    Succession now = keys.succession();
    return now.signing().map(key -> (double) Duration.between(key.activeFrom(), now.now()).toSeconds()).orElse(Double.NaN);
  }

  /// The schedule made a key or took one away.
  void scheduled() {
    scheduled.increment();
  }

  /// An operator had the next key take over.
  void rotated() {
    rotated.increment();
  }

  /// An operator took a key back.
  void removed() {
    removed.increment();
  }
}
