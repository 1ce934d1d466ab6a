package io.portcullis.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.Publishers;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.RecordProofs;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// Plays the services whose facts another one hears: publishes them with the proof of the service that may write them.
@Singleton
public class OthersFacts {

  private final ObjectMapper json;
  private final KafkaProducer<String, byte[]> producer;

  OthersFacts(ObjectMapper json) {
    this.json = json;
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", setting("portcullis.kafka"), "acks", "all"),
        new StringSerializer(), new ByteArraySerializer());
  }

  public void publish(SecurityEvent fact) {
    String writer = Publishers.of(fact.getClass()).stream().findFirst().orElseThrow();
    try {
      var record = new ProducerRecord<>(SecurityEvent.TOPIC, null, fact.time().toEpochMilli(), fact.subject().toString(),
          json.writeValueAsBytes(fact));
      Map.of("ce_specversion", "1.0", "ce_id", fact.id().toString(), "ce_type", fact.type(), "ce_source", "/portcullis/" + writer,
              "ce_time", fact.time().toString())
          .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
      RecordProofs.of(writer, Path.of(setting("portcullis.test.keys"), writer))
          .add(record.headers(), record.topic(), record.key(), record.value());
      producer.send(record).get();
    } catch (JsonProcessingException | InterruptedException | ExecutionException unsent) {
      throw new IllegalStateException(unsent);
    }
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  @PreDestroy
  void close() {
    producer.close();
  }
}
