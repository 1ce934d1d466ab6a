package io.portcullis.auth.burst;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.burst.FailureBursts.Burst;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Has owners told of many wrong passwords, away from the sign-in: its answer must take as long where nobody is told
///
@ApplicationScoped
class TellFailureBursts {

  private static final Logger LOG = Logger.getLogger(TellFailureBursts.class);

  private final FailureBursts bursts;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  TellFailureBursts(FailureBursts bursts, Outbox outbox, Postgres postgres, Ids ids, Clock clock) {
    this.bursts = bursts;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> tell() {
    Instant now = clock.instant();
    return postgres.withTransaction(tx -> bursts.take(tx, now).chain(taken -> {
          Uni<Void> told = done();
          for (Burst burst : taken) {
            told = told.chain(() -> append(tx, burst, now));
          }
          return told;
        }))
        .onFailure().invoke(failure -> LOG.warnf("bursts of wrong passwords are not told yet, trying again: %s", failure))
        .onFailure().recoverWithNull();
  }

  private Uni<Void> append(SqlConnection tx, Burst burst, Instant now) {
    return outbox.append(tx, new PasswordFailures(
        ids.nextEvent(), burst.account(), now, burst.failures(), Optional.of(burst.place())));
  }
}
