package io.portcullis.runtime.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/// Watches that every channel from Kafka moves on. A record that Kafka's client can't read is passed over. Where a channel
/// stands still all the same, the process is no longer alive.
@Liveness
@ApplicationScoped
class StuckReaders implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(StuckReaders.class);

  private final KafkaClientService clients;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Map<String, Progress> channels = new ConcurrentHashMap<>();

  StuckReaders(KafkaClientService clients, MeterRegistry metrics, Clock clock) {
    this.clients = clients;
    this.metrics = metrics;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    clients.getConsumerChannels().forEach(this::progress);
  }

  private Progress progress(String channel) {
    return channels.computeIfAbsent(channel, name -> new Progress(name, clock, metrics));
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    for (String channel : clients.getConsumerChannels()) {
      KafkaConsumer<Object, Object> client = clients.getConsumer(channel);
      if (client != null) {
        Progress progress = progress(channel);
        progress.asked();
        // On Kafka's own thread, between two polls.
        java.util.function.Consumer<Consumer<Object, Object>> look = progress::look;
        client.runOnPollingThread(look).subscribe().with(
            _ -> {}, failure -> LOG.warnf("%s: its progress is unknown: %s", channel, failure.getClass().getSimpleName()));
      }
    }
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("topics are read").up();
    channels.forEach((channel, progress) -> {
      Duration still = progress.standsStill();
      if (still.compareTo(Progress.LONGEST_STANDSTILL) > 0) {
        response.withData(channel, "stands still for " + still.toSeconds() + " s").down();
      }
    });
    return response.build();
  }
}
