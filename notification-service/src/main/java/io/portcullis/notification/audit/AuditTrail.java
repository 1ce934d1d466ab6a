package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The chains and their heads.
@ApplicationScoped
class AuditTrail {

  private final Postgres postgres;
  private final KeyedDigest digest;

  AuditTrail(Postgres postgres, KeyRing ring) {
    this.postgres = postgres;
    digest = ring.digestFor("audit-trail");
  }

  KeyedDigest digest() {
    return digest;
  }

  private static final String LOCK_HEAD = "select chain, seq, hash from audit_head where chain = $1 for update";
  private static final String APPEND = """
      with entry as (
        insert into audit_event (chain, seq, event_id, account_id, type, time, content, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning chain, seq, hash)
      update audit_head set seq = entry.seq, hash = entry.hash from entry where audit_head.chain = entry.chain""";

  /// Adds `event` to its account's chain. The head stays locked until `tx` ends, so a chain has one writer at a time.
  ///
  /// @param content the event as it came, JSON
  Uni<Void> append(SqlConnection tx, SecurityEvent event, String content) {
    int chain = AuditEntry.chainOf(event.subject());
    return tx.preparedQuery(LOCK_HEAD).execute(Tuple.of(chain)).map(rows -> head(rows.iterator().next()))
        .chain(head -> {
          var entry = new AuditEntry(chain, head.seq() + 1, event.id(), event.subject(), event.type(),
              event.time().truncatedTo(ChronoUnit.MICROS), content);
          return tx.preparedQuery(APPEND).execute(Tuple.from(List.of(chain, entry.seq(), event.id().value(),
              event.subject().value(), entry.type(), entry.time().atOffset(ZoneOffset.UTC), content,
              Buffer.buffer(entry.hash(digest, head.hash())))));
        })
        .replaceWithVoid();
  }

  private static final String HEADS = "select chain, seq, hash from audit_head order by chain";

  Uni<List<Head>> heads() {
    return postgres.pool().query(HEADS).execute().map(rows -> rows.stream().map(AuditTrail::head).toList());
  }

  private static final String READ = """
      select chain, seq, event_id, account_id, type, time, content, hash from audit_event
      where chain = $1 and seq > $2 order by seq limit $3""";

  /// The next rows of a chain, in order.
  Uni<List<Link>> after(int chain, long seq, int limit) {
    return postgres.pool().preparedQuery(READ).execute(Tuple.of(chain, seq, limit))
        .map(rows -> rows.stream().map(AuditTrail::link).toList());
  }

  /// The end of a chain; before its first row, sequence number 0 and no hash.
  record Head(int chain, long seq, byte[] hash) {}

  record Link(AuditEntry entry, byte[] hash) {}

  private static Head head(Row row) {
    return new Head(row.getInteger("chain"), row.getLong("seq"), row.getBuffer("hash").getBytes());
  }

  private static Link link(Row row) {
    Instant time = row.getOffsetDateTime("time").toInstant();
    return new Link(new AuditEntry(row.getInteger("chain"), row.getLong("seq"), new EventId(row.getUUID("event_id")),
        new AccountId(row.getUUID("account_id")), row.getString("type"), time, row.getString("content")),
        row.getBuffer("hash").getBytes());
  }
}
