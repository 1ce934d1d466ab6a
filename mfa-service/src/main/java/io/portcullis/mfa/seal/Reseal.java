package io.portcullis.mfa.seal;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// Seals anew what was sealed under an older key of the ring, so that the old key can leave it. Any number of replicas
/// may do it at once: they skip each other's rows, and wait for nobody.
@Startup
@ApplicationScoped
public class Reseal {

  private static final Logger LOG = Logger.getLogger(Reseal.class);

  /// Rows locked at once: few, so that nobody who signs in waits for them.
  private static final int BATCH = 50;

  // By key order, not "whatever is left": a row that does not open must not keep the others waiting.
  private static final String OUTDATED = """
      select account_id, %2$s::text as key, %3$s from %1$s
      where not starts_with(%3$s, $1) and (account_id, %2$s::text) > ($2, $3)
      order by account_id, %2$s::text limit %4$d
      for update skip locked
      """;
  private static final String REPLACE = """
      update %1$s set %3$s = $4 where account_id = $1 and %2$s::text = $2 and %3$s = $3
      """;

  private final List<SealedColumn> columns;
  private final SealedBox box;
  private final Postgres postgres;
  private final Counter resealed;
  private final Counter brokenSeals;

  Reseal(@Any Instance<SealedColumn> columns, SealedBox box, Postgres postgres, MeterRegistry metrics) {
    this.columns = columns.stream().toList();
    this.box = box;
    this.postgres = postgres;
    this.resealed = metrics.counter("portcullis.mfa.resealed");
    this.brokenSeals = metrics.counter("portcullis.mfa.broken.seals");
  }

  @Scheduled(every = "15m", delayed = "2m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Multi.createFrom().iterable(columns).onItem().transformToUniAndConcatenate(this::reseal)
        .collect().asList().replaceWithVoid();
  }

  private Uni<Void> reseal(SealedColumn column) {
    return Multi.createBy().repeating()
        .uni(() -> new Progress(column), progress -> postgres.withTransaction(tx -> batch(tx, progress)))
        .whilst(batch -> batch == BATCH)
        .collect().last().replaceWithVoid();
  }

  /// @return how many rows were looked at
  private Uni<Integer> batch(SqlConnection tx, Progress progress) {
    SealedColumn column = progress.column;
    return tx.preparedQuery(OUTDATED.formatted(column.table(), column.row(), column.column(), BATCH))
        .execute(Tuple.of(box.currentPrefix(), progress.account, progress.row))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
        .chain(rows -> Multi.createFrom().iterable(rows)
            .onItem().transformToUniAndConcatenate(row -> reseal(tx, progress, row))
            .collect().asList().replaceWith(rows.size()));
  }

  private Uni<Void> reseal(SqlConnection tx, Progress progress, Row row) {
    progress.account = row.getUUID(0);
    progress.row = row.getString(1);
    SealedColumn column = progress.column;
    String old = row.getString(2);
    return renew(column, progress.account, progress.row, old)
        .map(renewed -> tx.preparedQuery(REPLACE.formatted(column.table(), column.row(), column.column()))
            .execute(Tuple.of(progress.account, progress.row, old, renewed))
            .invoke(updated -> resealed.increment(updated.rowCount())).replaceWithVoid())
        .orElseGet(() -> done());
  }

  private Optional<String> renew(SealedColumn column, UUID account, String row, String sealed) {
    String place = column.place().apply(new AccountId(account), row);
    try {
      return Optional.of(box.seal(box.open(sealed, place), place));
    } catch (SealBroken broken) {
      brokenSeals.increment();
      LOG.errorf("a sealed value of %s, account %s, does not open", column.table(), account);
      return Optional.empty();
    }
  }

  /// The row that was looked at last.
  private static final class Progress {
    private final SealedColumn column;
    private UUID account = new UUID(0, 0);
    private String row = "";

    Progress(SealedColumn column) {
      this.column = column;
    }
  }
}
