package io.portcullis.runtime.event;

import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// A record of a topic as one text, to travel another way than by Kafka. Its proofs travel along ([RecordProofs]), so a person who writes
/// to that way can tell a reader no more than at the topic.
public final class CarriedRecord {

  private static final String KEY = "key";
  private static final String VALUE = "value";
  private static final String HEADERS = "headers";

  private CarriedRecord() {}

  public static String write(ProducerRecord<String, byte[]> record) {
    var headers = new JsonObject();
    record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return new JsonObject().put(KEY, record.key()).put(VALUE, text(record.value())).put(HEADERS, headers).encode();
  }

  /// @throws MalformedEvent when it is no such text
  public static ConsumerRecord<String, byte[]> read(String topic, String text) {
    try {
      var carried = new JsonObject(text);
      var headers = new RecordHeaders();
      carried.getJsonObject(HEADERS).forEach(header -> headers.add(header.getKey(), bytes((String) header.getValue())));
      byte[] value = bytes(carried.getString(VALUE));
      return new ConsumerRecord<>(topic, 0, 0, ConsumerRecord.NO_TIMESTAMP, TimestampType.NO_TIMESTAMP_TYPE,
          ConsumerRecord.NULL_SIZE, value.length, carried.getString(KEY), value, headers, Optional.empty());
    } catch (DecodeException | ClassCastException | NullPointerException otherForm) {
      throw new MalformedEvent("no record that was carried");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
