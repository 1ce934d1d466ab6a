package io.portcullis.runtime.ended;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EndedSessionsTopicTest {

  private static final EndedSessionsConfig CONFIG = () -> Duration.ofMinutes(10);
  private static final TopicPartition PARTITION = new TopicPartition("portcullis.revocations", 0);

  private final EndedSessions ended =
      new EndedSessions(Clock.systemUTC(), CONFIG, new SimpleMeterRegistry());
  private final EndedSessionsTopic topic =
      new EndedSessionsTopic(null, ended, null, null, Clock.systemUTC(), CONFIG, new SimpleMeterRegistry());

  @Test
  void a26_givenTheLastPlaceHoldsNoRecord_thenTheInstanceIsReadyAllTheSame() {
    var consumer = new WithAPast();
    consumer.assign(List.of(PARTITION));
    consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    topic.onPartitionsAssigned(consumer, List.of(PARTITION));
    topic.passEnds(consumer);
    topic.passEnds(consumer);
    assertThat(ended.areKnown()).as("while it reads").isFalse();

    // A transaction's mark: the consumer passes it and returns nothing.
    consumer.seek(PARTITION, 2);
    topic.passEnds(consumer);
    assertThat(ended.areKnown()).as("while the last records may be on their way").isFalse();
    topic.passEnds(consumer);
    assertThat(ended.areKnown()).isTrue();
  }

  @Test
  void givenThePartitionsWereTakenAway_thenNothingIsKnown() {
    var consumer = new WithAPast();
    consumer.assign(List.of(PARTITION));
    consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    topic.onPartitionsAssigned(consumer, List.of(PARTITION));
    topic.onPartitionsRevoked(consumer, List.of(PARTITION));
    topic.passEnds(consumer);
    topic.passEnds(consumer);
    assertThat(ended.areKnown()).isFalse();
  }

  private static final class WithAPast extends MockConsumer<String, byte[]> {
    WithAPast() {
      super("latest");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
      Collection<TopicPartition> partitions = times.keySet();
      return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> new OffsetAndTimestamp(0, Instant.now().toEpochMilli())));
    }
  }
}
