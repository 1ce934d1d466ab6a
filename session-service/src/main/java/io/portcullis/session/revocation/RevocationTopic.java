package io.portcullis.session.revocation;

import io.portcullis.contracts.Revocation;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Listens to Kafka for the same endings: the way that works while this instance's listening connection is down.
/// Every instance is a consumer group of its own and begins at the end; the past is in the table.
@ApplicationScoped
class RevocationTopic {

  private static final Logger LOG = Logger.getLogger(RevocationTopic.class);

  private final EventDecoder decoder;
  private final Revocations revocations;

  RevocationTopic(EventDecoder decoder, Revocations revocations) {
    this.decoder = decoder;
    this.revocations = revocations;
  }

  @Incoming("revocations")
  void hear(ConsumerRecord<String, byte[]> record) {
    try {
      Revocation revocation = decoder.revocation(record);
      if (revocation.session() != null && revocation.until() != null) {
        revocations.add(revocation.session(), revocation.until());
      }
    } catch (MalformedEvent unreadable) {
      // Not dead-lettered: each instance would do it again, and the session's end stands in the table anyway.
      LOG.warnf("revocations: skipped a record that can't be read at offset %d", record.offset());
    }
  }
}
