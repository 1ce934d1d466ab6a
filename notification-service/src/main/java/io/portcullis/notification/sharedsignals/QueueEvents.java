package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.intake.Intake;
import io.portcullis.notification.sharedsignals.QueuedSets.Listening;
import io.portcullis.notification.sharedsignals.QueuedSets.Wanted;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Queues events for the streams that carry them. A stream whose receiver does not keep up is paused when it is full, and what
/// happens after that is lost to it.
@Startup
@ApplicationScoped
class QueueEvents {

  private final QueuedSets sets;
  private final TokenClaims claims;
  private final PauseStream pause;
  private final NewSets news;
  private final Postgres postgres;
  private final Ids ids;
  private final Counter dropped;

  QueueEvents(QueuedSets sets, TokenClaims claims, PauseStream pause, NewSets news, Postgres postgres, Ids ids, MeterRegistry metrics) {
    this.sets = sets;
    this.claims = claims;
    this.pause = pause;
    this.news = news;
    this.postgres = postgres;
    this.ids = ids;
    dropped = metrics.counter("portcullis.shared.signals.dropped");
  }

  private record Told(SecurityEvent event, Signal signal) {}

  Uni<Void> handle(List<SecurityEvent> events, List<Listening> streams) {
    List<Told> told = events.stream().flatMap(event -> Signals.of(event).map(signal -> new Told(event, signal)).stream()).toList();
    var wanted = new ArrayList<Wanted>();
    var full = new ArrayList<UUID>();
    streams.forEach(stream -> {
      List<Told> heard = told.stream().filter(one -> stream.delivered().contains(one.signal().type().uri())).toList();
      int room = Math.clamp(stream.room(), 0, heard.size());
      heard.subList(0, room).forEach(one -> wanted.add(wanted(stream, one)));
      if (room < heard.size()) {
        full.add(stream.stream());
        dropped.increment(heard.size() - room);
      }
    });
    return wanted.isEmpty() && full.isEmpty() ? done() : commit(wanted, full);
  }

  private Wanted wanted(Listening stream, Told told) {
    UUID jti = ids.next();
    return new Wanted(stream.stream(), jti, told.event().id().value(), claims.about(told.event(), told.signal(), jti, stream.audience()));
  }

  private Uni<Void> commit(List<Wanted> wanted, List<UUID> full) {
    return postgres.withTransaction(tx -> (wanted.isEmpty() ? done() : sets.queue(tx, wanted))
            .chain(() -> Intake.inOrder(full, stream -> pause.handle(tx, stream, PauseStream.Reason.TOO_MANY_EVENTS_WAIT))))
        .invoke(() -> {
          news.tell(wanted.stream().map(Wanted::stream).distinct().toList());
          news.tell(full);
        });
  }
}
