package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Raises what had to wait for a contact. A poll, because alert and contact may commit side by side, each before it
/// could see the other.
@ApplicationScoped
class RaiseWaitingAlerts {

  private static final Logger LOG = Logger.getLogger(RaiseWaitingAlerts.class);

  private final Postgres postgres;
  private final WaitingAlerts waiting;
  private final RaiseAlert raiseAlert;
  private final DeliverQueued deliverQueued;

  RaiseWaitingAlerts(
      Postgres postgres, WaitingAlerts waiting, RaiseAlert raiseAlert, DeliverQueued deliverQueued) {
    this.postgres = postgres;
    this.waiting = waiting;
    this.raiseAlert = raiseAlert;
    this.deliverQueued = deliverQueued;
  }

  @Scheduled(every = "2s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return postgres.withTransaction(tx -> waiting.takeReachable(tx).call(events -> raise(tx, events)))
        .invoke(raised -> {
          if (!raised.isEmpty()) {
            deliverQueued.wake();
          }
        })
        .onFailure().invoke(failure -> LOG.warnf("waiting alerts: not raised yet, will try again: %s", failure))
        .onFailure().recoverWithNull()
        .replaceWithVoid();
  }

  @Scheduled(every = "1h", delayed = "10m")
  Uni<Void> forgetUnreachable() {
    return postgres.withTransaction(waiting::forgetUnreachable);
  }

  private Uni<Void> raise(SqlConnection tx, Iterable<SecurityEvent> events) {
    return Multi.createFrom().iterable(events)
        .onItem().transformToUniAndConcatenate(event -> Alert.about(event)
            .map(alert -> raiseAlert.write(tx, alert, event))
            .orElseGet(() -> done()))
        .collect().last();
  }
}
