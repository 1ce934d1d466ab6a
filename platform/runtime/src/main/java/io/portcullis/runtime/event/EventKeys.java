package io.portcullis.runtime.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// The keys that this service writes and reads Kafka's records with: `event-key.json`, its own, and `event-keys.json`,
/// everybody's public ones. Read again while it runs, so that keys change without a restart.
@ApplicationScoped
class EventKeys {

  private static final Logger LOG = Logger.getLogger(EventKeys.class);

  private final KeyDirectory directory;
  private final String service;
  private final AtomicInteger isCurrent;
  private volatile Files files;
  private volatile RecordProofs proofs;

  private record Files(String own, String everybody) {}

  EventKeys(KeyDirectory directory, MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.directory = directory;
    this.service = service;
    isCurrent = metrics.gauge("portcullis.event.keys.current", new AtomicInteger(1));
    files = read();
    proofs = parse(files);
  }

  RecordProofs proofs() {
    return proofs;
  }

  @Scheduled(every = "10s")
  void readAgain() {
    try {
      Files found = read();
      if (!found.equals(files)) {
        proofs = parse(found);
        files = found;
        LOG.info("event keys: read anew");
      }
      isCurrent.set(1);
    } catch (RuntimeException unusable) {
      // Half a rotation is no reason to stop: the keys that were good still are.
      isCurrent.set(0);
      LOG.warnf("event keys: not taken over: %s", unusable.getMessage());
    }
  }

  private Files read() {
    return new Files(directory.read("event-key.json"), directory.read("event-keys.json"));
  }

  private RecordProofs parse(Files found) {
    return new RecordProofs(PairKeys.parse(service, found.own(), found.everybody()));
  }
}
