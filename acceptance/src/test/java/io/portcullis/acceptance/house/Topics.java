package io.portcullis.acceptance.house;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What lies on Kafka, read from the beginning and belonging to no consumer group.
public final class Topics {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String broker;

  Topics(String broker) {
    this.broker = broker;
  }

  /// Everything on every topic of the house, up to what was there when the reading began.
  public List<ConsumerRecord<String, byte[]>> records() {
    try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", broker),
        new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = consumer.listTopics().values().stream().flatMap(List::stream)
          .filter(partition -> !partition.topic().startsWith("__"))
          .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  public List<ConsumerRecord<String, byte[]>> records(String topic) {
    return records().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /// Whether every consumer group has taken note of everything on its topics.
  public boolean areConsumed() {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker))) {
      var committed = new HashMap<TopicPartition, Long>();
      for (var group : admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get()) {
        admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get()
            .forEach((partition, offset) -> committed.merge(partition, offset.offset(), Math::min));
      }
      var ends = admin.listOffsets(committed.keySet().stream().collect(toMap(identity(), _ -> OffsetSpec.latest()))).all().get();
      return committed.entrySet().stream().allMatch(offset -> ends.get(offset.getKey()).offset() <= offset.getValue());
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /// Puts the very same record there once more, as a relay does that died before it saw the acknowledgement.
  public void redeliver(ConsumerRecord<String, byte[]> record) {
    produce(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), record.headers()));
  }

  public void produce(ProducerRecord<String, byte[]> record) {
    try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", broker, "acks", "all"),
        new StringSerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
