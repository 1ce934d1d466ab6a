package io.portcullis.testkit;

import io.portcullis.contracts.AccountId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// Sees what reached Kafka. Reads whole topics from their beginning, so the order of asking does not matter.
@Singleton
public class TopicProbe {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /// Waits until `topic` holds at least `count` records with this key; all of them, oldest first.
  public List<ConsumerRecord<String, byte[]>> await(String topic, String key, int count) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer = consumer(topic)) {
      Awaitility.await("%d records of %s on %s".formatted(count, key, topic)).atMost(DEADLINE).pollInSameThread()
          .pollInterval(Duration.ofMillis(10)).until(() -> {
            poll(consumer, key, found);
            return found.size() >= count;
          });
    }
    return found;
  }

  /// Waits until `account` has an event of this type among its security events.
  public List<String> awaitType(AccountId account, String type) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer = consumer("portcullis.security-events")) {
      Awaitility.await(type + " of " + account).atMost(DEADLINE).pollInSameThread()
          .pollInterval(Duration.ofMillis(10)).until(() -> {
            poll(consumer, account.toString(), found);
            return found.stream().map(TopicProbe::type).anyMatch(type::equals);
          });
    }
    return found.stream().map(TopicProbe::type).toList();
  }

  /// What `topic` holds under this key at this moment, without waiting for more.
  public List<ConsumerRecord<String, byte[]>> present(String topic, String key) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        poll(consumer, key, found);
      }
    }
    return found;
  }

  public static String type(ConsumerRecord<String, byte[]> record) {
    return header(record, "ce_type");
  }

  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static void poll(
      KafkaConsumer<String, byte[]> consumer, String key, List<ConsumerRecord<String, byte[]>> found) {
    consumer.poll(Duration.ofMillis(200)).forEach(record -> {
      if (key.equals(record.key())) {
        found.add(record);
      }
    });
  }

  private static KafkaConsumer<String, byte[]> consumer(String topic) {
    var consumer = new KafkaConsumer<String, byte[]>(Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, ConfigProvider.getConfig().getValue("portcullis.kafka", String.class),
        ConsumerConfig.GROUP_ID_CONFIG, "probe-" + UUID.randomUUID(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
        new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
