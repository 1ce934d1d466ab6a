package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.notification.audit.AuditTrail.Occurrence;
import io.portcullis.notification.audit.MerkleLog.State;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.transparency.ConsistencyProof;
import io.portcullis.transparency.EntryContent;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.EntryContent.Erased;
import io.portcullis.transparency.LogEntry;
import io.portcullis.transparency.SignedNote;
import io.portcullis.transparency.Tile;
import io.portcullis.transparency.Tiles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What auditors read: entries page by page, and the tree's checkpoint, tiles and consistency proofs, which name nobody.
@ApplicationScoped
class ReadLog {

  /// Nobody's account: readings of the log concern all.
  static final AccountId EVERYBODY = new AccountId(new UUID(0, 0));
  static final String READING = "io.portcullis.notification.audit-read.v1";

  private final Postgres postgres;
  private final MerkleLog log;
  private final AuditTrail trail;
  private final IntegrateEntries integrate;
  private final Ids ids;
  private final ObjectMapper json;
  private final Clock clock;

  ReadLog(Postgres postgres, MerkleLog log, AuditTrail trail, IntegrateEntries integrate, Ids ids, ObjectMapper json, Clock clock) {
    this.postgres = postgres;
    this.log = log;
    this.trail = trail;
    this.integrate = integrate;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  /// The entries from `from` on, a JSON object a line, behind the checkpoint of that moment. Each page is itself an entry of the trail,
  /// written before the page is read.
  ///
  /// @param size the log's size of an earlier page; then there is no checkpoint
  Uni<String> entries(String reader, long from, int limit, OptionalLong size) {
    return record(reader, from, limit).chain(() -> page(from, Math.min(size.orElse(Long.MAX_VALUE), from + limit)))
        .map(rows -> (size.isEmpty() ? head(rows) : "") + lines(rows));
  }

  private Uni<Void> record(String reader, long from, int limit) {
    return record(Map.of("reader", reader, "from", from, "limit", limit));
  }

  /// An entry of the trail about a reading of it.
  Uni<Void> record(Map<String, ?> reading) {
    EventId id = ids.nextEvent();
    Instant now = clock.instant();
    var content = new LinkedHashMap<String, Object>(Map.of("id", id.toString(), "time", now.toString()));
    content.putAll(reading);
    return trail.append(List.of(new Occurrence(id, EVERYBODY, READING, now, write(content)))).invoke(integrate::wake);
  }

  private String head(RowSet<Row> rows) {
    return Rows.first(rows).map(row -> row.getString("checkpoint")).filter(note -> !note.isEmpty())
        .map(note -> write(Map.of("checkpoint", note)) + '\n').orElse("");
  }

  // One statement, so that the checkpoint covers the closing of each account whose entries it finds erased. The note comes with the first
  // row alone.
  private static final String PAGE = """
      select case when p.index is null or p.index = $1 then tree.checkpoint end as checkpoint, p.*
      from audit_tree tree left join lateral (
        select l.index, l.chain, l.seq, l.salt, e.event_id, e.account_id, e.type, e.time, e.content,
          case when l.form = 2 then e.content_salt end as content_salt, e.commitment,
          substring(t.hashes from (l.index % 256)::int * 32 + 1 for 32) as leaf_hash
        from audit_leaf l join audit_tile t on t.level = 0 and t.index = l.index / 256
        left join audit_event e on e.chain = l.chain and e.seq = l.seq
        where l.index >= $1 and l.index < least($2, tree.size)) as p on true
      where tree.id = 1 order by p.index""";

  private Uni<RowSet<Row>> page(long from, long end) {
    return postgres.pool().preparedQuery(PAGE).execute(Tuple.of(from, end));
  }

  private String lines(RowSet<Row> rows) {
    var lines = new StringBuilder();
    rows.stream().filter(row -> row.getLong("index") != null).forEach(row -> lines.append(write(line(row))).append('\n'));
    return lines.toString();
  }

  private static Line line(Row row) {
    String leafHash = base64(row.getBuffer("leaf_hash"));
    Buffer salt = row.getBuffer("salt");
    if (salt == null || row.getUUID("event_id") == null) {
      return new Line(row.getLong("index"), row.getInteger("chain"), row.getLong("seq"), leafHash,
          null, null, null, null, null, null, null, null);
    }
    LogEntry entry = MerkleLog.entry(row);
    EntryContent content = entry.content();
    return new Line(row.getLong("index"), entry.chain(), entry.seq(), leafHash, base64(salt), entry.event(), entry.account(), entry.type(),
        entry.time(), content instanceof Committed(byte[] contentSalt, _) ? base64(contentSalt) : null, entry.text().orElse(null),
        content instanceof Erased(byte[] commitment) ? base64(commitment) : null);
  }

  /// @param contentSalt none where the leaf covers the content itself
  /// @param commitment  of an erased entry, in place of the content and its salt
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(long index, int chain, long seq, String leafHash, String salt, UUID event, UUID account, String type, Instant time,
      String contentSalt, String content, String commitment) {}

  private static String base64(Buffer bytes) {
    return base64(bytes.getBytes());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String write(Object line) {
    try {
      return json.writeValueAsString(line);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an entry of the log has no JSON form", unwritable);
    }
  }

  Uni<Optional<SignedNote>> checkpoint() {
    return log.state(postgres.pool()).map(State::checkpoint);
  }

  /// Empty where the log has not come so far.
  Uni<Optional<byte[]>> tile(Tile.Wish wish) {
    return log.tile(postgres.pool(), wish.key()).map(tile -> tile.flatMap(wish::of));
  }

  /// Empty where the log has not come so far.
  Uni<Optional<ConsistencyProof>> consistency(long from, long to) {
    return log.state(postgres.pool()).map(state -> Optional.of(state).filter(_ -> from <= to && to <= state.size())).chain(either(
        _ -> log.tiles(postgres.pool(), Tiles.neededBy(nodes -> ConsistencyProof.of(from, to, nodes)))
            .map(tiles -> Optional.of(ConsistencyProof.of(from, to, tiles))),
        () -> now(Optional.empty())));
  }
}
