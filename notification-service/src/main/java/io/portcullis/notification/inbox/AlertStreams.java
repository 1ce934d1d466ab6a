package io.portcullis.notification.inbox;

import static io.portcullis.notification.NotificationProblem.TOO_MANY_STREAMS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.AccountId;
import io.portcullis.notification.inbox.AlertStream.Ending;
import io.portcullis.notification.inbox.AlertStream.Page;
import io.portcullis.notification.preference.Readers;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.LiveTokens;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The clients of this instance that listen. An idle one costs a look a second at its token, and a comment every ten seconds.
@ApplicationScoped
class AlertStreams {

  /// A session's end is noticed within it.
  private static final Duration TICK = Duration.ofMillis(500);
  /// For notices that were lost, as behind a pooler of connections.
  private static final Duration POLL = Duration.ofSeconds(10);
  /// After a restart clients come back spread over this time.
  private static final int LONGEST_PAUSE_MILLIS = 4_000;
  private static final int SHORTEST_PAUSE_MILLIS = 1_000;
  private static final Duration FULL = Duration.ofSeconds(30);

  private final Map<AccountId, Set<AlertStream>> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final KeptAlerts alerts;
  private final Readers readers;
  private final ObjectMapper json;
  private final InboxConfig config;
  private final LiveTokens live;
  private final SecureRandom random;
  private final Clock clock;
  private final Outcomes<Ending> endings;
  private volatile boolean isStopping;

  AlertStreams(KeptAlerts alerts, Readers readers, ObjectMapper json, InboxConfig config, LiveTokens live, SecureRandom random,
      Clock clock, MeterRegistry metrics) {
    this.alerts = alerts;
    this.readers = readers;
    this.json = json;
    this.config = config;
    this.live = live;
    this.random = random;
    this.clock = clock;
    endings = new Outcomes<>(metrics, "portcullis.alert.streams.ended", Ending.class);
    metrics.gauge("portcullis.alert.streams", Tags.empty(), count);
  }

  void start(@Observes StartupEvent started, Vertx vertx) {
    vertx.setPeriodic(TICK.toMillis(), _ -> tick());
    vertx.setPeriodic(POLL.toMillis(), _ -> poll());
  }

  // Before the service waits for requests that are under way: a stream would hold it up.
  void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
    isStopping = true;
    every().forEach(stream -> stream.close(Ending.STOPPED));
  }

  /// @param heard number of the last alert that the client has; empty for one that wants new ones alone
  Multi<OutboundSseEvent> listen(Customer listener, OptionalLong heard, Sse sse) {
    if (isStopping) {
      throw ProblemException.notYet();
    }
    var stream = new AlertStream(listener, heard, source(sse), sse, clock, pause(), this::forget);
    admit(stream);
    // The stop may have looked for streams between the two lines above.
    if (isStopping) {
      stream.close(Ending.STOPPED);
    }
    return Multi.createFrom().publisher(stream);
  }

  private void admit(AlertStream stream) {
    if (count.incrementAndGet() > config.streams()) {
      count.decrementAndGet();
      throw new ProblemException(Problem.of(HouseProblem.UNAVAILABLE), FULL);
    }
    Set<AlertStream> listeners = open.compute(stream.listener().account(), (_, there) -> {
      Set<AlertStream> all = there == null ? ConcurrentHashMap.newKeySet() : there;
      if (all.size() < config.streamsPerAccount()) {
        all.add(stream);
      }
      return all;
    });
    if (!listeners.contains(stream)) {
      count.decrementAndGet();
      throw new ProblemException(Problem.of(TOO_MANY_STREAMS), FULL);
    }
  }

  private void forget(AlertStream stream) {
    open.computeIfPresent(stream.listener().account(), (_, there) -> {
      if (there.remove(stream)) {
        count.decrementAndGet();
        endings.count(stream.ending());
      }
      return there.isEmpty() ? null : there;
    });
  }

  private Duration pause() {
    return Duration.ofMillis(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
  }

  private AlertStream.Source source(Sse sse) {
    return new AlertStream.Source() {
      @Override
      public Uni<Long> last(AccountId account) {
        return alerts.last(account);
      }

      @Override
      public Uni<Page> after(AccountId account, long number) {
        return Uni.combine().all().unis(alerts.after(account, number, KeptAlerts.PAGE), readers.of(account))
            .with((found, reader) -> new Page(
                found.stream().flatMap(alert -> alert.in(reader).stream()).map(shown -> event(sse, shown)).toList(),
                found.isEmpty() ? number : found.getLast().number(), found.size() == KeptAlerts.PAGE));
      }
    };
  }

  private OutboundSseEvent event(Sse sse, KeptAlert.Shown shown) {
    try {
      return sse.newEventBuilder().id(Long.toString(shown.number())).name("alert").data(json.writeValueAsString(shown)).build();
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("an alert has no JSON form", unwritable);
    }
  }

  /// An alert of `account` was committed, by whichever instance.
  void wake(AccountId account) {
    open.getOrDefault(account, Set.of()).forEach(AlertStream::wake);
  }

  /// Some may have been committed.
  void wakeAll() {
    every().forEach(AlertStream::wake);
  }

  private List<AlertStream> every() {
    return open.values().stream().flatMap(Set::stream).toList();
  }

  private void tick() {
    Instant now = clock.instant();
    every().forEach(stream -> stream.tick(now, live.contain(stream.listener())));
  }

  private void poll() {
    Set<AccountId> accounts = Set.copyOf(open.keySet());
    if (!accounts.isEmpty()) {
      alerts.lastOf(accounts).subscribe().with(
          newest -> newest.forEach((account, number) -> open.getOrDefault(account, Set.of()).stream()
              .filter(stream -> stream.misses(number)).forEach(AlertStream::wake)),
          // The next one may find the database again; streams that read end by themselves.
          _ -> {});
    }
  }
}
