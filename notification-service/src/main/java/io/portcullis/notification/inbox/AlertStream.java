package io.portcullis.notification.inbox;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// One client that listens. It reads the store as fast as the client takes what was read, one page at a time; so a slow client
/// costs one page of memory. Everything but [#tick] happens on the context of its request.
final class AlertStream implements Flow.Publisher<OutboundSseEvent>, Flow.Subscription {

  /// Below the shortest time after which a gateway takes a silent service for a dead one.
  static final Duration HEARTBEAT = Duration.ofSeconds(10);
  /// What a client takes nothing of for so long, it gets when it reconnects.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Why it ended.
  enum Ending { CLIENT, EXPIRED, REVOKED, SLOW, FAILED, STOPPED }

  /// Where alerts come from.
  interface Source {

    /// The number of the newest one.
    Uni<Long> last(AccountId account);

    /// The next ones after `number`, oldest first.
    Uni<Page> after(AccountId account, long number);
  }

  /// @param last   number of the last one that was read
  /// @param isFull whether there may be more
  record Page(List<OutboundSseEvent> alerts, long last, boolean isFull) {}

  private final Customer listener;
  private final OptionalLong heard;
  private final Source source;
  private final Sse sse;
  private final Clock clock;
  private final Duration pause;
  private final Consumer<AlertStream> ended;

  private final Queue<OutboundSseEvent> waiting = new ArrayDeque<>();
  private Context context;
  private Flow.Subscriber<? super OutboundSseEvent> client;
  private long demand;
  private boolean reads;
  private boolean mayHaveMore;

  private volatile long last;
  private volatile boolean begun;
  private volatile Instant lastTaken;
  private volatile Ending ending;

  /// @param heard number of the last alert that the client has; empty for one that wants new ones alone
  /// @param pause after which the client reconnects
  AlertStream(Customer listener, OptionalLong heard, Source source, Sse sse, Clock clock, Duration pause,
      Consumer<AlertStream> ended) {
    this.listener = listener;
    this.heard = heard;
    this.source = source;
    this.sse = sse;
    this.clock = clock;
    this.pause = pause;
    this.ended = ended;
    this.lastTaken = clock.instant();
  }

  Customer listener() {
    return listener;
  }

  Ending ending() {
    return ending;
  }

  /// Whether the store has an alert that this client has not been sent.
  boolean misses(long newest) {
    return begun && newest > last;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super OutboundSseEvent> subscriber) {
    client = subscriber;
    context = Objects.requireNonNull(Vertx.currentContext());
    client.onSubscribe(this);
    on(() -> {
      if (ending != null) {
        client.onComplete();
        return;
      }
      waiting.add(sse.newEventBuilder().comment("listening").reconnectDelay(pause.toMillis()).build());
      reads = true;
      source.last(listener.account()).subscribe().with(
          // A number from the future, as after a database was restored, would hide what comes.
          newest -> on(() -> begin(Math.min(heard.orElse(newest), newest))),
          _ -> on(() -> end(Ending.FAILED)));
      flow();
    });
  }

  private void begin(long from) {
    last = from;
    begun = true;
    reads = false;
    mayHaveMore = true;
    flow();
  }

  @Override
  public void request(long more) {
    on(() -> {
      demand += more;
      flow();
    });
  }

  @Override
  public void cancel() {
    on(() -> end(Ending.CLIENT));
  }

  /// There may be a new alert.
  void wake() {
    on(() -> {
      mayHaveMore = true;
      flow();
    });
  }

  /// Called by one timer for all.
  ///
  /// @param live whether the token still counts
  void tick(Instant now, boolean live) {
    if (!now.isBefore(listener.expiresAt())) {
      close(Ending.EXPIRED);
    } else if (!live) {
      close(Ending.REVOKED);
    } else if (!now.isBefore(lastTaken.plus(PATIENCE))) {
      close(Ending.SLOW);
    } else if (!now.isBefore(lastTaken.plus(HEARTBEAT))) {
      on(() -> {
        if (waiting.isEmpty()) {
          waiting.add(sse.newEventBuilder().comment("").build());
          flow();
        }
      });
    }
  }

  void close(Ending why) {
    if (context == null) {
      // Its request ended before anybody listened.
      ending = why;
      ended.accept(this);
    } else {
      on(() -> end(why));
    }
  }

  private void end(Ending why) {
    if (ending == null) {
      ending = why;
      waiting.clear();
      ended.accept(this);
      if (why != Ending.CLIENT) {
        client.onComplete();
      }
    }
  }

  private void flow() {
    while (ending == null && demand > 0 && !waiting.isEmpty()) {
      demand--;
      lastTaken = clock.instant();
      client.onNext(waiting.poll());
    }
    if (ending == null && begun && waiting.isEmpty() && mayHaveMore && !reads) {
      read();
    }
  }

  private void read() {
    reads = true;
    mayHaveMore = false;
    source.after(listener.account(), last).subscribe().with(
        page -> on(() -> {
          reads = false;
          last = Math.max(last, page.last());
          mayHaveMore |= page.isFull();
          waiting.addAll(page.alerts());
          flow();
        }),
        _ -> on(() -> end(Ending.FAILED)));
  }

  private void on(Runnable step) {
    if (context != null) {
      context.runOnContext(_ -> step.run());
    }
  }
}
