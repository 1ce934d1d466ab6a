package io.portcullis.runtime.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.log.SparseLog;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// The alarm that somebody else than the house writes to its topics. Made at the start, so that its counters are there by then.
@Startup
@ApplicationScoped
public class ForgedRecords {

  private static final Logger LOG = Logger.getLogger(ForgedRecords.class);
  private static final String COUNTER = "portcullis.events.forged";

  private final MeterRegistry metrics;
  private final SparseLog sparsely;

  ForgedRecords(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.sparsely = new SparseLog(clock);
    // An alarm on the increase misses the first one of a counter that begins with it.
    List.of(SecurityEvent.TOPIC, Message.TOPIC, Contact.TOPIC, Revocation.TOPIC)
        .forEach(topic -> metrics.counter(COUNTER, "topic", topic));
  }

  /// Counts each record that was refused, and says so of one in a while; nothing of it is repeated but where it lies.
  public void alarm(String consumer, ConsumerRecord<?, byte[]> record, ForgedEvent why) {
    metrics.counter(COUNTER, "topic", record.topic()).increment();
    sparsely.due(consumer).ifPresent(more -> LOG.errorf("%s: forged record refused: %s-%d@%d: %s%s",
        consumer, record.topic(), record.partition(), record.offset(), why.getMessage(), more));
  }
}
