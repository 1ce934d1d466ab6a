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
import io.portcullis.transparency.ConsistencyProof;
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

  /// The entries from `from` on, a JSON object a line. The first page begins with the checkpoint of all of them. Each page is itself an
  /// entry of the trail, written before the page is read.
  ///
  /// @param size the log's size of the first page; none for the first page
  Uni<String> entries(String reader, long from, int limit, OptionalLong size) {
    return record(reader, from, limit).chain(() -> log.state(postgres.pool())).chain(state -> {
      long end = Math.min(size.orElse(state.size()), state.size());
      return page(from, Math.min(end, from + limit))
          .map(rows -> (size.isEmpty() ? head(state) : "") + lines(rows));
    });
  }

  private Uni<Void> record(String reader, long from, int limit) {
    EventId id = ids.nextEvent();
    Instant now = clock.instant();
    String content = write(Map.of("id", id.toString(), "time", now.toString(), "reader", reader, "from", from, "limit", limit));
    return trail.append(List.of(new Occurrence(id, EVERYBODY, READING, now, content))).invoke(integrate::wake);
  }

  private String head(State state) {
    return state.checkpoint().map(note -> write(Map.of("checkpoint", note.toString())) + '\n').orElse("");
  }

  private static final String PAGE = """
      select l.index, l.chain, l.seq, l.salt, e.event_id, e.account_id, e.type, e.time, e.content,
        substring(t.hashes from (l.index % 256)::int * 32 + 1 for 32) as leaf_hash
      from audit_leaf l join audit_tile t on t.level = 0 and t.index = l.index / 256
      left join audit_event e on e.chain = l.chain and e.seq = l.seq
      where l.index >= $1 and l.index < $2 order by l.index""";

  private Uni<RowSet<Row>> page(long from, long end) {
    return postgres.pool().preparedQuery(PAGE).execute(Tuple.of(from, end));
  }

  private String lines(RowSet<Row> rows) {
    var lines = new StringBuilder();
    rows.forEach(row -> lines.append(write(line(row))).append('\n'));
    return lines.toString();
  }

  private static Line line(Row row) {
    String leafHash = base64(row.getBuffer("leaf_hash"));
    Buffer salt = row.getBuffer("salt");
    if (salt == null || row.getString("content") == null) {
      return new Line(row.getLong("index"), row.getInteger("chain"), row.getLong("seq"), leafHash, null, null, null, null, null, null);
    }
    LogEntry entry = MerkleLog.entry(row);
    return new Line(row.getLong("index"), entry.chain(), entry.seq(), leafHash, base64(salt), entry.event(), entry.account(), entry.type(),
        entry.time(), entry.content());
  }

  /// Of an erased entry, its leaf hash alone.
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(long index, int chain, long seq, String leafHash, String salt, UUID event, UUID account, String type, Instant time,
      String content) {}

  private static String base64(Buffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes());
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
