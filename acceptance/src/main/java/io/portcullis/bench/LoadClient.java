package io.portcullis.bench;

import io.portcullis.bench.Scenario.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// A closed loop on one event loop: as many requests in flight as there are connections, never more.
final class LoadClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int DIGITS = 3;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final int connections;
  private final HttpClient http;
  private final long thread;

  LoadClient(int connections) {
    this.connections = connections;
    this.http = vertx.createHttpClient(new HttpClientOptions().setDefaultHost("127.0.0.1").setKeepAliveTimeout(300),
        new PoolOptions().setHttp1MaxSize(connections));
    this.thread = join(onEventLoop(() -> Thread.currentThread().threadId()));
  }

  /// One run of one scenario.
  ///
  /// @param errors answers that were not those hoped for, and requests without any
  record Run(Histogram micros, long errors, Duration took) {
    double perSecond() {
      return micros.getTotalCount() / (took.toNanos() / 1e9);
    }
  }

  Run run(Scenario scenario, Duration time) {
    long begin = System.nanoTime();
    var loops = IntStream.range(0, connections).mapToObj(connection -> new Loop(scenario, connection, begin + time.toNanos())).toList();
    join(onEventLoop(() -> Future.join(loops.stream().map(Loop::start).toList())).compose(all -> all));
    var took = Duration.ofNanos(System.nanoTime() - begin);
    var micros = new Histogram(DIGITS);
    loops.forEach(loop -> micros.add(loop.micros));
    return new Run(micros, loops.stream().mapToLong(loop -> loop.errors).sum(), took);
  }

  /// CPU time that this client's thread used so far.
  Duration cpu() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(thread));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private <T> Future<T> onEventLoop(Supplier<T> task) {
    Promise<T> done = Promise.promise();
    vertx.getOrCreateContext().runOnContext(_ -> done.complete(task.get()));
    return done.future();
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /// One connection's round.
  private final class Loop {
    private final Scenario scenario;
    private final int connection;
    private final long end;
    private final Histogram micros = new Histogram(DIGITS);
    private final Promise<Void> done = Promise.promise();
    private long errors;
    private boolean underWay;
    private long begun;

    Loop(Scenario scenario, int connection, long end) {
      this.scenario = scenario;
      this.connection = connection;
      this.end = end;
    }

    Future<Void> start() {
      shoot();
      return done.future();
    }

    private void shoot() {
      if (!underWay) {
        begun = System.nanoTime();
        if (begun - end >= 0) {
          done.complete();
          return;
        }
      }
      var shot = scenario.next(connection);
      http.request(new RequestOptions().setMethod(shot.method()).setPort(shot.port()).setURI(shot.path())
              .setHeaders(shot.headers()).setIdleTimeout(PATIENCE_MILLIS))
          .compose(request -> request.send(shot.body()))
          .compose(answer -> answer.body().map(body -> scenario.accepts(connection, answer.statusCode(), body)))
          .onComplete(answer -> {
            Outcome outcome = answer.succeeded() ? answer.result() : Outcome.FAILED;
            underWay = outcome == Outcome.GO_ON;
            if (!underWay) micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
            if (outcome == Outcome.FAILED) errors++;
            shoot();
          });
    }
  }
}
