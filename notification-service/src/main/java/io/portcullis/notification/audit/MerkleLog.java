package io.portcullis.notification.audit;

import io.portcullis.runtime.event.Rows;
import io.portcullis.transparency.Checkpoint;
import io.portcullis.transparency.LogEntry;
import io.portcullis.transparency.SignedNote;
import io.portcullis.transparency.Tile;
import io.portcullis.transparency.Tiles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The tree over the trail: its leaves' salts, its tiles, and its newest checkpoint.
@ApplicationScoped
class MerkleLog {

  private final Clock clock;

  MerkleLog(Clock clock) {
    this.clock = clock;
  }

  /// How far the tree has come.
  ///
  /// @param checkpoint the newest; none before the first entry
  /// @param anchored   size of the newest one that was written elsewhere
  record State(long size, Optional<SignedNote> checkpoint, long anchored) {

    Optional<Checkpoint> head() {
      return checkpoint.map(note -> Checkpoint.parse(note.text()));
    }

    private static State of(Row row) {
      String note = row.getString("checkpoint");
      return new State(row.getLong("size"), note.isEmpty() ? Optional.empty() : Optional.of(SignedNote.parse(note)),
          row.getLong("anchored_size"));
    }
  }

  private static final String STATE = "select size, checkpoint, anchored_size from audit_tree where id = 1";
  private static final String LOCK = STATE + " for update skip locked";

  Uni<State> state(SqlClient client) {
    return client.preparedQuery(STATE).execute().map(rows -> State.of(Rows.one(rows)));
  }

  /// Empty while another instance appends. Until `tx` ends, no other one does.
  Uni<Optional<State>> lock(SqlConnection tx) {
    return tx.preparedQuery(LOCK).execute().map(rows -> Rows.first(rows).map(State::of));
  }

  // A chain has one writer at a time, and its rows are committed in its order: none is passed over.
  private static final String AWAITED = """
      select e.chain, e.seq, e.event_id, e.account_id, e.type, e.time, e.content, e.content_salt, e.commitment from audit_head h
      cross join lateral (select coalesce(max(l.seq), 0) as seq from audit_leaf l where l.chain = h.chain) as last
      cross join lateral (select * from audit_event e where e.chain = h.chain and e.seq > last.seq order by e.seq limit $1) as e
      order by e.chain, e.seq""";

  /// Entries of the trail that the tree lacks, each chain's in its order.
  Uni<List<LogEntry>> awaited(SqlConnection tx, int ofEachChain) {
    return tx.preparedQuery(AWAITED).execute(Tuple.of(ofEachChain)).map(rows -> rows.stream().map(MerkleLog::entry).toList());
  }

  static LogEntry entry(Row row) {
    return new LogEntry(row.getInteger("chain"), row.getLong("seq"), row.getUUID("event_id"), row.getUUID("account_id"),
        row.getString("type"), Rows.instant(row, "time"), AuditTrail.content(row));
  }

  private static final String TILES = """
      select t.level, t.index, t.hashes from unnest($1::smallint[], $2::bigint[]) as k (level, index)
      join audit_tile t on t.level = k.level and t.index = k.index""";

  Uni<Tiles> tiles(SqlClient client, Collection<Tile.Key> keys) {
    return client.preparedQuery(TILES).execute(Tuple.of(
            keys.stream().map(key -> (short) key.level()).toArray(Short[]::new),
            keys.stream().map(Tile.Key::index).toArray(Long[]::new)))
        .map(rows -> new Tiles(rows.stream().map(MerkleLog::tile).toList()));
  }

  Uni<Optional<Tile>> tile(SqlClient client, Tile.Key key) {
    return client.preparedQuery(TILES).execute(Tuple.of(new Short[] {(short) key.level()}, new Long[] {key.index()}))
        .map(rows -> Rows.first(rows).map(MerkleLog::tile));
  }

  private static Tile tile(Row row) {
    return new Tile(new Tile.Key(row.getInteger("level"), row.getLong("index")), row.getBuffer("hashes").getBytes());
  }

  /// @param salts one for each entry
  record Growth(long from, List<LogEntry> entries, List<byte[]> salts, List<Tile> tiles, SignedNote checkpoint) {

    long size() {
      return from + entries.size();
    }
  }

  private static final String ADD_LEAVES = """
      insert into audit_leaf (index, chain, seq, salt, form)
      select * from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::bytea[], $5::smallint[])""";
  private static final String PUT_TILES = """
      insert into audit_tile (level, index, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
      on conflict (level, index) do update set hashes = excluded.hashes""";
  private static final String MOVE = "update audit_tree set size = $1, checkpoint = $2, signed_at = $3 where id = 1";

  Uni<Void> grow(SqlConnection tx, Growth growth) {
    List<LogEntry> entries = growth.entries();
    List<Tile> tiles = growth.tiles();
    return Uni.combine().all().unis(
        tx.preparedQuery(ADD_LEAVES).execute(Tuple.of(
            LongStream.range(growth.from(), growth.size()).boxed().toArray(Long[]::new),
            entries.stream().map(entry -> (short) entry.chain()).toArray(Short[]::new),
            entries.stream().map(LogEntry::seq).toArray(Long[]::new),
            growth.salts().stream().map(Buffer::buffer).toArray(Buffer[]::new),
            entries.stream().map(entry -> (short) entry.form().number()).toArray(Short[]::new))),
        tx.preparedQuery(PUT_TILES).execute(Tuple.of(
            tiles.stream().map(tile -> (short) tile.key().level()).toArray(Short[]::new),
            tiles.stream().map(tile -> tile.key().index()).toArray(Long[]::new),
            tiles.stream().map(tile -> Buffer.buffer(tile.hashes())).toArray(Buffer[]::new))),
        tx.preparedQuery(MOVE).execute(Tuple.of(growth.size(), growth.checkpoint().toString(), Rows.utc(clock.instant()))))
        .discardItems();
  }

  private static final String ANCHORED = "update audit_tree set anchored_size = greatest(anchored_size, $1) where id = 1";

  Uni<Void> anchored(SqlClient client, long size) {
    return client.preparedQuery(ANCHORED).execute(Tuple.of(size)).replaceWithVoid();
  }

  private static final String LAG = "select (select coalesce(sum(seq), 0)::bigint from audit_head) - size from audit_tree where id = 1";

  /// How many entries of the trail the tree lacks.
  Uni<Long> lag(SqlClient client) {
    return client.preparedQuery(LAG).execute().map(rows -> Rows.one(rows).getLong(0));
  }
}
