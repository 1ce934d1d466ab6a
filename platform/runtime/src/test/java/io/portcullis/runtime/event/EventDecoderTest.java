package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.crypto.KeyFiles;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventDecoderTest {

  private static final String READER = "notification-service";
  private static final String TYPE = "io.portcullis.mfa.recovery-code-used.v1";
  private static final Instant NOW = Instant.parse("2026-11-22T18:00:00Z");
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @TempDir Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private EventKeyFiles house;
  private EventKeys keys;

  @BeforeEach
  void build() {
    house = new EventKeyFiles(folder);
    keys = new EventKeys(KeyFiles.directory(house.directory(READER)), metrics, READER);
  }

  @Test
  void a25_forgery_givenNoProof_thenItIsRefused_unlessAnUpgradeToleratesIt_andCounts() {
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> decoder(false).securityEvent(record("mfa-service", TYPE)));

    assertThat(decoder(true).securityEvent(record("mfa-service", TYPE))).isPresent();
    assertThat(metrics.counter("portcullis.events.unsigned", "topic", SecurityEvent.TOPIC).count()).isEqualTo(1);
  }

  @Test
  void a25_forgery_givenAProofThatDoesNotHold_thenItIsRefusedEvenDuringAnUpgrade() {
    var record = proved("mfa-service", TYPE);
    record.value()[0] ^= 1;
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> decoder(true).securityEvent(record));

    var forAnother = record("mfa-service", TYPE);
    forAnother.headers().add(RecordProofs.HEADER + "session-service", new byte[] {1});
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> decoder(true).securityEvent(forAnother));
  }

  @Test
  void a25_forgery_givenAWriterWhoseEventItIsNot_thenItIsRefused() {
    assertThat(decoder(false).securityEvent(proved("mfa-service", TYPE))).isPresent();
    for (String other : EventKeyFiles.SERVICES) {
      if (!other.equals("mfa-service")) {
        assertThatExceptionOfType(ForgedEvent.class).as(other)
            .isThrownBy(() -> decoder(false).securityEvent(proved(other, TYPE)));
      }
    }
  }

  @Test
  void a25_forgery_givenATypeThatNobodyKnows_whenUnproved_thenItIsRefused_andElsePassedOver() {
    String future = "io.portcullis.mfa.palm-read.v9";
    assertThat(decoder(false).securityEvent(proved("mfa-service", future))).isEmpty();
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> decoder(false).securityEvent(record("mfa-service", future)));
  }

  /// Whatever text field a record has, now or in a later release.
  @Test
  void a25_forgery_givenATextThatIsTooLongOrTooDeep_thenEvenItsOwnWritersRecordIsPutAside() {
    Map<String, String> texts = Map.of("io.portcullis.mfa.authenticator-enrolled.v1", "name",
        "io.portcullis.mfa.authenticator-renamed.v1", "name", "io.portcullis.auth.account-frozen.v1", "reason");
    texts.forEach((type, field) -> {
      for (int length : List.of(1, 300, 1999)) {
        assertThat(decoder(false).securityEvent(with(type, field, quoted(length)))).isPresent();
      }
      for (int length : List.of(2001, 4000, 8001, 15_000, 100_000)) {
        putAside(with(type, field, quoted(length)));
      }
      assertThat(decoder(false).securityEvent(with(type, "a-later-field", quoted(300)))).isPresent();
      putAside(with(type, "a-later-field", quoted(17_000)));
      putAside(with(type, field, "[".repeat(5000)));
    });
  }

  private void putAside(ConsumerRecord<String, byte[]> record) {
    assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> decoder(false).securityEvent(record));
  }

  private static String quoted(int length) {
    return '"' + "x".repeat(length) + '"';
  }

  private ConsumerRecord<String, byte[]> with(String type, String field, String value) {
    String writer = type.contains(".auth.") ? "auth-service" : "mfa-service";
    var plain = record(writer, type);
    byte[] body = new String(plain.value(), StandardCharsets.UTF_8).replace("\"left\":3", "\"" + field + "\":" + value)
        .getBytes(StandardCharsets.UTF_8);
    var record = new ConsumerRecord<>(plain.topic(), 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, plain.key(), body,
        plain.headers(), Optional.empty());
    house.proofs(writer).add(record.headers(), record.topic(), record.key(), body);
    return record;
  }

  @Test
  void givenTheWriterGetsANewKey_thenItIsBelievedAsSoonAsTheFilesSaySo() {
    JsonWebKey old = house.key("mfa-service");
    JsonWebKey fresh = EventKeyFiles.newKey("e2");
    EventDecoder decoder = decoder(false);
    house.own("mfa-service", fresh, old);
    house.published("mfa-service", old, fresh);
    house.deliver("mfa-service");
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> decoder.securityEvent(proved("mfa-service", TYPE)));

    house.deliver(READER);
    keys.readAgain();

    assertThat(decoder.securityEvent(proved("mfa-service", TYPE))).isPresent();
    assertThat(metrics.get("portcullis.event.keys.current").gauge().value()).isEqualTo(1);
  }

  @Test
  void givenFilesThatDoNotFit_thenTheOldKeysStay_andAGaugeSaysSo() {
    house.own(READER, EventKeyFiles.newKey("e2"));
    house.deliver(READER);
    keys.readAgain();

    assertThat(metrics.get("portcullis.event.keys.current").gauge().value()).isZero();
    assertThat(decoder(false).securityEvent(proved("mfa-service", TYPE))).isPresent();
  }

  private EventDecoder decoder(boolean tolerant) {
    return new EventDecoder(new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule()), null, keys,
        () -> tolerant, metrics, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private ConsumerRecord<String, byte[]> proved(String writer, String type) {
    var record = record(writer, type);
    house.proofs(writer).add(record.headers(), record.topic(), record.key(), record.value());
    return record;
  }

  private static ConsumerRecord<String, byte[]> record(String writer, String type) {
    var headers = new RecordHeaders();
    Map.of("ce_id", ID, "ce_source", "/portcullis/" + writer, "ce_type", type, "ce_time", NOW.toString())
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    byte[] body = "{\"id\":\"%1$s\",\"subject\":\"%1$s\",\"time\":\"%2$s\",\"left\":3}".formatted(ID, NOW)
        .getBytes(StandardCharsets.UTF_8);
    return new ConsumerRecord<>(SecurityEvent.TOPIC, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, ID, body, headers, Optional.empty());
  }
}
