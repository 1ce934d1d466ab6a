package io.portcullis.runtime.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.log.SparseLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jboss.logging.Logger;

/// How one channel gets on, by the places where its consumer stands.
///
/// A partition is suspect when records wait, nothing holds the consumer back and it does not move. Then the consumer is
/// asked for that partition alone. If it says that it can't read the record at this place, the record is passed over. What
/// was read meanwhile is read again.
final class Progress {

  static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);
  private static final Logger LOG = Logger.getLogger(Progress.class);
  private static final Duration SUSPECT = Duration.ofSeconds(25);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  /// In one look: a batch that is broken as a whole may hold many.
  private static final int MOST_PASSED_OVER = 100;
  /// Kafka's client has no type for it.
  private static final String UNREADABLE = "Received exception when fetching the next record from ";

  private final String channel;
  private final Clock clock;
  private final Counter passedOver;
  private final SparseLog sparsely;
  private final AtomicReference<Double> lag = new AtomicReference<>(Double.NaN);
  private final Map<TopicPartition, Place> places = new HashMap<>();
  /// Of the oldest look without an answer; null without one. Kafka's thread no longer works when it grows old.
  private Instant asked;
  private Instant stuckSince;

  Progress(String channel, Clock clock, MeterRegistry metrics) {
    this.channel = channel;
    this.clock = clock;
    this.passedOver = metrics.counter("portcullis.events.unreadable", "channel", channel);
    this.sparsely = new SparseLog(clock);
    Gauge.builder("portcullis.consumer.lag", lag, AtomicReference::get).tag("channel", channel).register(metrics);
  }

  synchronized void asked() {
    asked = asked == null ? clock.instant() : asked;
  }

  synchronized Duration standsStill() {
    Instant now = clock.instant();
    return Stream.of(Optional.ofNullable(asked), Optional.ofNullable(stuckSince)).flatMap(Optional::stream)
        .map(since -> Duration.between(since, now)).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  void look(Consumer<?, ?> consumer) {
    // As of the last answers of the brokers: asks nobody.
    lag.set((double) consumer.assignment().stream().mapToLong(each -> consumer.currentLag(each).orElse(0)).sum());
    Optional<Instant> stuck = Optional.empty();
    try {
      stuck = stuckSince(consumer, clock.instant());
    } finally {
      synchronized (this) {
        asked = null;
        stuckSince = stuck.orElse(null);
      }
    }
  }

  private Optional<Instant> stuckSince(Consumer<?, ?> consumer, Instant now) {
    // One that waits for the database is paused, and rightly so.
    places.keySet().retainAll(consumer.paused().isEmpty() ? consumer.assignment() : Set.of());
    if (consumer.paused().isEmpty()) {
      for (TopicPartition partition : consumer.assignment()) {
        long position = consumer.position(partition, ANSWER);
        places.merge(partition, new Place(position, now), (known, here) -> known.offset == position ? known : here);
      }
    }
    List<TopicPartition> suspects = places.entrySet().stream()
        .filter(place -> !place.getValue().since.plus(SUSPECT).isAfter(now))
        .filter(place -> waits(consumer, place.getKey(), place.getValue().offset))
        .map(Map.Entry::getKey).toList();
    suspects.forEach(partition -> passOverUnreadable(consumer, partition));
    return suspects.stream().map(places::get).filter(Objects::nonNull).map(Place::since).min(Instant::compareTo);
  }

  // A partition without a leader is the world's fault, not the record's.
  private static boolean waits(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
    try {
      return consumer.endOffsets(Set.of(partition), ANSWER).get(partition) > offset;
    } catch (KafkaException away) {
      return false;
    }
  }

  private void passOverUnreadable(Consumer<?, ?> consumer, TopicPartition partition) {
    var others = new ArrayList<>(consumer.assignment());
    others.remove(partition);
    consumer.pause(others);
    try {
      for (int passed = 0; passed < MOST_PASSED_OVER && consumer.assignment().contains(partition); passed++) {
        long offset = consumer.position(partition, ANSWER);
        if (isReadable(consumer, partition)) {
          return;
        }
        consumer.seek(partition, offset + 1);
        places.remove(partition);
        passedOver.increment();
        sparsely.due(channel).ifPresent(more -> LOG.errorf("%s: passed over a record that can't be read: %s@%d%s",
            channel, partition, offset, more));
      }
    } finally {
      others.retainAll(consumer.assignment());
      consumer.resume(others);
    }
  }

  // Everything else that can fail is no proof against the record.
  private static boolean isReadable(Consumer<?, ?> consumer, TopicPartition partition) {
    try {
      ConsumerRecords<?, ?> records = consumer.poll(ANSWER);
      records.partitions().forEach(read -> consumer.seek(read, records.records(read).getFirst().offset()));
      return true;
    } catch (RecordDeserializationException unreadable) {
      return !unreadable.topicPartition().equals(partition);
    } catch (KafkaException failure) {
      return !String.valueOf(failure.getMessage()).startsWith(UNREADABLE + partition + ".");
    }
  }

  private record Place(long offset, Instant since) {}
}
