package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.export.AccountExports.Found;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// What time and other changes make of exports. Any number of replicas may do it at once: each step is one transaction, and replicas
/// pass over what another one works at.
@Startup
@ApplicationScoped
class MoveExports {

  private static final int MOST_A_ROUND = 500;
  /// A service may be away for as long.
  private static final Duration GATHERED_WITHIN = Duration.ofDays(7);
  /// Longer than the day in which they are counted.
  private static final Duration KEPT = Duration.ofDays(30);

  private final AccountExports exports;
  private final ExportContents contents;
  private final CancelExport cancel;
  private final TellExport tell;
  private final Postgres postgres;
  private final Clock clock;
  private volatile double age = Double.NaN;

  MoveExports(AccountExports exports, ExportContents contents, CancelExport cancel, TellExport tell, Postgres postgres,
      MeterRegistry metrics, Clock clock) {
    this.exports = exports;
    this.contents = contents;
    this.cancel = cancel;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
    Gauge.builder("portcullis.exports.gathering.age", () -> age).baseUnit("seconds").register(metrics);
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return oneByOne(this::voidNext, MOST_A_ROUND).chain(() -> oneByOne(this::expireNext, MOST_A_ROUND))
        .chain(() -> oneByOne(this::failNext, MOST_A_ROUND))
        .chain(() -> oneByOne(this::beginNext, MOST_A_ROUND)).chain(this::look);
  }

  private Uni<Void> oneByOne(Function<SqlConnection, Uni<Boolean>> step, int left) {
    return left == 0 ? done() : postgres.withTransaction(step).chain(more -> more ? oneByOne(step, left - 1) : done());
  }

  private Uni<Boolean> voidNext(SqlConnection tx) {
    return exports.lockVoid(tx).chain(either(found -> cancel.whatIsVoid(tx, found.account()).replaceWith(true), () -> now(false)));
  }

  private Uni<Boolean> expireNext(SqlConnection tx) {
    return end(tx, exports.expireNext(tx, clock.instant()), ExportAction.EXPIRED);
  }

  private Uni<Boolean> failNext(SqlConnection tx) {
    return end(tx, exports.failNext(tx, clock.instant().minus(GATHERED_WITHIN)), ExportAction.FAILED);
  }

  private Uni<Boolean> end(SqlConnection tx, Uni<Optional<Found>> ended, ExportAction how) {
    return ended.chain(either(
        found -> contents.drop(tx, found.id())
            .chain(() -> tell.of(tx, found.account(), found.id(), how, Optional.empty(), clock.instant()))
            .replaceWith(true),
        () -> now(false)));
  }

  private Uni<Boolean> beginNext(SqlConnection tx) {
    return exports.lockDue(tx, clock.instant()).chain(either(
        found -> exports.begin(tx, found.id(), contents.newSealedKey(found.id())).replaceWith(true), () -> now(false)));
  }

  private Uni<Void> look() {
    return exports.oldestGathering(postgres.pool()).invoke(oldest -> age = oldest
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1_000.0)).orElse(0.0)).replaceWithVoid();
  }

  @Scheduled(every = "24h", delayed = "19m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> exports.sweep(postgres.pool(), clock.instant().minus(KEPT)));
  }
}
