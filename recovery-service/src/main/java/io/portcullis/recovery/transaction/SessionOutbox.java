package io.portcullis.recovery.transaction;

import io.portcullis.contracts.Message;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.OutboxRow;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// The door of [Outbox] for a session of Hibernate Reactive: a row reaches Kafka if, and only if, the session's transaction
/// commits.
@ApplicationScoped
public class SessionOutbox {

  /// In Hibernate's spelling of parameters, in the order of the row's components.
  private static final String INSERT = """
      insert into outbox (id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7)""";

  private final Outbox outbox;
  private final Ids ids;

  SessionOutbox(Outbox outbox, Ids ids) {
    this.outbox = outbox;
    this.ids = ids;
  }

  /// Adds `events` to the session's transaction, in this order.
  public Uni<Void> append(Mutiny.Session tx, List<? extends SecurityEvent> events) {
    return insert(tx, outbox.rows(events.toArray(SecurityEvent[]::new)));
  }

  public Uni<Void> append(Mutiny.Session tx, SecurityEvent event) {
    return append(tx, List.of(event));
  }

  /// Adds a message owed to a person, sealed before it touches the table.
  ///
  /// @param key messages with the same key keep their order
  public Uni<Void> owe(Mutiny.Session tx, UUID key, Message message) {
    return insert(tx, List.of(outbox.row(ids.nextEvent(), key, message)));
  }

  // One after the other: a session is no place for two statements at once.
  private static Uni<Void> insert(Mutiny.Session tx, List<OutboxRow> rows) {
    Uni<Void> inserted = Verdicts.done();
    for (OutboxRow row : rows) {
      inserted = inserted.chain(() -> tx.createNativeQuery(INSERT)
          .setParameter(1, row.id().value()).setParameter(2, row.topic()).setParameter(3, row.key()).setParameter(4, row.type())
          .setParameter(5, row.payload()).setParameter(6, row.time()).setParameter(7, row.trace())
          .executeUpdate().replaceWithVoid());
    }
    return inserted;
  }
}
