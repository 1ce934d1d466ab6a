package io.portcullis.runtime.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SettingsLocked;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Records as [OutboxRelay] sends them, with their proofs, for what travels beside Kafka as well ([CarriedRecord]).
@ApplicationScoped
public class ProvedRecords {

  private final EventKeys keys;
  private final ObjectMapper json;
  private final String source;

  ProvedRecords(EventKeys keys, ObjectMapper json, @ConfigProperty(name = "quarkus.application.name") String application) {
    this.keys = keys;
    this.json = json;
    source = RecordProofs.SOURCE + application;
  }

  public ProducerRecord<String, byte[]> of(Revocation ending) {
    return record(ending.session().toString(), ending.id(), Revocation.TYPE, ending.time(), ending);
  }

  public ProducerRecord<String, byte[]> of(SettingsLocked lock) {
    return record(lock.account().toString(), lock.id(), SettingsLocked.TYPE, lock.time(), lock);
  }

  private ProducerRecord<String, byte[]> record(String key, EventId id, String type, Instant time, Object body) {
    try {
      byte[] value = json.writeValueAsBytes(body);
      var headers = new RecordHeaders();
      headers.add("ce_id", bytes(id.toString()));
      headers.add("ce_source", bytes(source));
      headers.add("ce_type", bytes(type));
      headers.add("ce_time", bytes(time.toString()));
      keys.proofs().add(headers, Revocation.TOPIC, key, value);
      return new ProducerRecord<>(Revocation.TOPIC, null, key, value, headers);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a record has no JSON form", unwritable);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
