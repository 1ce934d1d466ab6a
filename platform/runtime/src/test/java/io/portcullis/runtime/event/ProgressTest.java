package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final TopicPartition BAD = new TopicPartition("portcullis.security-events", 0);
  private static final TopicPartition GOOD = new TopicPartition("portcullis.security-events", 1);

  private Instant now = Instant.parse("2026-11-22T18:00:00Z");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Progress progress = new Progress("alerting", new Clock() {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }, metrics);
  private final Reader reader = new Reader();

  @Test
  void a26_poison_givenRecordsThatCannotBeRead_thenTheyArePassedOver_andNoGoodOneIs() {
    reader.unreadable.addAll(Set.of(3L, 4L, 5L));
    reader.standAt(3, 7);
    looksFor(Duration.ofSeconds(30));

    assertThat(reader.position(BAD)).isEqualTo(6);
    assertThat(reader.position(GOOD)).isEqualTo(7);
    assertThat(reader.paused()).isEmpty();
    assertThat(metrics.get("portcullis.events.unreadable").counter().count()).isEqualTo(3);
  }

  @Test
  void a26_poison_givenAReaderThatDoesNotMoveThoughItCould_thenNothingIsPassedOver_andTheTimeIsKnown() {
    reader.standAt(3, 10);
    looksFor(Duration.ofMinutes(3));

    assertThat(reader.position(BAD)).isEqualTo(3);
    assertThat(progress.standsStill()).isGreaterThan(Progress.LONGEST_STANDSTILL);
  }

  @Test
  void givenThePartitionHasNoLeader_orItsRecordsWaitForTheDatabase_orNothingWaits_thenAllIsWell() {
    reader.unreadable.add(3L);
    reader.standAt(3, 10);
    reader.isAway = true;
    looksFor(Duration.ofMinutes(3));
    assertThat(progress.standsStill()).isZero();

    reader.isAway = false;
    reader.pause(List.of(BAD, GOOD));
    looksFor(Duration.ofMinutes(3));
    assertThat(progress.standsStill()).isZero();

    reader.resume(List.of(BAD, GOOD));
    reader.standAt(10, 10);
    looksFor(Duration.ofMinutes(3));
    assertThat(progress.standsStill()).isZero();
    assertThat(metrics.get("portcullis.events.unreadable").counter().count()).isZero();
  }

  @Test
  void givenKafkasThreadDoesNotAnswer_thenTheTimeIsKnown() {
    progress.asked();
    now = now.plusSeconds(60);
    progress.asked();
    now = now.plusSeconds(61);
    assertThat(progress.standsStill()).isGreaterThan(Progress.LONGEST_STANDSTILL);
  }

  private void looksFor(Duration time) {
    for (Instant end = now.plus(time); !now.isAfter(end); now = now.plusSeconds(10)) {
      progress.asked();
      progress.look(reader);
    }
  }

  /// Ten records on each of two partitions. It fails as Kafka's consumer does.
  private static final class Reader extends MockConsumer<String, byte[]> {
    private final Set<Long> unreadable = new HashSet<>();
    private boolean isAway;

    Reader() {
      super("latest");
      assign(List.of(BAD, GOOD));
      updateEndOffsets(Map.of(BAD, 10L, GOOD, 10L));
    }

    void standAt(long bad, long good) {
      seek(BAD, bad);
      seek(GOOD, good);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(java.util.Collection<TopicPartition> partitions, Duration patience) {
      if (isAway) {
        throw new TimeoutException();
      }
      return super.endOffsets(partitions, patience);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration patience) {
      if (!paused().contains(BAD) && unreadable.contains(position(BAD))) {
        throw new KafkaException("Received exception when fetching the next record from " + BAD
            + ". If needed, please seek past the record to continue consumption.");
      }
      TopicPartition read = paused().contains(BAD) ? GOOD : BAD;
      List<ConsumerRecord<String, byte[]>> records = LongStream.range(position(read), 10)
          .mapToObj(offset -> new ConsumerRecord<String, byte[]>(read.topic(), read.partition(), offset, null, null)).toList();
      seek(read, 10);
      return records.isEmpty() ? ConsumerRecords.empty() : new ConsumerRecords<>(Map.of(read, records), Map.of());
    }
  }
}
