package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Postgres.Ending;
import io.portcullis.transparency.EntryContent;
import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.EntryContent.Erased;
import io.portcullis.transparency.Erasure;
import io.portcullis.transparency.TreeHash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// The chains and their heads.
@ApplicationScoped
class AuditTrail {

  private final Postgres postgres;
  private final KeyedDigest digest;
  private final SecureRandom random;

  AuditTrail(Postgres postgres, KeyRing ring, SecureRandom random) {
    this.postgres = postgres;
    this.random = random;
    digest = ring.digestFor("audit-trail");
  }

  KeyedDigest digest() {
    return digest;
  }

  // In the order of the chains, so that two writers never wait for each other in a circle.
  private static final String LOCK_HEADS =
      "select chain, seq, hash from audit_head where chain = any($1) order by chain for update";
  // Each by the index of the activity list.
  private static final String KNOWN = """
      select o.event_id from unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) as o (account_id, time, event_id)
      cross join lateral (select from audit_event e
        where e.account_id = o.account_id and e.time = o.time and e.event_id = o.event_id limit 1) as there""";
  private static final String APPEND = """
      with moved as (
        update audit_head set seq = head.seq, hash = head.hash
        from unnest($10::smallint[], $11::bigint[], $12::bytea[]) as head (chain, seq, hash)
        where audit_head.chain = head.chain)
      insert into audit_event (chain, seq, event_id, account_id, type, time, content, content_salt, hash)
      select * from unnest($1::smallint[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[],
                           $7::text[], $8::bytea[], $9::bytea[])""";

  /// Adds `occurrences` to their accounts' chains, in this order and each event once: one that stands there already was
  /// delivered again. The heads stay locked until the end, so a chain has one writer at a time. Each sees what the writer
  /// before has added.
  Uni<Void> append(List<Occurrence> occurrences) {
    return postgres.withTransaction(tx -> look(tx, occurrences), (tx, found) -> {
      var known = new HashSet<>(found.known());
      List<Added> links = occurrences.stream().filter(occurrence -> known.add(occurrence.id()))
          .map(occurrence -> link(occurrence, found.heads())).toList();
      return (links.isEmpty() ? Uni.createFrom().voidItem() : insert(tx, links, List.copyOf(found.heads().values())))
          .map(done -> new Ending<>(done, List.of()));
    });
  }

  /// @param known those of the events that stand in the trail
  private record Found(Map<Integer, Head> heads, Set<EventId> known) {}

