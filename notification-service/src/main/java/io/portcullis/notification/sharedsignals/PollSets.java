package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.sharedsignals.QueuedSets.Outgoing;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// What a receiver gets by polling (RFC 8936 §2). What is not acknowledged comes again with the next poll.
///
/// A poll that finds nothing waits, for ten seconds at most, until something is queued. It looks every two seconds for what other
/// replicas queued.
@Startup
@ApplicationScoped
class PollSets {

  private static final Logger LOG = Logger.getLogger(PollSets.class);

  static final int MOST = 100;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int LOOKS = 5;
  /// A further poll of the same stream is answered at once.
  private static final int MOST_WAITING = 2;

  private final QueuedSets sets;
  private final SigningKeys keys;
  private final Vertx vertx;
  private final Counter delivered;
  private final Counter refused;
  private final Map<UUID, Set<Waiting>> waiting = new ConcurrentHashMap<>();
  private volatile boolean isStopping;

  PollSets(QueuedSets sets, SigningKeys keys, NewSets news, Vertx vertx, MeterRegistry metrics) {
    this.sets = sets;
    this.keys = keys;
    this.vertx = vertx;
    delivered = metrics.counter("portcullis.shared.signals.polled", "outcome", "delivered");
    refused = metrics.counter("portcullis.shared.signals.polled", "outcome", "refused");
    news.listen(this::wake);
  }

  // Before the service waits for requests that are under way.
  void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
    isStopping = true;
    wake(List.copyOf(waiting.keySet()));
  }

  /// @param most     how many tokens the receiver wants; 0 for one that only acknowledges
  /// @param waits    for a token where there is none
  /// @param taken    tokens that it has now
  /// @param refused  error codes of tokens that it does not want
  record Poll(int most, boolean waits, List<UUID> taken, Map<UUID, String> refused) {}

  /// @param tokens signed, by `jti`, in their order
  record Found(Map<String, String> tokens, boolean more) {}

  Uni<Found> handle(UUID stream, Poll poll) {
    return settle(stream, poll).chain(() -> poll.most() == 0 ? now(List.<Outgoing>of())
            : find(stream, Math.min(poll.most(), MOST), poll.waits() ? LOOKS : 0))
        .chain(found -> keys.sign(found.stream().map(Outgoing::claims).toList())
            .chain(signed -> sets.count(stream, found.size() + 1).map(count -> found(found, signed, count > found.size()))));
  }

  private Uni<Void> settle(UUID stream, Poll poll) {
    return (poll.taken().isEmpty() ? done() : sets.taken(stream, poll.taken()).invoke(count -> delivered.increment(count)).replaceWithVoid())
        .chain(() -> poll.refused().isEmpty() ? done() : sets.refused(stream, poll.refused()).invoke(count -> {
          refused.increment(count);
          LOG.warnf("shared signals: the receiver of stream %s refused %d events", stream, count);
        }).replaceWithVoid());
  }

  private static Found found(List<Outgoing> found, List<String> signed, boolean more) {
    var tokens = new LinkedHashMap<String, String>();
    for (int i = 0; i < found.size(); i++) {
      tokens.put(found.get(i).jti().toString(), signed.get(i));
    }
    return new Found(tokens, more);
  }

  private Uni<List<Outgoing>> find(UUID stream, int most, int looks) {
    return sets.handOut(stream, most).chain(found -> !found.isEmpty() || looks == 0 || isStopping ? now(found)
        : await(stream).chain(waited -> waited ? find(stream, most, looks - 1) : now(found)));
  }

  /// One poll that waits, on the context of its request.
  private final class Waiting {

    private final UUID stream;
    private final Context context;
    private final UniEmitter<? super Boolean> emitter;

    Waiting(UUID stream, Context context, UniEmitter<? super Boolean> emitter) {
      this.stream = stream;
      this.context = context;
      this.emitter = emitter;
    }

    void end() {
      waiting.computeIfPresent(stream, (_, there) -> {
        there.remove(this);
        return there.isEmpty() ? null : there;
      });
      context.runOnContext(_ -> emitter.complete(true));
    }
  }

  /// @return false when too many wait already
  private Uni<Boolean> await(UUID stream) {
    return Uni.createFrom().emitter(emitter -> {
      var one = new Waiting(stream, vertx.getOrCreateContext(), emitter);
      Set<Waiting> there = waiting.compute(stream, (_, before) -> {
        Set<Waiting> all = before == null ? ConcurrentHashMap.newKeySet() : before;
        if (all.size() < MOST_WAITING) {
          all.add(one);
        }
        return all;
      });
      if (there.contains(one)) {
        vertx.setTimer(LOOK.toMillis(), _ -> one.end());
      } else {
        emitter.complete(false);
      }
    });
  }

  private void wake(Collection<UUID> streams) {
    streams.forEach(stream -> new ArrayList<>(waiting.getOrDefault(stream, Set.of())).forEach(Waiting::end));
  }
}
