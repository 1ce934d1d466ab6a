package io.portcullis.notification.intake;

import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/// What is put aside of a record: as much as fits, whatever was sent. All of it together stays below the 64 KiB that the
/// topic takes, also when each letter becomes three bytes.
final class DeadLetter {

  static final String PREFIX = "dead-letter-";
  static final int LARGEST_VALUE = 32 * 1024;
  static final int LONGEST_KEY = 256;
  static final int MOST_HEADERS = 24;
  static final int LONGEST_NAME = 64;
  /// A proof has some 100 bytes.
  static final int LARGEST_HEADER = 512;

  private DeadLetter() {}

  static Message<byte[]> of(String consumer, ConsumerRecord<String, byte[]> record, Throwable why) {
    var leftBehind = new TreeSet<String>();
    Headers headers = new RecordHeaders();
    for (Header header : record.headers()) {
      boolean isSmall = header.key().length() <= LONGEST_NAME && (header.value() == null || header.value().length <= LARGEST_HEADER);
      // Names of ours are no proof of us: a forged record may bear them.
      if (headers.toArray().length < MOST_HEADERS && isSmall && !header.key().startsWith(PREFIX)) {
        headers.add(header);
      } else {
        leftBehind.add("headers");
      }
    }
    String key = record.key();
    if (key != null && key.length() > LONGEST_KEY) {
      key = key.substring(0, LONGEST_KEY);
      leftBehind.add("key");
    }
    byte[] value = record.value() == null ? new byte[0] : record.value();
    if (value.length > LARGEST_VALUE) {
      value = new byte[0];
      leftBehind.add("value");
    }
    add(headers, "consumer", consumer);
    add(headers, "reason", reason(why));
    add(headers, "topic", record.topic());
    add(headers, "partition", Integer.toString(record.partition()));
    add(headers, "offset", Long.toString(record.offset()));
    if (record.value() == null) {
      add(headers, "value", "none");
    }
    if (!leftBehind.isEmpty()) {
      add(headers, "left-behind", String.join(", ", leftBehind));
    }
    return Message.of(value, Metadata.of(OutgoingKafkaRecordMetadata.<String>builder().withKey(key).withHeaders(headers).build()));
  }

  static String reason(Throwable why) {
    return why instanceof MalformedEvent malformed ? malformed.getMessage() : why.getClass().getSimpleName();
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
