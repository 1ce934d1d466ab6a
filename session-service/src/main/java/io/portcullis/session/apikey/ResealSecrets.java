package io.portcullis.session.apikey;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Seals secrets anew that were sealed under an older key of the ring. Replicas skip each other's rows. The ids of API keys rest on
/// the key of their day, which must stay in the ring for a year all the same.
@Startup
@ApplicationScoped
class ResealSecrets {

  private static final Logger LOG = Logger.getLogger(ResealSecrets.class);
  /// Rows locked at once: few, so that nobody who uses a key waits for them.
  static final int BATCH = 50;

  private final SealedBox box;
  private final Postgres postgres;
  private final Counter resealed;

  ResealSecrets(SealedBox box, Postgres postgres, MeterRegistry metrics) {
    this.box = box;
    this.postgres = postgres;
    resealed = metrics.counter("portcullis.api.keys.resealed");
  }

  /// The row that was looked at last, and how many were looked at with it.
  private record Progress(UUID account, UUID key, int looked) {

    static final Progress START = new Progress(new UUID(0, 0), new UUID(0, 0), BATCH);
  }

  @Scheduled(every = "15m", delayed = "3m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return from(Progress.START);
  }

  private Uni<Void> from(Progress progress) {
    return progress.looked() < BATCH ? done() : postgres.withTransaction(tx -> batch(tx, progress)).chain(this::from);
  }

  // In the order of the primary key: a row that does not open must not keep the others waiting.
  private static final String OUTDATED = """
      select account_id, id, sealed_secret from api_key
      where sealed_secret is not null and not starts_with(sealed_secret, $1) and (account_id, id) > ($2, $3)
      order by account_id, id limit %d for update skip locked""".formatted(BATCH);

  private Uni<Progress> batch(SqlConnection tx, Progress progress) {
    return tx.preparedQuery(OUTDATED).execute(Tuple.of(box.currentPrefix(), progress.account(), progress.key())).chain(found -> {
      List<Row> rows = found.stream().toList();
      return Multi.createFrom().iterable(rows).onItem().transformToUniAndConcatenate(row -> reseal(tx, row)).collect().asList()
          .replaceWith(() -> rows.isEmpty() ? new Progress(progress.account(), progress.key(), 0)
              : new Progress(rows.getLast().getUUID("account_id"), rows.getLast().getUUID("id"), rows.size()));
    });
  }

  private static final String REPLACE = "update api_key set sealed_secret = $3 where account_id = $1 and id = $2";

  private Uni<Void> reseal(SqlConnection tx, Row row) {
    UUID account = row.getUUID("account_id");
    UUID key = row.getUUID("id");
    return renewed(row.getString("sealed_secret"), ApiKeys.place(new AccountId(account), key))
        .map(secret -> tx.preparedQuery(REPLACE).execute(Tuple.of(account, key, secret)).invoke(_ -> resealed.increment()).replaceWithVoid())
        .orElseGet(() -> {
          LOG.errorf("the secret of API key %s of account %s does not open", key, account);
          return done();
        });
  }

  private Optional<String> renewed(String sealed, String place) {
    try {
      return Optional.of(box.seal(box.open(sealed, place), place));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }
}
