package io.portcullis.runtime.ended;

import io.portcullis.contracts.Revocation;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.portcullis.runtime.event.ForgedRecord;
import io.portcullis.runtime.event.ForgedRecords;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Listens to Kafka for endings. Every instance is a consumer group of its own and reads all partitions, at a start and
/// after every interruption from as long ago as an access token may live.
@ApplicationScoped
@Identifier("revocations")
class EndedSessionsTopic implements KafkaConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(EndedSessionsTopic.class);
  private static final String CONSUMER = "revocations";

  private final EventDecoder decoder;
  private final EndedSessions ended;
  private final ForgedRecords forged;
  private final Event<ForgedRecord> putAside;
  private final Clock clock;
  private final Duration memory;
  /// The end of each partition when it was assigned; gone once it has been reached.
  private final Map<TopicPartition, Long> unread = new ConcurrentHashMap<>();

  EndedSessionsTopic(EventDecoder decoder, EndedSessions ended, ForgedRecords forged, Event<ForgedRecord> putAside,
      Clock clock, EndedSessionsConfig config) {
    this.decoder = decoder;
    this.ended = ended;
    this.forged = forged;
    this.putAside = putAside;
    this.clock = clock;
    this.memory = config.memory();
  }

  // On Kafka's own thread: it may wait.
  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    long since = clock.instant().minus(memory).toEpochMilli();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(
        partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> since)));
    ends.forEach((partition, end) -> {
      OffsetAndTimestamp begin = begins.get(partition);
      consumer.seek(partition, begin == null ? end : begin.offset());
      if (begin != null && begin.offset() < end) {
        unread.put(partition, end);
      }
    });
    knownIfAllIsRead();
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    unread.keySet().removeAll(partitions);
  }

  @Incoming(CONSUMER)
  void hear(ConsumerRecord<String, byte[]> record) {
    try {
      Revocation revocation = decoder.revocation(record);
      if (revocation.session() != null && revocation.until() != null) {
        ended.add(revocation.session(), revocation.until());
      }
    } catch (ForgedEvent forgery) {
      forged.alarm(CONSUMER, record, forgery);
      putAside.fire(new ForgedRecord(CONSUMER, record, forgery));
    } catch (MalformedEvent unreadable) {
      // Not dead-lettered: each instance would do it again, and session-service's table holds the ending anyway.
      LOG.warnf("revocations: skipped a record that can't be read at offset %d", record.offset());
    }
    var partition = new TopicPartition(record.topic(), record.partition());
    if (unread.computeIfPresent(partition, (_, end) -> record.offset() + 1 < end ? end : null) == null) {
      knownIfAllIsRead();
    }
  }

  private void knownIfAllIsRead() {
    if (unread.isEmpty()) {
      ended.pastIsKnown();
    }
  }
}
