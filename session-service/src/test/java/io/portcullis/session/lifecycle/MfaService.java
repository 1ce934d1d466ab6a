package io.portcullis.session.lifecycle;

import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.Rows;
import io.portcullis.testkit.SessionEndings;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Plays mfa-service: says that an account has a second factor now.
@Singleton
class MfaService {

  /// One for all accounts, so that records are heard in their order.
  private static final int PARTITION = 0;

  private final SessionEndings producer;
  private final Rows rows;
  private final Clock clock;

  MfaService(SessionEndings producer, Rows rows, Clock clock) {
    this.producer = producer;
    this.rows = rows;
    this.clock = clock;
  }

  void saysEnrolled(AccountId account) {
    producer.send(producer.provedBy("mfa-service", enrolled("mfa-service", account)));
  }

  /// With the proof of a service that may not say so, with another's name on it, and without any.
  void somebodyElseSaysEnrolled(AccountId account) {
    producer.send(producer.provedBy("auth-service", enrolled("auth-service", account)));
    producer.send(producer.provedBy("auth-service", enrolled("mfa-service", account)));
    producer.send(enrolled("mfa-service", account));
  }

  void untilHeard(AccountId account) {
    await("the sessions hear of the factor").atMost(Duration.ofSeconds(40)).until(() -> hasHeard(account));
  }

  boolean hasHeard(AccountId account) {
    return rows.query("select id from session where account_id = ? and factor_enrolled = false", account.value()).isEmpty();
  }

  private ProducerRecord<String, byte[]> enrolled(String writer, AccountId account) {
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    byte[] body = "{\"id\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"authenticator\":\"TOTP\",\"name\":\"My phone\"}"
        .formatted(id, account, now).getBytes(StandardCharsets.UTF_8);
    var record = new ProducerRecord<>(SecurityEvent.TOPIC, PARTITION, now.toEpochMilli(), account.toString(), body);
    Map.of("ce_id", id, "ce_source", "/portcullis/" + writer, "ce_type", "io.portcullis.mfa.authenticator-enrolled.v1",
            "ce_time", now.toString())
        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
