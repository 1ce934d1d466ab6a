package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Writes down that somebody forgot a password: a slot, a request, and for a phone number a handle. What is written follows from the
/// identifier as it was typed, never from an account.
@ApplicationScoped
class NoteReset {

  private final Postgres postgres;
  private final ResetSlots slots;
  private final ResetRequests requests;
  private final ResetHandles handles;
  private final ResetWorker worker;
  private final Ids ids;
  private final Clock clock;

  NoteReset(Postgres postgres, ResetSlots slots, ResetRequests requests, ResetHandles handles, ResetWorker worker, Ids ids,
      Clock clock) {
    this.postgres = postgres;
    this.slots = slots;
    this.requests = requests;
    this.handles = handles;
    this.worker = worker;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param sendsIn how long the message waits for its turn; empty when it does not
  /// @param handle  what must be shown beside the code; empty for what is no phone number
  record Note(Optional<Duration> sendsIn, Optional<OpaqueToken> handle) {}

  Uni<Note> handle(Secret identifier, Claimant claimant) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> slots.take(tx, ids.next(), identifier, claimant, now)
              .call(slot -> requests.add(tx, slot, identifier, claimant, now))
              // After the request: its row is locked now, so that nobody works it off without this handle.
              .chain(slot -> handle(tx, slot, identifier, now).map(handle -> new Note(wait(slot, now), handle))))
          .invoke(worker::wake);
    });
  }

  private Uni<Optional<OpaqueToken>> handle(SqlConnection tx, ResetSlots.Slot slot, Secret identifier, Instant now) {
    return isPhone(identifier)
        ? handles.open(tx, slot.request(), slots.key(identifier), now).map(Optional::of)
        : now(Optional.empty());
  }

  private static boolean isPhone(Secret identifier) {
    return Identifier.parse(identifier.reveal()).map(Identifier::type).filter(Identifier.Type.PHONE::equals).isPresent();
  }

  private static Optional<Duration> wait(ResetSlots.Slot slot, Instant now) {
    return Optional.of(Duration.between(now, slot.at())).filter(Duration::isPositive);
  }
}
