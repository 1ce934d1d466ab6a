package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.audit.MerkleLog.Growth;
import io.portcullis.notification.audit.MerkleLog.State;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.transparency.LogEntry;
import io.portcullis.transparency.Tiles;
import io.portcullis.transparency.TreeHash;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Takes what stands in the trail into the tree, batch by batch, and signs a checkpoint of each. Of all instances one works at a time, by
/// the lock of the tree's one row. A batch is one transaction: a crash leaves all of it or nothing.
@Startup
@ApplicationScoped
class IntegrateEntries {

  private static final Logger LOG = Logger.getLogger(IntegrateEntries.class);

  /// Nobody waits for it, and a batch of many costs hardly more than one of few.
  private static final Duration PACE = Duration.ofSeconds(2);
  private static final int OF_EACH_CHAIN = 32;

  private final Postgres postgres;
  private final MerkleLog log;
  private final ErasedAccounts closed;
  private final LogHistory history;
  private final LogKeys keys;
  private final SecureRandom random;
  private final Vertx threads;
  private final AtomicBoolean isDue = new AtomicBoolean();
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong forked = new AtomicLong();
  private volatile boolean isStopped;

  IntegrateEntries(Postgres postgres, MerkleLog log, ErasedAccounts closed, LogHistory history, LogKeys keys, SecureRandom random,
      Vertx threads, MeterRegistry metrics) {
    this.postgres = postgres;
    this.log = log;
    this.closed = closed;
    this.history = history;
    this.keys = keys;
    this.random = random;
    this.threads = threads;
    metrics.gauge("portcullis.audit.log.size", size);
    metrics.gauge("portcullis.audit.log.lag", lag);
    metrics.gauge("portcullis.audit.log.forked", forked);
  }

  /// Called after a commit to the trail; returns at once.
  void wake() {
    if (!isStopped && isDue.compareAndSet(false, true)) {
      threads.setTimer(PACE.toMillis(), _ -> {
        isDue.set(false);
        (isStopped ? done() : handle()).subscribe().with(_ -> {});
      });
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    isStopped = true;
  }

  /// Also for what a crashed instance left behind, and for what stood in the trail before there was a tree.
  @Scheduled(every = "30s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return Multi.createBy().repeating().uni(this::batch).whilst(taken -> taken > 0).collect().last()
        .chain(() -> log.lag(postgres.pool())).invoke(lag::set).replaceWithVoid()
        .onFailure().invoke(failure -> LOG.warnf("audit log: will go on later: %s", failure))
        .onFailure().recoverWithNull();
  }

  /// @return how many entries were taken in; none also while another instance does it
  private Uni<Integer> batch() {
    return postgres.withTransaction(tx -> log.lock(tx).chain(either(state -> takeIn(tx, state), () -> now(0))));
  }

  private Uni<Integer> takeIn(SqlConnection tx, State state) {
    return log.tiles(tx, history.neededTiles(state)).chain(tiles -> {
      boolean continued = history.continued(state, tiles);
      forked.set(continued ? 0 : 1);
      if (!continued) {
        LOG.errorf("audit log: the tree of %d entries does not continue what was signed before, and is not signed", state.size());
        return now(0);
      }
      size.set(state.size());
      state.checkpoint().ifPresent(history::saw);
      return log.awaited(tx, OF_EACH_CHAIN).chain(entries -> entries.isEmpty() ? now(0) : grow(tx, state, tiles, entries));
    });
  }

  private Uni<Integer> grow(SqlConnection tx, State state, Tiles tiles, List<LogEntry> entries) {
    return threads.executeBlocking(() -> grown(state.size(), tiles, entries), false)
        .chain(growth -> log.grow(tx, growth).chain(() -> closed.hear(tx, entries)).invoke(() -> size.set(growth.size()))
            .replaceWith(entries.size()));
  }

  private Growth grown(long from, Tiles tiles, List<LogEntry> entries) {
    var salts = new ArrayList<byte[]>();
    long index = from;
    for (LogEntry entry : entries) {
      byte[] salt = new byte[LogEntry.SALT_BYTES];
      random.nextBytes(salt);
      salts.add(salt);
      tiles.append(index++, entry.leafHash(salt));
    }
    return new Growth(from, entries, salts, tiles.changed(), keys.sign(index, TreeHash.root(index, tiles)));
  }
}
