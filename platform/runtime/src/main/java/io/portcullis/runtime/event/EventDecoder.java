package io.portcullis.runtime.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Publishers;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.crypto.MessageBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/// Reads what [Outbox] wrote, once its writer has proved itself ([RecordProofs]) and may write such a record
/// ([io.portcullis.contracts.PublishedBy]); what nobody proved is a [ForgedEvent]. A type from the future is empty and counted, because publishers are updated before
/// readers; a malformed record of a known type is a [MalformedEvent], which belongs on the dead-letter topic.
@Startup
@ApplicationScoped
public class EventDecoder {

  private static final Logger LOG = Logger.getLogger(EventDecoder.class);

  /// What a reader passes over, because it knows no such field, is kept in the audit trail all the same.
  private static final int LARGEST_BODY = 16 * 1024;

  private final ObjectMapper json;
  private final MessageBox messageBox;
  private final EventKeys keys;
  private final EventConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;

  EventDecoder(ObjectMapper json, MessageBox messageBox, EventKeys keys, EventConfig config, MeterRegistry metrics,
      Clock clock) {
    // Requests refuse unknown fields, events must not: a newer publisher may add one.
    this.json = json.copyWith(JsonFactory.builder().streamReadConstraints(MessageBox.BOUNDS).build()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.messageBox = messageBox;
    this.keys = keys;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    for (String topic : List.of(SecurityEvent.TOPIC, Message.TOPIC, Contact.TOPIC, Revocation.TOPIC)) {
      metrics.counter("portcullis.events.unknown", "topic", topic);
      metrics.counter("portcullis.events.unsigned", "topic", topic);
    }
    if (config.tolerateUnsigned()) {
      LOG.warn("events: records without a proof of their writer are believed (portcullis.events.tolerate-unsigned)");
    }
  }

  public Optional<SecurityEvent> securityEvent(ConsumerRecord<?, byte[]> record) {
    Optional<String> writer = writer(record);
    String type = header(record, "ce_type");
    Optional<Class<? extends SecurityEvent>> known = SecurityEventType.of(type);
    if (known.isEmpty()) {
      metrics.counter("portcullis.events.unknown", "topic", record.topic()).increment();
    }
    return known.map(kind -> {
      requireRight(writer, kind);
      SecurityEvent event = read(record, kind);
      if (event.id() == null || event.subject() == null || event.time() == null) {
        throw new MalformedEvent("a required field is missing");
      }
      requireRemembered(event.time());
      return event;
    });
  }

  /// For a reader that listens to a few kinds: empty for every other, and for what can't be read or was not proved.
  /// notification-service reads the same records and raises the alarm.
  public Optional<SecurityEvent> heard(ConsumerRecord<?, byte[]> record, Set<Class<? extends SecurityEvent>> kinds) {
    Optional<String> type = Optional.ofNullable(record.headers().lastHeader("ce_type")).map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
    try {
      return type.flatMap(SecurityEventType::of).filter(kinds::contains).isPresent() ? securityEvent(record) : Optional.empty();
    } catch (MalformedEvent passedOver) {
      return Optional.empty();
    }
  }

  /// The message and the id to remember it by.
  public Optional<OwedMessage> message(ConsumerRecord<?, byte[]> record) {
    Optional<String> writer = writer(record);
    String type = header(record, "ce_type");
    EventId id = EventId.parse(header(record, "ce_id")).orElseThrow(() -> new MalformedEvent("ce_id is no event id"));
    Optional<Class<? extends Message>> known = Message.ofType(type);
    if (known.isEmpty()) {
      metrics.counter("portcullis.events.unknown", "topic", record.topic()).increment();
    }
    return known.map(kind -> {
      requireRight(writer, kind);
      Instant time = time(record);
      requireRemembered(time);
      return new OwedMessage(id, time, open(body(record), kind));
    });
  }

  public Contact contact(ConsumerRecord<?, byte[]> record) {
    requireRight(writer(record), Contact.class);
    byte[] body = body(record);
    // Those of earlier releases were not sealed; a compacted topic keeps them until the account's next one.
    return body.length > 0 && body[0] == '{' ? read(record, Contact.class) : open(body, Contact.class);
  }

  public Revocation revocation(ConsumerRecord<?, byte[]> record) {
    requireRight(writer(record), Revocation.class);
    return read(record, Revocation.class);
  }

  /// Empty for another record of the topic.
  public Optional<SettingsLocked> settingsLocked(ConsumerRecord<?, byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    if (type == null || type.value() == null || !SettingsLocked.TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    requireRight(writer(record), SettingsLocked.class);
    SettingsLocked lock = read(record, SettingsLocked.class);
    if (lock.account() == null || lock.time() == null || lock.until() == null) {
      throw new MalformedEvent("a required field is missing");
    }
    return Optional.of(lock);
  }

  // Empty only while unsigned records are tolerated.
  private Optional<String> writer(ConsumerRecord<?, byte[]> record) {
    if (config.tolerateUnsigned() && RecordProofs.isUnsigned(record)) {
      metrics.counter("portcullis.events.unsigned", "topic", record.topic()).increment();
      return Optional.empty();
    }
    return Optional.of(keys.proofs().writer(record));
  }

  private static void requireRight(Optional<String> writer, Class<?> kind) {
    if (writer.isPresent() && !Publishers.of(kind).contains(writer.get())) {
      throw new ForgedEvent("written by a service whose record it is not");
    }
  }

  // A genuine record from before what the inbox remembers may be one that was handled: it can be played again by
  // anybody who kept it.
  private void requireRemembered(Instant time) {
    if (time.isBefore(clock.instant().minus(Inbox.MEMORY))) {
      throw new MalformedEvent("older than the inbox remembers");
    }
  }

  // Without a proof the record's own timestamp, as before there were proofs.
  private Instant time(ConsumerRecord<?, byte[]> record) {
    try {
      return RecordProofs.isUnsigned(record)
          ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(header(record, "ce_time"));
    } catch (DateTimeParseException notATime) {
      throw new MalformedEvent("ce_time is no time");
    }
  }

  private <T> T open(byte[] body, Class<T> kind) {
    try {
      return messageBox.open(new String(body, StandardCharsets.US_ASCII), kind);
    } catch (SealBroken unreadable) {
      throw new MalformedEvent("the seal of a " + (kind == Contact.class ? "contact" : "message") + " is broken");
    }
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
    if (record.value().length > LARGEST_BODY) {
      throw new MalformedEvent("the body is too large");
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

  /// @param time when the writing service committed it
  public record OwedMessage(EventId id, Instant time, Message message) {}

  /// It has not been proved that a service wrote this record that may: dead-letter it, raise the alarm and go on.
  public static final class ForgedEvent extends MalformedEvent {
    ForgedEvent(String what) {
      super("forged: " + what);
    }
  }

  /// Nothing will make this record readable: dead-letter it and go on.
  public static sealed class MalformedEvent extends RuntimeException permits ForgedEvent {
    MalformedEvent(String what) {
      super(what);
    }
  }
}
