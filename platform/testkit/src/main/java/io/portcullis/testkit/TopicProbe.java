package io.portcullis.testkit;

import io.portcullis.contracts.AccountId;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// Sees what reached Kafka. Reads each topic from its beginning and remembers it, so the order of asking does not matter.
@Singleton
public class TopicProbe {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Reader> readers = new HashMap<>();

  /// Waits until `topic` holds at least `count` records with this key; all of them, oldest first.
  public List<ConsumerRecord<String, byte[]>> await(String topic, String key, int count) {
    return await("%d records of %s on %s".formatted(count, key, topic), topic, key, found -> found.size() >= count);
  }

  /// Waits until `account` has an event of this type among its security events.
  public List<String> awaitType(AccountId account, String type) {
    return await(type + " of " + account, "portcullis.security-events", account.toString(),
        found -> found.stream().map(TopicProbe::type).anyMatch(type::equals)).stream().map(TopicProbe::type).toList();
  }

  private List<ConsumerRecord<String, byte[]>> await(
      String what, String topic, String key, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    Reader reader = reader(topic);
    List<ConsumerRecord<String, byte[]>> known = reader.of(key);
    return enough.test(known) ? known : Awaitility.await(what).atMost(DEADLINE).pollInSameThread()
        .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> reader.readOn().of(key), enough);
  }

  /// What `topic` holds under this key at this moment, without waiting for more.
  public List<ConsumerRecord<String, byte[]>> present(String topic, String key) {
    return reader(topic).readToTheEnd().of(key);
  }

  public static String type(ConsumerRecord<String, byte[]> record) {
    return header(record, "ce_type");
  }

  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private synchronized Reader reader(String topic) {
    return readers.computeIfAbsent(topic, Reader::new);
  }

  @PreDestroy
  synchronized void close() {
    readers.values().forEach(reader -> reader.consumer.close());
  }

  /// One topic, read up to some moment. Several tests may ask side by side, and a consumer serves one thread at a time.
  private static final class Reader {

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, List<ConsumerRecord<String, byte[]>>> byKey = new HashMap<>();

    Reader(String topic) {
      consumer = new KafkaConsumer<>(Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, ConfigProvider.getConfig().getValue("portcullis.kafka", String.class)),
          new StringDeserializer(), new ByteArrayDeserializer());
      consumer.assign(consumer.partitionsFor(topic).stream()
          .map(partition -> new TopicPartition(topic, partition.partition())).toList());
      consumer.seekToBeginning(consumer.assignment());
    }

    synchronized Reader readOn() {
      consumer.poll(POLL).forEach(record -> byKey.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record));
      return this;
    }

    synchronized Reader readToTheEnd() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        readOn();
      }
      return this;
    }

    synchronized List<ConsumerRecord<String, byte[]>> of(String key) {
      return List.copyOf(byKey.getOrDefault(key, List.of()));
    }
  }
}
