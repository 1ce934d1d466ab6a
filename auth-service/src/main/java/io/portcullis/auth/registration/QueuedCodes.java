package io.portcullis.auth.registration;

import io.portcullis.auth.account.Accounts;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Codes that wait for their mailbox's next slot, because strangers have used up what it may be sent in an hour.
/// Of each network's requests for one mailbox the latest waits, so the queue is as long as there are networks that ask.
@ApplicationScoped
class QueuedCodes {

  private static final Logger LOG = Logger.getLogger(QueuedCodes.class);

  private final Registrations registrations;
  private final RegistrationMessage message;
  private final Accounts accounts;
  private final Postgres postgres;
  private final Clock clock;
  private final KeyedDigest digests;

  QueuedCodes(Registrations registrations, RegistrationMessage message, Accounts accounts, Postgres postgres, Clock clock,
      KeyRing ring) {
    this.registrations = registrations;
    this.message = message;
    this.accounts = accounts;
    this.postgres = postgres;
    this.clock = clock;
    digests = ring.digestFor("registration-queue");
  }

  private static final String REPLACE = """
      update registration set due_at = null
      where mailbox = $1 and requester = $2 and due_at is not null and id <> $3""";
  private static final String PUT =
      "update registration set due_at = greatest($4, resend_at), mailbox = $1, requester = $2 where id = $3";

  /// Lets the registration's code wait until `due`, in the place of an older one for the same mailbox and network.
  Uni<Void> put(SqlConnection tx, Registration registration, ClientNetwork network, Instant due) {
    String mailbox = digests.of("mailbox", registration.identifier().mailbox());
    String requester = message.requester(network);
    return tx.preparedQuery(REPLACE).execute(Tuple.of(mailbox, requester, registration.id()))
        .chain(() -> tx.preparedQuery(PUT).execute(Tuple.of(mailbox, requester, registration.id(), utc(due))))
        .replaceWithVoid();
  }

  /// Sends a new code now. It has been counted already.
  Uni<Void> send(Registration registration) {
    return accounts.holder(postgres.pool(), registration.identifier()).chain(owner -> {
      RegistrationMessage.Prepared prepared = message.prepare(registration, owner, true);
      return postgres.withTransaction(tx -> registrations
          .renewCode(tx, registration.id(), prepared.codeDigest(), prepared.now())
          .chain(ours -> ours ? message.owe(tx, registration, prepared) : Uni.createFrom().voidItem()));
    });
  }

  // The oldest registration first: who comes later must not pass the owner who waits. Of replicas that look at once one gets it.
  // A crash before it is sent loses it: the customer asks again.
  private static final String TAKE = """
      update registration set due_at = null
      where id = (select id from registration where due_at <= $1 order by id limit 1 for update skip locked)
      returning id, requester""";

  private record Due(UUID id, String requester) {}

  @Scheduled(every = "2s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sendDue() {
    return next().onFailure().invoke(failure -> LOG.warnf("queued codes: not sent yet, will try again: %s", failure))
        .onFailure().recoverWithNull();
  }

  private Uni<Void> next() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(TAKE).execute(Tuple.of(utc(clock.instant()))))
        .map(rows -> rows.stream().findFirst().map(QueuedCodes::due))
        .chain(due -> due.isEmpty() ? Uni.createFrom().voidItem() : settle(due.get()).chain(this::next));
  }

  private static Due due(Row row) {
    return new Due(row.getUUID("id"), row.getString("requester"));
  }

  private Uni<Void> settle(Due due) {
    return registrations.findResendable(postgres.pool(), due.id(), clock.instant())
        .chain(found -> found.map(registration -> message.untilAffordable(registration.identifier(), due.requester())
                .chain(wait -> wait.isEmpty() ? send(registration) : waitOn(due, clock.instant().plus(wait.get()))))
            .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private static final String WAIT_OF = "select due_at from registration where id = $1 and due_at > $2";

  /// How long the registration's code waits still; empty when it does not, or there is no such registration.
  Uni<Optional<Duration>> waitOf(UUID registration) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.pool().preparedQuery(WAIT_OF).execute(Tuple.of(registration, utc(now))).map(rows -> rows.stream()
          .findFirst().map(row -> Duration.between(now, row.getOffsetDateTime(0).toInstant())));
    });
  }

  private static final String WAIT_ON = "update registration set due_at = $2 where id = $1";

  private Uni<Void> waitOn(Due due, Instant until) {
    return postgres.pool().preparedQuery(WAIT_ON).execute(Tuple.of(due.id(), utc(until))).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
