package io.portcullis.runtime.ended;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.portcullis.runtime.event.ForgedRecord;
import io.portcullis.runtime.event.ForgedRecords;
import io.portcullis.runtime.log.SparseLog;
import io.portcullis.runtime.metric.Histograms;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
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
@Identifier(EndedSessionsTopic.CONSUMER)
class EndedSessionsTopic implements KafkaConsumerRebalanceListener {

  private static final Logger LOG = Logger.getLogger(EndedSessionsTopic.class);
  static final String CONSUMER = "revocations";

  private final TakeEnding takeEnding;
  private final EndedSessions ended;
  private final ForgedRecords forged;
  private final Event<ForgedRecord> putAside;
  private final Clock clock;
  private final Duration memory;
  private final SparseLog sparsely;
  private final Timer delay;
  /// The end of each partition when it was assigned; gone once it has been reached.
  private final Map<TopicPartition, Long> unread = new ConcurrentHashMap<>();
  /// Of those, where the consumer stands at the end already.
  private final Set<TopicPartition> passed = ConcurrentHashMap.newKeySet();

  EndedSessionsTopic(TakeEnding takeEnding, EndedSessions ended, ForgedRecords forged, Event<ForgedRecord> putAside,
      Clock clock, EndedSessionsConfig config, MeterRegistry metrics) {
    this.takeEnding = takeEnding;
    this.ended = ended;
    this.forged = forged;
    this.putAside = putAside;
    this.clock = clock;
    this.memory = config.memory();
    this.sparsely = new SparseLog(clock);
    this.delay = Histograms.timer("portcullis.revocations.delay").register(metrics);
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
    passed.removeAll(partitions);
  }

  /// The last place of a partition may hold no record that anybody gets: the mark of a transaction, which an attacker may
  /// leave there. So where the consumer stands counts as well. To be called once a second.
  void lookWhereItStands(KafkaConsumer<String, byte[]> client) {
    if (!unread.isEmpty()) {
      java.util.function.Consumer<Consumer<String, byte[]>> look = this::passEnds;
      client.runOnPollingThread(look).subscribe().with(_ -> {}, failure -> LOG.debugf("revocations: %s", failure));
    }
  }

  void passEnds(Consumer<?, ?> consumer) {
    Set<TopicPartition> assigned = consumer.assignment();
    unread.forEach((partition, end) -> {
      // The second time: what came last has been heard by then.
      if (assigned.contains(partition) && consumer.position(partition) >= end && !passed.add(partition)) {
        unread.remove(partition);
        passed.remove(partition);
        knownIfAllIsRead();
      }
    });
  }

  @Incoming(CONSUMER)
  void hear(ConsumerRecord<String, byte[]> record) {
    try {
      takeEnding.handle(record).ifPresent(endedAt -> measure(record, endedAt));
    } catch (ForgedEvent forgery) {
      forged.alarm(CONSUMER, record, forgery);
      putAside.fire(new ForgedRecord(CONSUMER, record, forgery));
    } catch (MalformedEvent unreadable) {
      // Not dead-lettered: each instance would do it again, and session-service's table holds the ending anyway.
      sparsely.due(CONSUMER).ifPresent(more ->
          LOG.warnf("revocations: skipped a record that can't be read at offset %d%s", record.offset(), more));
    }
    var partition = new TopicPartition(record.topic(), record.partition());
    if (unread.computeIfPresent(partition, (_, end) -> record.offset() + 1 < end ? end : null) == null) {
      knownIfAllIsRead();
    }
  }

  // Of what came while we listened: the past of a start says nothing of the way.
  private void measure(ConsumerRecord<?, ?> record, Instant endedAt) {
    if (!unread.containsKey(new TopicPartition(record.topic(), record.partition()))) {
      Duration since = Duration.between(endedAt, clock.instant());
      delay.record(since.isNegative() ? Duration.ZERO : since);
    }
  }

  private void knownIfAllIsRead() {
    if (unread.isEmpty()) {
      ended.pastIsKnown();
    }
  }
}
