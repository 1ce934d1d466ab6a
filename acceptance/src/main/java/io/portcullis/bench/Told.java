package io.portcullis.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import io.portcullis.devstack.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// How soon owners hear of a sign-in on a new device, while thousands of apps listen: from the answer to the sign-in until the mail
/// server has taken the mail, and until the alert is in the app's stream.
///
/// Sign-ins come at a fixed rate, whatever the suite makes of it. Each owner has an app that listens; other owners' apps hear nothing.
final class Told implements AutoCloseable {
  /// Apps of one owner that only listen.
  static final int LISTENING_EACH = 20;
  static final int PER_SECOND = 50;
  private static final int DIGITS = 3;
  /// Mails of one kind that an owner gets in an hour before they are put together.
  private static final int AT_MOST_EACH = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Target target;
  private final Duration time;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient streams = vertx.createHttpClient(new HttpClientOptions().setDefaultHost("127.0.0.1"),
      new PoolOptions().setHttp1MaxSize(20_000));
  private final HttpClient signIns = vertx.createHttpClient(new HttpClientOptions().setDefaultHost("127.0.0.1"),
      new PoolOptions().setHttp1MaxSize(200));
  private final Map<String, List<Instant>> answered = new ConcurrentHashMap<>();
  private final Map<String, List<Instant>> streamed = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private Told(Target target, Duration time) {
    this.target = target;
    this.time = time;
  }

  /// What notification-service uses while apps listen and hear nothing: milliseconds of CPU a second, and KiB.
  record Listening(int streams, double idleBefore, double idleWith, long kibBefore, long kibWith) {}

  /// @param never who did not hear at all
  record Waited(Latency took, long never) {

    private static Waited of(Histogram micros, int all) {
      return new Waited(Latency.of(micros), all - micros.getTotalCount());
    }

    private void print(PrintStream out, String what) {
      out.printf("  %s: p50 %s ms, p95 %s ms, p99 %s ms, longest %s ms; %d never%n", what, Digits.of(took.p50Millis()),
          Digits.of(took.p95Millis()), Digits.of(took.p99Millis()), Digits.of(took.maxMillis()), never);
    }
  }

  record Result(Listening listening, int signIns, int refused, Waited mail, Waited stream) {

    void print(PrintStream out) {
      out.printf("%d streams that hear nothing: notification-service uses %s ms of CPU a second with them and %s without; %d MiB and %d MiB%n",
          listening.streams(), Digits.of(listening.idleWith()), Digits.of(listening.idleBefore()), listening.kibWith() / 1024,
          listening.kibBefore() / 1024);
      out.printf("%d sign-ins on new devices, %d a second, %d refused%n", signIns, PER_SECOND, refused);
      mail.print(out, "until the mail server has the mail");
      stream.print(out, "until the app has the alert");
    }
  }

  /// @param owners    who sign in
  /// @param listening whose apps hear nothing
  static Result measure(Target target, List<Regular> owners, List<Regular> listening, Duration time) {
    try (var told = new Told(target, time)) {
      return told.measure(owners, listening);
    }
  }

  private Result measure(List<Regular> owners, List<Regular> others) {
    owners.forEach(Regular::refresh);
    others.forEach(Regular::refresh);
    Listening listening = listen(others);
    owners.forEach(owner -> join(listen(owner, at -> note(streamed, owner, at))));
    // The first ones pay for the compiler.
    signIn(owners, Duration.ofSeconds(owners.size() / PER_SECOND));
    rest(SETTLING);
    Instant begun = Instant.now();
    answered.clear();
    streamed.clear();
    refused.set(0);
    signIn(owners, time);
    return result(owners, listening, begun);
  }

  private Listening listen(List<Regular> others) {
    long kibBefore = kib();
    double idleBefore = idle();
    others.forEach(owner -> IntStream.range(0, LISTENING_EACH).forEach(_ -> join(listen(owner, _ -> { }))));
    return new Listening(open.get(), idleBefore, idle(), kibBefore, kib());
  }

