package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.notification.audit.ProofVerdict.Awaited;
import io.portcullis.notification.audit.ProofVerdict.Proved;
import io.portcullis.notification.audit.ProofVerdict.Unknown;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.transparency.InclusionProof;
import io.portcullis.transparency.LogEntry;
import io.portcullis.transparency.Tiles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;

/// Proves to a customer that an entry about the own account stands in the log.
@ApplicationScoped
public class ProveEntry {

  private final Postgres postgres;
  private final MerkleLog log;

  ProveEntry(Postgres postgres, MerkleLog log) {
    this.postgres = postgres;
    this.log = log;
  }

  private static final String FIND = """
      select e.chain, e.seq, e.event_id, e.account_id, e.type, e.time, e.content,
        case when l.form = 2 then e.content_salt end as content_salt, e.commitment, l.index, l.salt, t.size, t.checkpoint
      from audit_event e left join audit_leaf l on l.chain = e.chain and l.seq = e.seq, audit_tree t
      where e.account_id = $1 and e.event_id = $2 and t.id = 1""";

  public Uni<ProofVerdict> handle(AccountId account, EventId event) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value(), event.value()))
        .map(Rows::first).chain(either(this::prove, () -> now(new Unknown())));
  }

  private Uni<ProofVerdict> prove(Row row) {
    LogEntry entry = MerkleLog.entry(row);
    if (row.getLong("index") == null || entry.isErased()) {
      return now(entry.isErased() ? new Unknown() : new Awaited());
    }
    long index = row.getLong("index");
    long size = row.getLong("size");
    return log.tiles(postgres.pool(), Tiles.neededBy(nodes -> InclusionProof.of(index, size, nodes)))
        .map(tiles -> new Proved(new EntryProof(index, size, base64(row.getBuffer("salt").getBytes()), EntryProof.Opened.of(entry),
            InclusionProof.of(index, size, tiles).path().stream().map(ProveEntry::base64).toList(), row.getString("checkpoint"))));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
