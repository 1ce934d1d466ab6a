package io.portcullis.auth.sessionend;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.sessionend.SessionEnds.Owed;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Tells session-service what is owed, and forgets it when acknowledged.
///
/// The row stays locked while the call is under way, so that of two changes to one account the later one is also told
/// later, whichever instance tells it.
@ApplicationScoped
public class SettleSessionEnds {

  private static final Logger LOG = Logger.getLogger(SettleSessionEnds.class);

  // Shorter than our own caller's: a slow session-service must not turn a change that is committed into a failure.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SessionEnds ends;
  private final SessionStanding sessions;
  private final Postgres postgres;

  SettleSessionEnds(SessionEnds ends, @RestClient SessionStanding sessions, Postgres postgres) {
    this.ends = ends;
    this.sessions = sessions;
    this.postgres = postgres;
  }

  /// Settles what the caller has just committed. Never fails: what does not get through now is retried.
  public Uni<Void> settle(AccountId account) {
    return postgres.withTransaction(tx -> ends.lock(tx, account).chain(owed -> tell(tx, owed)))
        .replaceWithVoid()
        .ifNoItem().after(PATIENCE).fail()
        .onFailure().invoke(SettleSessionEnds::warn)
        .onFailure().recoverWithNull();
  }

  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> settleOwed() {
    return postgres.withTransaction(tx -> ends.lockOldest(tx).chain(owed -> tell(tx, owed)))
        // One each, until none is left; the first failure ends the round.
        .chain(settled -> settled ? settleOwed() : done())
        .onFailure().invoke(SettleSessionEnds::warn)
        .onFailure().recoverWithNull();
  }

  private Uni<Boolean> tell(SqlConnection tx, Optional<Owed> owed) {
    return owed.isPresent()
        ? sessions.put(owed.get().account(), owed.get().standing())
            .chain(() -> ends.settled(tx, owed.get().account())).replaceWith(true)
        : now(false);
  }

  private static void warn(Throwable failure) {
    LOG.warnf("session-service does not know yet that sessions must end, trying again: %s", failure);
  }
}
