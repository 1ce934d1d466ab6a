package io.portcullis.runtime.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.crypto.MessageBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Reads what [Outbox] wrote. A type from the future is empty and counted, because publishers are updated before
/// readers; a malformed record of a known type is a [MalformedEvent], which belongs on the dead-letter topic.
@ApplicationScoped
public class EventDecoder {

  private final ObjectMapper json;
  private final MessageBox messageBox;
  private final MeterRegistry metrics;

  EventDecoder(ObjectMapper json, MessageBox messageBox, MeterRegistry metrics) {
    // Requests refuse unknown fields, events must not: a newer publisher may add one.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.messageBox = messageBox;
    this.metrics = metrics;
  }

  public Optional<SecurityEvent> securityEvent(ConsumerRecord<?, byte[]> record) {
    String type = header(record, "ce_type");
    Optional<Class<? extends SecurityEvent>> known = SecurityEventType.of(type);
    if (known.isEmpty()) {
      metrics.counter("portcullis.events.unknown", "topic", record.topic()).increment();
    }
    return known.map(kind -> {
      SecurityEvent event = read(record, kind);
      if (event.id() == null || event.subject() == null || event.time() == null) {
        throw new MalformedEvent("a required field is missing");
      }
      return event;
    });
  }

  /// The message and the id to remember it by.
  public Optional<OwedMessage> message(ConsumerRecord<?, byte[]> record) {
    String type = header(record, "ce_type");
    EventId id = EventId.parse(header(record, "ce_id")).orElseThrow(() -> new MalformedEvent("ce_id is no event id"));
    Optional<Class<? extends Message>> known = Message.ofType(type);
    if (known.isEmpty()) {
      metrics.counter("portcullis.events.unknown", "topic", record.topic()).increment();
    }
    return known.map(kind -> {
      try {
        return new OwedMessage(id, messageBox.open(new String(body(record), StandardCharsets.US_ASCII), kind));
      } catch (SealBroken unreadable) {
        throw new MalformedEvent("the seal of a message is broken");
      }
    });
  }

  public Contact contact(ConsumerRecord<?, byte[]> record) {
    return read(record, Contact.class);
  }

  public Revocation revocation(ConsumerRecord<?, byte[]> record) {
    return read(record, Revocation.class);
  }

  private <T> T read(ConsumerRecord<?, byte[]> record, Class<T> kind) {
    try {
      T body = json.readValue(body(record), kind);
      if (body == null) {
        throw new MalformedEvent("the body is null");
      }
      return body;
    } catch (IOException notThisKind) {
      // Not passed on as the cause: its message quotes the body.
      throw new MalformedEvent("the body is no " + kind.getSimpleName());
    }
  }

  private static byte[] body(ConsumerRecord<?, byte[]> record) {
    if (record.value() == null) {
      throw new MalformedEvent("the body is missing");
    }
    return record.value();
  }

  private static String header(ConsumerRecord<?, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new MalformedEvent(name + " is missing");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  public record OwedMessage(EventId id, Message message) {}

  /// Nothing will make this record readable: dead-letter it and go on.
  public static final class MalformedEvent extends RuntimeException {
    MalformedEvent(String what) {
      super(what);
    }
  }
}