  private Result result(List<Regular> owners, Listening listening, Instant begun) {
    int signedIn = sum(answered);
    var mailed = new ConcurrentHashMap<String, List<Instant>>();
    waitFor(() -> {
      owners.forEach(owner -> mailed.put(owner.identifier(), mails(owner, begun)));
      return sum(mailed) >= signedIn && sum(streamed) >= signedIn;
    });
    var mail = new Histogram(DIGITS);
    var stream = new Histogram(DIGITS);
    answered.forEach((owner, times) -> {
      record(mail, times, mailed.getOrDefault(owner, List.of()));
      record(stream, times, streamed.getOrDefault(owner, List.of()));
    });
    return new Result(listening, signedIn, refused.get(), Waited.of(mail, signedIn), Waited.of(stream, signedIn));
  }

  private static void record(Histogram into, List<Instant> from, List<Instant> until) {
    for (int number = 0; number < Math.min(from.size(), until.size()); number++) {
      into.recordValue(Math.max(1, Duration.between(from.get(number), until.get(number)).toNanos() / 1_000));
    }
  }

  private static int sum(Map<String, List<Instant>> times) {
    return times.values().stream().mapToInt(List::size).sum();
  }

  private List<Instant> mails(Regular owner, Instant since) {
    try (Client inbox = Client.of(URI.create("http://127.0.0.1:" + target.ports().inbox()))) {
      var times = new ArrayList<Instant>();
      for (JsonNode mail : inbox.get("/messages?to=" + URLEncoder.encode(owner.identifier(), StandardCharsets.UTF_8)).expect(200).json()) {
        Instant at = Instant.parse(mail.path("receivedAt").asText());
        if (at.isAfter(since)) times.add(at);
      }
      return times;
    }
  }

  private void signIn(List<Regular> owners, Duration howLong) {
    long most = Math.min(howLong.toSeconds() * PER_SECOND, (long) owners.size() * AT_MOST_EACH);
    long begun = System.nanoTime();
    var under = new ArrayList<Future<?>>();
    for (int number = 0; number < most; number++) {
      LockSupport.parkNanos(begun + number * TimeUnit.SECONDS.toNanos(1) / PER_SECOND - System.nanoTime());
      under.add(signIn(owners.get(number % owners.size())));
    }
    join(Future.join(under).otherwiseEmpty());
  }

  private Future<?> signIn(Regular owner) {
    var body = new JsonObject().put("identifier", owner.identifier()).put("password", owner.password()).toBuffer();
    return signIns.request(new RequestOptions().setMethod(HttpMethod.POST).setPort(target.ports().service(Service.AUTH)).setURI("/v1/sign-in")
            .putHeader("Content-Type", "application/json").putHeader("X-Forwarded-For", owner.network()))
        .compose(request -> request.send(body)).compose(answer -> answer.body().map(read -> {
          if (answer.statusCode() == 200 && read.toJsonObject().getString("status").equals("complete")) {
            note(answered, owner, Instant.now());
          } else {
            refused.incrementAndGet();
          }
          return read;
        }));
  }

  private Future<Void> listen(Regular owner, Consumer<Instant> heard) {
    return streams.request(new RequestOptions().setMethod(HttpMethod.GET).setPort(target.ports().service(Service.NOTIFICATION))
            .setURI("/v1/alerts/stream").putHeader("Authorization", "Bearer " + owner.accessToken()).putHeader("Accept", "text/event-stream"))
        .compose(request -> request.send()).map(answer -> {
          if (answer.statusCode() != 200) throw new IllegalStateException("a stream answered " + answer.statusCode());
          open.incrementAndGet();
          answer.handler(piece -> {
            if (piece.toString().contains("data:")) heard.accept(Instant.now());
          });
          return null;
        });
  }

  private static void note(Map<String, List<Instant>> times, Regular owner, Instant at) {
    times.computeIfAbsent(owner.identifier(), _ -> new CopyOnWriteArrayList<>()).add(at);
  }

  private double idle() {
    rest(SETTLING);
    Function<Books, Long> millis = books -> books.cpu().get(Service.NOTIFICATION.fullName()).toMillis();
    long before = millis.apply(new Books(target.pids()));
    rest(IDLE);
    return (millis.apply(new Books(target.pids())) - before) / (double) IDLE.toSeconds();
  }

  private long kib() {
    return new Books(target.pids()).pssKib().get(Service.NOTIFICATION.fullName());
  }

  private static void rest(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private static void waitFor(BooleanSupplier all) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!all.getAsBoolean() && Instant.now().isBefore(end)) rest(Duration.ofSeconds(1));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
