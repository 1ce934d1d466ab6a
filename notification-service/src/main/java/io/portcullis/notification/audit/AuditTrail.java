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
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

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

  // In the order of the chains, so that two writers never wait for each other in a circle.
  private static final String LOCK_HEADS =
      "select chain, seq, hash from audit_head where chain = any($1) order by chain for update";
  private static final String APPEND = """
      insert into audit_event (chain, seq, event_id, account_id, type, time, content, hash)
      select * from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[],
                           $7::text[], $8::bytea[])""";
  private static final String MOVE_HEADS = """
      update audit_head set seq = moved.seq, hash = moved.hash
      from unnest($1::smallint[], $2::bigint[], $3::bytea[]) as moved (chain, seq, hash)
      where audit_head.chain = moved.chain""";

  /// Adds `occurrences` to their accounts' chains, in this order. The heads stay locked until `tx` ends, so a chain has
  /// one writer at a time.
  Uni<Void> append(SqlConnection tx, List<Occurrence> occurrences) {
    Short[] chains = occurrences.stream().map(occurrence -> (short) AuditEntry.chainOf(occurrence.event().subject()))
        .distinct().toArray(Short[]::new);
    return tx.preparedQuery(LOCK_HEADS).execute(Tuple.of(chains))
        .chain(rows -> {
          Map<Integer, Head> heads = new TreeMap<>();
          rows.forEach(row -> heads.put(row.getInteger("chain"), head(row)));
          List<Link> links = occurrences.stream().map(occurrence -> link(occurrence, heads)).toList();
          return insert(tx, links).chain(() -> moveHeads(tx, List.copyOf(heads.values())));
        });
  }

  private Link link(Occurrence occurrence, Map<Integer, Head> heads) {
    SecurityEvent event = occurrence.event();
    Head head = heads.get(AuditEntry.chainOf(event.subject()));
    var entry = new AuditEntry(head.chain(), head.seq() + 1, event.id(), event.subject(), event.type(),
        event.time().truncatedTo(ChronoUnit.MICROS), occurrence.content());
    byte[] hash = entry.hash(digest, head.hash());
    heads.put(head.chain(), new Head(head.chain(), entry.seq(), hash));
    return new Link(entry, hash);
  }

  private static Uni<Void> insert(SqlConnection tx, List<Link> links) {
    return tx.preparedQuery(APPEND).execute(Tuple.from(List.of(
        column(links, link -> (short) link.entry().chain(), Short[]::new),
        column(links, link -> link.entry().seq(), Long[]::new),
        column(links, link -> link.entry().event().value(), UUID[]::new),
        column(links, link -> link.entry().account().value(), UUID[]::new),
        column(links, link -> link.entry().type(), String[]::new),
        column(links, link -> link.entry().time().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(links, link -> link.entry().content(), String[]::new),
        column(links, link -> Buffer.buffer(link.hash()), Buffer[]::new)))).replaceWithVoid();
  }

  private static Uni<Void> moveHeads(SqlConnection tx, List<Head> heads) {
    return tx.preparedQuery(MOVE_HEADS).execute(Tuple.of(
        column(heads, head -> (short) head.chain(), Short[]::new),
        column(heads, Head::seq, Long[]::new),
        column(heads, head -> Buffer.buffer(head.hash()), Buffer[]::new))).replaceWithVoid();
  }

  private static <T, C> C[] column(List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
    return rows.stream().map(value).toArray(array);
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

  /// @param content the event as it came, JSON
  record Occurrence(SecurityEvent event, String content) {}

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
