package io.portcullis.runtime.event;

import static io.portcullis.runtime.verdict.Verdicts.done;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.crypto.MessageBox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/// What a transaction wants to tell the world. A row here reaches Kafka if, and only if, the caller's transaction
/// commits; [OutboxRelay] carries it.
@ApplicationScoped
public class Outbox {

  private static final String APPEND = """
      insert into outbox (id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
      """;

  private final MessageBox messageBox;
  private final ObjectMapper json;
  private final Ids ids;
  private final Clock clock;
  private final Owing owing;

  Outbox(MessageBox messageBox, ObjectMapper json, Ids ids, Clock clock, Owing owing) {
    this.messageBox = messageBox;
    this.json = json;
    this.ids = ids;
    this.clock = clock;
    this.owing = owing;
  }

  /// Adds `events` to the caller's transaction, in this order.
  public Uni<Void> append(SqlConnection tx, SecurityEvent... events) {
    return insert(tx, rows(events));
  }

  /// The rows of `events`, for a transaction of another tool than the SQL client: it inserts them itself, in this order, and
  /// calls [Postgres#published] after its commit.
  public List<OutboxRow> rows(SecurityEvent... events) {
    return Arrays.stream(events).map(event -> row(
        event.id(), SecurityEvent.TOPIC, event.subject().toString(), event.type(), write(event), event.time())).toList();
  }

  /// As above, of a message owed to a person.
  public OutboxRow row(EventId id, UUID key, Message message) {
    return row(id, Message.TOPIC, key.toString(), message.type(), messageBox.seal(message), clock.instant());
  }

  /// Adds a message owed to a person, sealed before it touches the table.
  ///
  /// @param key messages with the same key keep their order: the account, or the registration while there is none
  public Uni<Void> owe(SqlConnection tx, UUID key, Message message) {
    return owe(tx, ids.nextEvent(), key, message);
  }

  /// As above, for one who will ask what became of it.
  ///
  /// @param id by which notification-service tells the delivery's state
  public Uni<Void> owe(SqlConnection tx, EventId id, UUID key, Message message) {
    return insert(tx, List.of(row(id, key, message)));
  }

  /// Sealed as a message is: the topic keeps every account's newest addresses for good.
  public Uni<Void> publish(SqlConnection tx, Contact contact) {
    return insert(tx, List.of(row(
        contact.id(), Contact.TOPIC, contact.account().toString(), Contact.TYPE, messageBox.seal(contact),
        contact.time())));
  }

  public Uni<Void> publish(SqlConnection tx, List<Revocation> revocations) {
    return insert(tx, revocations.stream().map(revocation -> row(revocation.id(), Revocation.TOPIC,
        revocation.session().toString(), Revocation.TYPE, write(revocation), revocation.time())).toList());
  }

  /// Beside the revocations: it voids tokens too.
  public Uni<Void> publish(SqlConnection tx, SettingsLocked lock) {
    return insert(tx, List.of(row(lock.id(), Revocation.TOPIC, lock.account().toString(), SettingsLocked.TYPE, write(lock),
        lock.time())));
  }

  private Uni<Void> insert(SqlConnection tx, List<OutboxRow> rows) {
    if (rows.isEmpty()) {
      return done();
    }
    owing.note(tx);
    return tx.preparedQuery(APPEND).execute(Tuple.from(List.of(
        column(rows, row -> row.id().value(), UUID[]::new),
        column(rows, OutboxRow::topic, String[]::new),
        column(rows, OutboxRow::key, String[]::new),
        column(rows, OutboxRow::type, String[]::new),
        column(rows, OutboxRow::payload, String[]::new),
        column(rows, row -> Rows.utc(row.time()), OffsetDateTime[]::new),
        column(rows, OutboxRow::trace, String[]::new)))).replaceWithVoid();
  }

  private static <T> T[] column(
      List<OutboxRow> rows, Function<OutboxRow, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an event has no JSON form", unwritable);
    }
  }

  // W3C trace context; empty while tracing is off.
  private static String currentTrace() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : "";
  }

  private static OutboxRow row(EventId id, String topic, String key, String type, String payload, Instant time) {
    return new OutboxRow(id, topic, key, type, payload, time, currentTrace());
  }
}
