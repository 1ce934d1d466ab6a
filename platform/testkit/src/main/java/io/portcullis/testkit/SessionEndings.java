package io.portcullis.testkit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionId;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.event.RecordProofs;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// Plays session-service for a service that only listens: publishes that a session has ended or was opened,
/// and a freeze of auth-service's.
@Singleton
public class SessionEndings {

  private static final String SESSION_SERVICE = "session-service";
  private static final String AUTH_SERVICE = "auth-service";
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Clock clock;
  private final KafkaProducer<String, byte[]> producer;

  SessionEndings(Clock clock) {
    this.clock = clock;
    producer = new KafkaProducer<>(Map.of("bootstrap.servers", setting("portcullis.kafka"), "acks", "all"),
        new StringSerializer(), new ByteArraySerializer());
  }

  /// As session-service does it.
  public void end(SessionId session) {
    send(provedBy(SESSION_SERVICE, record(session)));
  }

  /// The customer of `account` has locked the settings, as session-service tells it.
  public void lockSettings(AccountId account) {
    Instant now = clock.instant();
    byte[] body = "{\"id\":\"%s\",\"account\":\"%s\",\"time\":\"%s\",\"until\":\"%s\"}"
        .formatted(UUID.randomUUID(), account, now, now.plus(MEMORY)).getBytes(StandardCharsets.UTF_8);
    send(provedBy(SESSION_SERVICE, record(account.toString(), SettingsLocked.TYPE, body, now)));
  }

  /// A record with everything but a proof.
  public ProducerRecord<String, byte[]> record(SessionId session) {
    Instant now = clock.instant();
    byte[] body = "{\"id\":\"%s\",\"session\":\"%s\",\"time\":\"%s\",\"until\":\"%s\"}"
        .formatted(UUID.randomUUID(), session, now, now.plus(MEMORY)).getBytes(StandardCharsets.UTF_8);
    return record(session.toString(), Revocation.TYPE, body, now);
  }

  /// The customer of `account` has signed in with a second factor that counts as settled from `settledAt` on.
  public ProducerRecord<String, byte[]> signIn(AccountId account, Instant settledAt) {
    Instant now = clock.instant();
    UUID id = UUID.randomUUID();
    byte[] body = """
        {"id":"%s","subject":"%s","time":"%s","session":"%s","deviceId":"%s","device":"Firefox on Linux","acr":"aal2",
         "recognition":"KNOWN","reasons":[],"factorSettledAt":"%s"}""".formatted(id, account, now, UUID.randomUUID(), UUID.randomUUID(), settledAt)
        .getBytes(StandardCharsets.UTF_8);
    return provedBy(SESSION_SERVICE, record(SESSION_SERVICE, SecurityEvent.TOPIC, account.toString(), "io.portcullis.session.session-established.v1", body, now));
  }

  /// The owner of `account` has frozen it, as auth-service tells it.
  public ProducerRecord<String, byte[]> freeze(AccountId account) {
    Instant now = clock.instant();
    byte[] body = "{\"id\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"reason\":\"alert-link\"}".formatted(UUID.randomUUID(), account, now)
        .getBytes(StandardCharsets.UTF_8);
    return provedBy(AUTH_SERVICE, record(AUTH_SERVICE, SecurityEvent.TOPIC, account.toString(), "io.portcullis.auth.account-frozen.v1", body, now));
  }

  private static ProducerRecord<String, byte[]> record(String key, String type, byte[] body, Instant now) {
    return record(SESSION_SERVICE, Revocation.TOPIC, key, type, body, now);
  }

  private static ProducerRecord<String, byte[]> record(String writer, String topic, String key, String type, byte[] body, Instant now) {
    var record = new ProducerRecord<>(topic, null, now.toEpochMilli(), key, body);
    Map.of("ce_id", UUID.randomUUID().toString(), "ce_source", "/portcullis/" + writer, "ce_type", type,
            "ce_time", now.toString())
        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /// `record` with the proofs that `service` can make.
  public ProducerRecord<String, byte[]> provedBy(String service, ProducerRecord<String, byte[]> record) {
    RecordProofs.of(service, Path.of(setting("portcullis.test.keys"), service))
        .add(record.headers(), record.topic(), record.key(), record.value());
    return record;
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException unsent) {
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
