package io.portcullis.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Publishers;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.RecordProofs;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/// Plays the services whose records this one reads: writes to the real topics, as often and as badly as a test wants.
/// Each record carries the proof of the service that may write its type, unless a test forges it.
@Singleton
public class OtherServices {

  private final ObjectMapper json;
  private final Path keys;
  private final Map<String, RecordProofs> proofs = new ConcurrentHashMap<>();
  private final KafkaProducer<String, byte[]> producer;

  OtherServices(ObjectMapper json, @ConfigProperty(name = "portcullis.kafka") String kafka,
      @ConfigProperty(name = "portcullis.test.keys") String keys) {
    this.json = json;
    this.keys = Path.of(keys);
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
  }

  public void publish(SecurityEvent event) {
    send(SecurityEvent.TOPIC, event.subject().toString(), event.id(), event.type(), write(event));
  }

  public void publish(Contact contact) {
    send(Contact.TOPIC, contact.account().toString(), contact.id(), Contact.TYPE, seal(write(contact)));
  }

  public void owe(EventId id, UUID key, Message message) {
    send(Message.TOPIC, key.toString(), id, message.type(), seal(write(message)));
  }

  public void owe(UUID key, Message message) {
    owe(anEvent(), key, message);
  }

  public void send(String topic, String key, EventId id, String type, byte[] body) {
    send(topic, key, Instant.now(), id, type, body);
  }

  /// @param written the record's timestamp: when the other service committed it
  public void send(String topic, String key, Instant written, EventId id, String type, byte[] body) {
    var record = unsigned(writerOf(type), topic, key, written, id, type, body);
    if (body != null) {
      as(writerOf(type)).add(record.headers(), topic, key, body);
    }
    send(record);
  }

  /// A record with everything but a proof.
  public ProducerRecord<String, byte[]> unsigned(
      String writer, String topic, String key, Instant written, EventId id, String type, byte[] body) {
    var record = new ProducerRecord<>(topic, null, written.toEpochMilli(), key, body);
    Map.of("ce_specversion", "1.0", "ce_id", id.toString(), "ce_type", type, "ce_source", "/portcullis/" + writer,
            "ce_time", written.toString())
        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /// The proofs of a service, made with its own keys.
  public RecordProofs as(String service) {
    return proofs.computeIfAbsent(service, name -> RecordProofs.of(name, keys.resolve(name)));
  }

  private static String writerOf(String type) {
    return type.equals(Contact.TYPE) ? "auth-service"
        : SecurityEventType.of(type).<Class<?>>map(kind -> kind).or(() -> Message.ofType(type))
            .flatMap(kind -> Publishers.of(kind).stream().findFirst()).orElse("auth-service");
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException unsent) {
      throw new IllegalStateException(unsent);
    }
  }

  public byte[] seal(byte[] message) {
    try {
      var jwe = new JsonWebEncryption();
      jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
      jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
      jwe.setKey(((EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(
          Files.readString(keys.resolve("auth-service/message-box-public.json")))).getKey());
      jwe.setPayload(new String(message, StandardCharsets.UTF_8));
      return jwe.getCompactSerialization().getBytes(StandardCharsets.US_ASCII);
    } catch (JoseException | IOException unsealable) {
      throw new IllegalStateException(unsealable);
    }
  }

  public byte[] write(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// A new account, reachable at a new e-mail address.
  public Person aPerson() {
    var person = new Person(new AccountId(UUID.randomUUID()), anAddress());
    publish(new Contact(anEvent(), person.account(), Instant.now(), List.of(person.address()), "en"));
    return person;
  }

  public static EventId anEvent() {
    return new EventId(UUID.randomUUID());
  }

  public static Address anAddress() {
    return new Address(Address.Channel.EMAIL, UUID.randomUUID() + "@example.org");
  }

  public record Person(AccountId account, Address address) {
    public String email() {
      return address.value();
    }
  }

  @PreDestroy
  void close() {
    producer.close();
  }
}
