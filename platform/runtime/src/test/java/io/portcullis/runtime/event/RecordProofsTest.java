package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portcullis.contracts.Contact;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// whoever can write to Kafka is not the house.
class RecordProofsTest {

  private static final String READER = "notification-service";
  private static final byte[] VALUE = "{\"left\":3}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private EventKeyFiles house;

  @BeforeEach
  void build() {
    house = new EventKeyFiles(folder);
  }

  @Test
  void givenARecordOfOneService_thenEachReaderOfItsTopicKnowsWhoWroteIt() {
    for (String topic : List.of(SecurityEvent.TOPIC, Message.TOPIC, Contact.TOPIC)) {
      assertThat(house.proofs(READER).writer(written("mfa-service", topic))).isEqualTo("mfa-service");
    }
    var revocation = written("session-service", Revocation.TOPIC);
    for (String reader : EventKeyFiles.SERVICES) {
      assertThat(house.proofs(reader).writer(revocation)).isEqualTo("session-service");
    }
  }

  @Test
  void a25_forgery_givenAnyByteOfAnyCoveredPartChanged_thenItIsRefused() {
    var good = written("auth-service", SecurityEvent.TOPIC);
    RecordProofs reader = house.proofs(READER);
    int tried = 0;
    for (String name : List.of("ce_id", "ce_source", "ce_type", "ce_time", RecordProofs.HEADER + READER)) {
      byte[] value = good.headers().lastHeader(name).value();
      for (int at = 0; at < value.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          Headers headers = copy(good);
          headers.remove(name).add(name, flipped(value, at, bit));
          // The last letter of base64 has two bits that say nothing: the MAC is the same.
          boolean same = name.startsWith(RecordProofs.HEADER) && at == value.length - 1 && bit < 2;
          if (!same) {
            refused(reader, record(good.topic(), good.key(), headers, good.value()));
            tried++;
          }
        }
      }
    }
    for (int at = 0; at < good.value().length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        refused(reader, record(good.topic(), good.key(), copy(good), flipped(good.value(), at, bit)));
      }
    }
    assertThat(tried).isGreaterThan(1000);
    assertThat(reader.writer(record(good.topic(), good.key(), copy(good), good.value()))).isEqualTo("auth-service");
  }

  @Test
  void a25_forgery_givenAnotherTopicOrKeyOrACutValue_thenItIsRefused() {
    var good = written("auth-service", SecurityEvent.TOPIC);
    RecordProofs reader = house.proofs(READER);
    refused(reader, record(Message.TOPIC, good.key(), copy(good), good.value()));
    refused(reader, record(good.topic(), "another-account", copy(good), good.value()));
    refused(reader, record(good.topic(), good.key() + "{", copy(good), VALUE));
    refused(reader, record(good.topic(), null, copy(good), good.value()));
    refused(reader, record(good.topic(), good.key(), copy(good), null));
    refused(reader, record(good.topic(), good.key(), copy(good), new byte[0]));
  }

  @Test
  void a25_forgery_givenBytesMovedFromOnePartToItsNeighbour_thenItIsRefused() {
    var good = written("auth-service", SecurityEvent.TOPIC);
    for (var pair : List.of(List.of("ce_id", "ce_source"), List.of("ce_source", "ce_type"), List.of("ce_type", "ce_time"))) {
      Headers headers = copy(good);
      String first = text(headers, pair.getFirst());
      String second = text(headers, pair.getLast());
      set(headers, pair.getFirst(), first + second.charAt(0));
      set(headers, pair.getLast(), second.substring(1));
      refused(house.proofs(READER), record(good.topic(), good.key(), headers, good.value()));
    }
  }

  @Test
  void a25_forgery_givenAHeaderTwiceOrNone_thenItIsRefused() {
    var good = written("auth-service", SecurityEvent.TOPIC);
    for (String name : List.of("ce_id", "ce_source", "ce_type", "ce_time", RecordProofs.HEADER + READER)) {
      Headers twice = copy(good);
      twice.add(name, twice.lastHeader(name).value());
      refused(house.proofs(READER), record(good.topic(), good.key(), twice, good.value()));
      Headers none = copy(good);
      none.remove(name);
      refused(house.proofs(READER), record(good.topic(), good.key(), none, good.value()));
      Headers empty = copy(good);
      empty.remove(name).add(name, null);
      refused(house.proofs(READER), record(good.topic(), good.key(), empty, good.value()));
    }
  }

  @Test
  void a25_forgery_givenAReaderOfEveryTopic_thenItCanDeceiveItselfAlone() {
    // What notification-service writes with all the keys it has, in the name of session-service.
    var forged = written(READER, Revocation.TOPIC);
    set(forged.headers(), "ce_source", "/portcullis/session-service");
    for (String reader : EventKeyFiles.SERVICES) {
      refused(house.proofs(reader), forged);
    }
    // Nor does a proof that it was shown serve anywhere else.
    var genuine = written("session-service", Revocation.TOPIC);
    Headers headers = copy(genuine);
    String shown = text(headers, RecordProofs.HEADER + READER);
    set(headers, RecordProofs.HEADER + "session-service", shown);
    set(headers, RecordProofs.HEADER + "auth-service", shown);
    var turned = record(genuine.topic(), genuine.key(), headers, genuine.value());
    refused(house.proofs("session-service"), turned);
    refused(house.proofs("auth-service"), turned);
  }

  @Test
  void a25_forgery_givenAServiceThatTheHouseDoesNotKnow_thenItIsRefused() {
    var stranger = new EventKeyFiles(folder.resolve("elsewhere"));
    var record = record(SecurityEvent.TOPIC, "account", cloudEvent("auth-service"), VALUE);
    stranger.proofs("auth-service").add(record.headers(), record.topic(), record.key(), VALUE);
    refused(house.proofs(READER), record);
    for (String source : List.of("/portcullis/", "/portcullis/gateway", "auth-service", "", "/portcullis/auth-service/")) {
      Headers headers = copy(written("auth-service", SecurityEvent.TOPIC));
      set(headers, "ce_source", source);
      refused(house.proofs(READER), record(SecurityEvent.TOPIC, "account", headers, VALUE));
    }
  }

  @Test
  void a25_forgery_givenAProofOfAnyOtherForm_thenItIsRefused() {
    for (String proof : List.of("", ".", "..", "e1.e1", "e1.e1.", "e1.e1.AAAA", "e1.e1.%%%", "e2.e1." + "A".repeat(43),
        "e1.e2." + "A".repeat(43), "e1.e1." + "A".repeat(43), "e1.e1." + "A".repeat(43) + ".x", "\u0000", "ä.ö.ü")) {
      Headers headers = copy(written("auth-service", SecurityEvent.TOPIC));
      set(headers, RecordProofs.HEADER + READER, proof);
      refused(house.proofs(READER), record(SecurityEvent.TOPIC, "account", headers, VALUE));
    }
  }

  /// Step by step as docs/operations.md has it; at each step every record that anybody has written so far is read.
  @Test
  void givenTheKeyOfAServiceIsReplaced_thenNoRecordIsLostAtAnyStep() {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    for (String rotated : List.of("session-service", READER)) {
      JsonWebKey old = house.key(rotated);
      JsonWebKey fresh = EventKeyFiles.newKey("e2-" + rotated);
      // 1. Everybody learns of it; its owner reads with it, but does not write with it yet.
      house.own(rotated, old, fresh);
      house.published(rotated, old, fresh);
      deliverOneByOne(records);
      // 2. It comes first.
      house.own(rotated, fresh, old);
      house.published(rotated, fresh, old);
      deliverOneByOne(records);
    }
    // 3. The old ones go once nothing written with them is unread.
    var last = List.copyOf(records.subList(records.size() - 2 * EventKeyFiles.SERVICES.size(), records.size()));
    for (String rotated : List.of("session-service", READER)) {
      house.own(rotated, house.key(rotated));
      house.published(rotated, house.key(rotated));
    }
    EventKeyFiles.SERVICES.forEach(house::deliver);
    readByEveryReader(last.subList(last.size() - 2, last.size()));
    refused(house.proofs(READER), records.getFirst());
  }

  @Test
  void givenTheTwoDirectionsOfAPair_thenEachHasItsOwnSecret() {
    JsonWebKey key = house.key("auth-service");
    JsonWebKey theirs = house.key(READER);
    PairKeys keys = PairKeys.parse("auth-service", "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "]}",
        "{\"auth-service\":{\"keys\":[" + key.toJson() + "]},\"" + READER + "\":{\"keys\":[" + theirs.toJson() + "]}}");
    assertThat(keys.secret(new PairKeys.Pair("auth-service", "e1", READER, "e1"))).isPresent()
        .isNotEqualTo(keys.secret(new PairKeys.Pair(READER, "e1", "auth-service", "e1")));
  }

  @Test
  void givenAWriterWhosePublicKeyNobodyHas_thenItDoesNotStart() {
    house.own("auth-service", EventKeyFiles.newKey("e9"));
    house.deliver("auth-service");
    assertThatIllegalStateException().isThrownBy(() -> house.proofs("auth-service")).withMessageContaining("lacks the public half");
    // The same id over another key, too.
    house.own("auth-service", EventKeyFiles.newKey("e1"));
    house.deliver("auth-service");
    assertThatIllegalStateException().isThrownBy(() -> house.proofs("auth-service"));
  }

  @Test
  void givenKeysThatAreNone_thenItDoesNotStart() {
    JsonWebKey key = house.key("auth-service");
    String own = "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE) + "]}";
    String all = "{\"auth-service\":{\"keys\":[" + key.toJson() + "]}}";
    assertThat(PairKeys.parse("auth-service", own, all).names()).containsExactly("auth-service");
    var bad = Map.of(
        "{\"keys\":[]}", all,
        "{}", all,
        "nonsense", all,
        "{\"keys\":[" + key.toJson() + "]}", all,
        own.replace("\"e1\"", "\"e.1\""), all.replace("\"e1\"", "\"e.1\""));
    bad.forEach((mine, everybody) -> assertThatIllegalStateException().as(mine).isThrownBy(() ->
        PairKeys.parse("auth-service", mine, everybody)));
    for (String everybody : List.of("", "[]", "{}", "{\"auth-service\":{}}", "{\"auth-service\":{\"keys\":[{\"kty\":\"oct\",\"kid\":\"e1\",\"k\":\"AAAA\"}]}}")) {
      assertThatIllegalStateException().as(everybody).isThrownBy(() -> PairKeys.parse("auth-service", own, everybody));
    }
  }

  private void deliverOneByOne(List<ConsumerRecord<String, byte[]>> records) {
    for (String service : EventKeyFiles.SERVICES) {
      house.deliver(service);
      records.add(written("session-service", Revocation.TOPIC));
      records.add(written("session-service", SecurityEvent.TOPIC));
      readByEveryReader(records);
    }
  }

  private void readByEveryReader(List<ConsumerRecord<String, byte[]>> records) {
    for (String name : EventKeyFiles.SERVICES) {
      RecordProofs reader = house.proofs(name);
      records.stream().filter(record -> record.topic().equals(Revocation.TOPIC) || name.equals(READER))
          .forEach(record -> assertThat(reader.writer(record)).isEqualTo("session-service"));
    }
  }

  private ConsumerRecord<String, byte[]> written(String writer, String topic) {
    var record = record(topic, "account", cloudEvent(writer), VALUE);
    house.proofs(writer).add(record.headers(), topic, record.key(), VALUE);
    return record;
  }

  private static Headers cloudEvent(String writer) {
    var headers = new RecordHeaders();
    set(headers, "ce_id", "01890a5d-ac96-774b-bcce-b302099a8057");
    set(headers, "ce_source", "/portcullis/" + writer);
    set(headers, "ce_type", "io.portcullis.mfa.recovery-code-used.v1");
    set(headers, "ce_time", "2026-11-22T18:00:00Z");
    return headers;
  }

  private static ConsumerRecord<String, byte[]> record(String topic, String key, Headers headers, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
  }

  private static void refused(RecordProofs reader, ConsumerRecord<String, byte[]> record) {
    assertThatExceptionOfType(ForgedEvent.class).isThrownBy(() -> reader.writer(record));
  }

  private static Headers copy(ConsumerRecord<String, byte[]> record) {
    return new RecordHeaders(record.headers());
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) (1 << bit);
    return changed;
  }
}