  // Sent together. The second statement begins, and takes its snapshot, when the first one has got the locks.
  private static Uni<Found> look(SqlConnection tx, List<Occurrence> occurrences) {
    Short[] chains = occurrences.stream().map(occurrence -> (short) AuditEntry.chainOf(occurrence.subject()))
        .distinct().toArray(Short[]::new);
    return Uni.combine().all().unis(
        tx.preparedQuery(LOCK_HEADS).execute(Tuple.of(chains)),
        tx.preparedQuery(KNOWN).execute(Tuple.of(
            column(occurrences, occurrence -> occurrence.subject().value(), UUID[]::new),
            column(occurrences, occurrence -> kept(occurrence.time()).atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
            column(occurrences, occurrence -> occurrence.id().value(), UUID[]::new)))).with((heads, known) -> new Found(
                heads.stream().map(AuditTrail::head).collect(Collectors.toMap(Head::chain, head -> head)),
                known.stream().map(row -> new EventId(row.getUUID("event_id"))).collect(Collectors.toSet())));
  }

  // To the microsecond, as PostgreSQL does.
  private static Instant kept(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private Added link(Occurrence occurrence, Map<Integer, Head> heads) {
    Head head = heads.get(AuditEntry.chainOf(occurrence.subject()));
    byte[] salt = new byte[Committed.SALT_BYTES];
    random.nextBytes(salt);
    var content = new Committed(salt, occurrence.content());
    var entry = new AuditEntry(head.chain(), head.seq() + 1, occurrence.id(), occurrence.subject(), occurrence.type(),
        kept(occurrence.time()), content);
    byte[] hash = entry.hash(digest, head.hash());
    heads.put(head.chain(), new Head(head.chain(), entry.seq(), hash));
    return new Added(entry, content, hash);
  }

  /// @param content of the entry
  private record Added(AuditEntry entry, Committed content, byte[] hash) {}

  private static Uni<Void> insert(SqlConnection tx, List<Added> links, List<Head> heads) {
    return tx.preparedQuery(APPEND).execute(Tuple.from(List.of(
        column(links, link -> (short) link.entry().chain(), Short[]::new),
        column(links, link -> link.entry().seq(), Long[]::new),
        column(links, link -> link.entry().event().value(), UUID[]::new),
        column(links, link -> link.entry().account().value(), UUID[]::new),
        column(links, link -> link.entry().type(), String[]::new),
        column(links, link -> link.entry().time().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new),
        column(links, link -> link.content().text(), String[]::new),
        column(links, link -> Buffer.buffer(link.content().salt()), Buffer[]::new),
        column(links, link -> Buffer.buffer(link.hash()), Buffer[]::new),
        column(heads, head -> (short) head.chain(), Short[]::new),
        column(heads, Head::seq, Long[]::new),
        column(heads, head -> Buffer.buffer(head.hash()), Buffer[]::new)))).replaceWithVoid();
  }

  private static <T, C> C[] column(List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  private static final String HEADS = "select chain, seq, hash from audit_head order by chain";

  Uni<List<Head>> heads() {
    return postgres.pool().query(HEADS).execute().map(rows -> rows.stream().map(AuditTrail::head).toList());
  }

  private static final String READ = """
      select chain, seq, event_id, account_id, type, time, content, content_salt, commitment, hash from audit_event
      where chain = $1 and seq > $2 order by seq limit $3""";

  /// The next rows of a chain, in order.
  Uni<List<Link>> after(int chain, long seq, int limit) {
    return postgres.pool().preparedQuery(READ).execute(Tuple.of(chain, seq, limit))
        .map(rows -> rows.stream().map(AuditTrail::link).toList());
  }

  private static final String CLOSED = """
      select distinct account_id from audit_event
      where account_id = any ($1) and type = '%s' and position('%s' in content) > 0""".formatted(Erasure.CLOSING, Erasure.CLOSED);

  /// Those of the accounts of which the trail says that they were closed.
  Uni<Set<AccountId>> closed(Set<AccountId> accounts) {
    return postgres.pool().preparedQuery(CLOSED).execute(Tuple.of(accounts.stream().map(AccountId::value).toArray(UUID[]::new)))
        .map(rows -> rows.stream().map(row -> new AccountId(row.getUUID(0))).collect(Collectors.toSet()));
  }

  /// What a row says. One that somebody meddled with must not stop its reader: its hash is that of nothing, and gives it away.
  static EntryContent content(Row row) {
    String text = row.getString("content");
    if (text == null) {
      return new Erased(bytes(row, "commitment", TreeHash.BYTES).orElseGet(() -> new byte[TreeHash.BYTES]));
    }
    return bytes(row, "content_salt", Committed.SALT_BYTES).<EntryContent>map(salt -> new Committed(salt, text))
        .orElseGet(() -> new Bare(text));
  }

  private static Optional<byte[]> bytes(Row row, String column, int length) {
    return Optional.ofNullable(row.getBuffer(column)).map(found -> found.getBytes()).filter(bytes -> bytes.length == length);
  }

  /// @param content the event as it came, JSON
  record Occurrence(EventId id, AccountId subject, String type, Instant time, String content) {

    static Occurrence of(SecurityEvent event, String content) {
      return new Occurrence(event.id(), event.subject(), event.type(), event.time(), content);
    }
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
        new AccountId(row.getUUID("account_id")), row.getString("type"), time, content(row)),
        row.getBuffer("hash").getBytes());
  }
}
