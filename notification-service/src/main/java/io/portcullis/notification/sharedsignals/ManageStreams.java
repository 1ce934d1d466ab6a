package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.sharedsignals.EventStream.Status;
import io.portcullis.notification.sharedsignals.ManageStreams.Verdict.EndpointRefused;
import io.portcullis.notification.sharedsignals.ManageStreams.Verdict.Full;
import io.portcullis.notification.sharedsignals.ManageStreams.Verdict.Kept;
import io.portcullis.notification.sharedsignals.ManageStreams.Verdict.Unknown;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a receiver does with its own streams (SSF 1.0 §8.1).
@ApplicationScoped
class ManageStreams {

  private final EventStreams streams;
  private final QueuedSets sets;
  private final TokenClaims claims;
  private final PushToken push;
  private final NewSets news;
  private final Postgres postgres;
  private final Ids ids;
  private final SharedSignalsConfig config;

  ManageStreams(EventStreams streams, QueuedSets sets, TokenClaims claims, PushToken push, NewSets news, Postgres postgres, Ids ids,
      SharedSignalsConfig config) {
    this.streams = streams;
    this.sets = sets;
    this.claims = claims;
    this.push = push;
    this.news = news;
    this.postgres = postgres;
    this.ids = ids;
    this.config = config;
  }

  /// @param pushTo empty for a stream that is polled
  record Wish(Optional<List<String>> requested, Optional<String> description, Optional<Endpoint> pushTo) {}

  /// @param authorization what the endpoint wants in `Authorization`
  record Endpoint(String url, Optional<String> authorization) {}

  sealed interface Verdict {
    record Kept(EventStream stream) implements Verdict {}

    record Unknown() implements Verdict {}

    record EndpointRefused() implements Verdict {}

    /// The receiver has as many streams as it may have.
    record Full() implements Verdict {}
  }

  Uni<Verdict> create(Receiver receiver, Wish wish) {
    if (isRefused(receiver, wish)) {
      return now(new EndpointRefused());
    }
    EventStream stream = stream(ids.next(), wish, Status.ENABLED);
    return streams.add(receiver.id(), stream, wish.pushTo().flatMap(Endpoint::authorization), config.streamsPerReceiver())
        .map(added -> added ? new Kept(stream) : new Full());
  }

  /// What the wish leaves out is removed.
  Uni<Verdict> replace(Receiver receiver, UUID id, Wish wish) {
    return streams.find(receiver.id(), id).chain(found -> found.isEmpty() ? now(new Unknown())
        : isRefused(receiver, wish) ? now(new EndpointRefused())
        : keep(receiver, stream(id, wish, found.get().status()), Optional.of(wish.pushTo().flatMap(Endpoint::authorization))));
  }

  /// What the wish leaves out stays as it is.
  ///
  /// @param delivery whether the wish says how events are delivered
  Uni<Verdict> update(Receiver receiver, UUID id, Wish wish, boolean delivery) {
    return streams.find(receiver.id(), id).chain(found -> found.isEmpty() ? now(new Unknown())
        : delivery && isRefused(receiver, wish) ? now(new EndpointRefused())
        : keep(receiver, new EventStream(id, wish.requested().or(found.get()::requested),
                wish.description().or(found.get()::description), delivery ? wish.pushTo().map(Endpoint::url) : found.get().pushedTo(), found.get().status(), found.get().reason()),
            delivery ? Optional.of(wish.pushTo().flatMap(Endpoint::authorization)) : Optional.empty()));
  }

  private Uni<Verdict> keep(Receiver receiver, EventStream stream, Optional<Optional<String>> authorization) {
    return streams.change(receiver.id(), stream, authorization).map(known -> known ? new Kept(stream) : new Unknown());
  }

  private boolean isRefused(Receiver receiver, Wish wish) {
    return wish.pushTo().filter(endpoint -> !push.mayGoTo(endpoint.url(), receiver)).isPresent();
  }

  private static EventStream stream(UUID id, Wish wish, Status status) {
    return new EventStream(id, wish.requested(), wish.description(), wish.pushTo().map(Endpoint::url), status, Optional.empty());
  }

  Uni<List<EventStream>> of(Receiver receiver) {
    return streams.of(receiver.id());
  }

  Uni<Optional<EventStream>> find(Receiver receiver, UUID id) {
    return streams.find(receiver.id(), id);
  }

  Uni<Boolean> remove(Receiver receiver, UUID id) {
    return streams.remove(receiver.id(), id);
  }

  /// A stream that is enabled goes on with what was held.
  Uni<Boolean> setStatus(Receiver receiver, UUID id, Status status, Optional<String> reason) {
    return streams.setStatus(receiver.id(), id, status, reason).invoke(known -> news.tell(known ? List.of(id) : List.of()));
  }

  sealed interface Verification {
    record Queued() implements Verification {}

    record Unknown() implements Verification {}

    record Disabled() implements Verification {}

    /// The last one was asked for just before, or too much waits already.
    record TooSoon() implements Verification {}
  }

  /// @param state which the receiver wants to see again
  Uni<Verification> verify(Receiver receiver, UUID id, Optional<String> state) {
    return streams.find(receiver.id(), id).chain(found -> found.isEmpty() ? now(new Verification.Unknown())
        : found.get().status() == Status.DISABLED ? now(new Verification.Disabled())
        : queueVerification(receiver, id, state));
  }

  private Uni<Verification> queueVerification(Receiver receiver, UUID id, Optional<String> state) {
    UUID jti = ids.next();
    return postgres.withTransaction(tx -> streams.verify(tx, receiver.id(), id, config.minVerificationInterval())
            .chain(inTime -> inTime
                ? sets.add(tx, id, jti, "event", claims.verification(jti, receiver.audience(), id, state), config.waiting())
                : now(false)))
        .invoke(queued -> news.tell(queued ? List.of(id) : List.of()))
        .map(queued -> queued ? new Verification.Queued() : new Verification.TooSoon());
  }
}
