package io.portcullis.auth.registration;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.registration.RegistrationVerdict.Sending;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.http.ClientNetwork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Codes that wait for a slot of their mailbox, because strangers have used up what it may be sent in an hour.
/// Of each network's requests for one mailbox the latest waits, in the slot that the network has already.
@ApplicationScoped
class QueuedCodes {

  private static final Logger LOG = Logger.getLogger(QueuedCodes.class);

  private final Registrations registrations;
  private final RegistrationMessage message;
  private final Accounts accounts;
  private final Postgres postgres;
  private final Clock clock;
  private final MailboxSlots slots;

  QueuedCodes(Registrations registrations, RegistrationMessage message, Accounts accounts, MailboxSlots slots, Postgres postgres,
      Clock clock) {
    this.registrations = registrations;
    this.message = message;
    this.accounts = accounts;
    this.postgres = postgres;
    this.clock = clock;
    this.slots = slots;
  }

  private static final String REPLACE = """
      update registration set due_at = null
      where mailbox = $1 and requester = $2 and due_proved = $3 and due_at is not null and id <> $4""";
  // A slot that it waits for already may be the sooner one.
  private static final String PUT = """
      update registration set due_at = least(due_at, $5), mailbox = $1, requester = $2, due_proved = $3 where id = $4
      returning due_at""";

  /// Lets the registration's code wait until `due`, in the place of an older one for the same mailbox, network and share.
  ///
  /// @return until when it waits
  Uni<Instant> put(SqlConnection tx, Registration registration, ClientNetwork network, MailboxSlots.Share share, Instant due) {
    var place = Tuple.of(slots.mailbox(registration.identifier()), slots.requester(network),
        share == MailboxSlots.Share.PROVED, registration.id());
    return tx.preparedQuery(REPLACE).execute(place)
        .chain(() -> tx.preparedQuery(PUT).execute(place.addOffsetDateTime(utc(due))))
        .map(rows -> rows.stream().findFirst().map(row -> row.getOffsetDateTime(0).toInstant()).orElse(due));
  }

  /// Sends a new code now, in a slot that was taken for it.
  ///
  /// @return when the next one may be asked for; empty when another request was first, which sends
  Uni<Optional<Instant>> send(Registration registration) {
    return accounts.holder(postgres.pool(), registration.identifier()).chain(owner -> {
      RegistrationMessage.Prepared prepared = message.prepare(registration, owner, true);
      return postgres.withTransaction(tx -> registrations
          .renewCode(tx, registration.id(), prepared.codeDigest(), prepared.now())
          .call(next -> next.isPresent() ? message.owe(tx, registration, prepared) : Uni.createFrom().voidItem()));
    });
  }

  // Each has a slot of its own, and its time. Of replicas that look at once one gets it. A crash before it is sent loses it:
  // the customer asks again.
  private static final String TAKE = """
      update registration set due_at = null
      where id = (select id from registration where due_at <= $1 order by due_at, id limit 1 for update skip locked)
      returning id""";

  @Scheduled(every = "2s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sendDue() {
    return next().onFailure().invoke(failure -> LOG.warnf("queued codes: not sent yet, will try again: %s", failure))
        .onFailure().recoverWithNull();
  }

  private Uni<Void> next() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(TAKE).execute(Tuple.of(utc(clock.instant()))))
        .map(rows -> rows.stream().findFirst().map(row -> row.getUUID("id")))
        .chain(due -> due.isEmpty() ? Uni.createFrom().voidItem() : settle(due.get()).chain(this::next));
  }

  private Uni<Void> settle(UUID due) {
    return registrations.findResendable(postgres.pool(), due, clock.instant())
        .chain(found -> found.map(registration -> send(registration).replaceWithVoid()).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private static final String WAITING = "select due_at, created_at from registration where id = $1 and due_at > $2";

  /// Until when the registration's code waits still; empty when it does not, or there is no such registration.
  Uni<Optional<Sending>> waiting(UUID registration) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.pool().preparedQuery(WAITING).execute(Tuple.of(registration, utc(now)))
          .map(rows -> Rows.first(rows).map(row ->
              Registrations.waiting(Rows.instant(row, "created_at"), Rows.instant(row, "due_at"), now)));
    });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
