package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portcullis.contracts.Revocation;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A-25 on the way beside Kafka.
class CarriedRecordTest {

  @TempDir Path folder;

  @Test
  void givenACarriedRecord_thenItsProofHoldsForItsReader_andForNothingElse() {
    var house = new EventKeyFiles(folder);
    var record = new ProducerRecord<>(Revocation.TOPIC, "key", "{\"left\":\"ü\"}".getBytes(StandardCharsets.UTF_8));
    Map.of("ce_id", "1", "ce_source", "/portcullis/session-service", "ce_type", Revocation.TYPE, "ce_time", "2026-11-30T12:00:00Z")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    house.proofs("session-service").add(record.headers(), record.topic(), record.key(), record.value());
    String carried = CarriedRecord.write(record);

    var read = CarriedRecord.read(Revocation.TOPIC, carried);
    assertThat(read.value()).isEqualTo(record.value());
    assertThat(house.proofs("mfa-service").writer(read)).isEqualTo("session-service");
    assertThatExceptionOfType(ForgedEvent.class)
        .isThrownBy(() -> house.proofs("mfa-service").writer(CarriedRecord.read(Revocation.TOPIC, carried.replace("left", "lost"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"key\":\"k\",\"value\":\"v\",\"headers\":[]}",
      "{\"key\":\"k\",\"value\":\"v\",\"headers\":{\"ce_id\":1}}", "{\"key\":\"k\",\"headers\":{}}"})
  void a26PoisonPill_givenAnyOtherText_thenItIsMalformed(String text) {
    assertThatExceptionOfType(MalformedEvent.class).isThrownBy(() -> CarriedRecord.read(Revocation.TOPIC, text));
  }
}
