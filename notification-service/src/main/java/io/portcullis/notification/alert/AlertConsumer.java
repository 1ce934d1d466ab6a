package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.delivery.DeliverQueued;
import io.portcullis.notification.erasure.ErasePersonalData;
import io.portcullis.notification.intake.Intake;
import io.portcullis.notification.push.PushSubscriptions;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.Inbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The group of consumers that tells customers what happened to their accounts. When an account is closed, it erases what it knows of
/// the owner. What it hears of the account later goes into the audit trail alone.
@Startup
@ApplicationScoped
class AlertConsumer {

  private static final String CONSUMER = "alerting";

  private final Intake intake;
  private final EventDecoder decoder;
  private final Inbox inbox;
  private final Postgres postgres;
  private final RaiseAlert raiseAlert;
  private final DeliverQueued deliverQueued;
  private final ErasePersonalData erase;
  private final PushSubscriptions pushes;

  AlertConsumer(Intake intake, EventDecoder decoder, Inbox inbox, Postgres postgres, RaiseAlert raiseAlert,
      DeliverQueued deliverQueued, ErasePersonalData erase, PushSubscriptions pushes) {
    this.intake = intake;
    intake.expect(CONSUMER);
    this.decoder = decoder;
    this.inbox = inbox;
    this.postgres = postgres;
    this.raiseAlert = raiseAlert;
    this.deliverQueued = deliverQueued;
    this.erase = erase;
    this.pushes = pushes;
  }

  @Incoming(CONSUMER)
  Uni<Void> receive(ConsumerRecords<String, byte[]> poll) {
    return intake.take(CONSUMER, poll, records -> {
      List<SecurityEvent> events = records.stream().map(decoder::securityEvent).flatMap(Optional::stream).toList();
      return raise(events.stream().map(event -> new Raised(Alert.about(event), event))
          .filter(raised -> raised.alert().isPresent() || raised.event() instanceof IdentifierChange || raised.closes()).toList(),
          events.stream().filter(SessionRevoked.class::isInstance).map(SessionRevoked.class::cast).map(SessionRevoked::session).toList());
    });
  }

  // A session that has ended stays so: it needs no mark in the inbox, and one statement ends what all of a poll had subscribed.
  private Uni<Void> raise(List<Raised> alerts, List<SessionId> ended) {
    return alerts.isEmpty() && ended.isEmpty()
        ? done()
        // First: nobody before such a screen is to hear of what follows.
        : postgres.withTransaction(tx -> pushes.endOf(tx, ended).chain(() -> raise(tx, alerts))).invoke(() -> {
          if (!alerts.isEmpty()) {
            deliverQueued.wake();
          }
        });
  }

  private Uni<Void> raise(SqlConnection tx, List<Raised> alerts) {
    return alerts.isEmpty()
        ? done()
        : inbox.fresh(tx, CONSUMER, alerts, raised -> raised.event().id())
            .chain(fresh -> erase.among(tx, fresh.stream().map(raised -> raised.event().subject()).toList())
                .chain(erased -> Intake.inOrder(fresh, raised -> take(tx, raised, erased))));
  }

  private Uni<Void> take(SqlConnection tx, Raised raised, Set<AccountId> erased) {
    AccountId account = raised.event().subject();
    if (raised.closes()) {
      erased.add(account);
      return erase.handle(tx, account, raised.event().time());
    }
    return erased.contains(account) ? done() : raiseAlert.expectContact(tx, raised.event())
        .chain(() -> raised.event() instanceof AccountFrozen ? pushes.endAll(tx, account) : done())
        .chain(() -> raised.alert().map(alert -> raiseAlert.handle(tx, alert, raised.event())).orElseGet(() -> done()));
  }

  private record Raised(Optional<Alert> alert, SecurityEvent event) {

    boolean closes() {
      return event instanceof AccountClosureChange change && change.action() == ClosureAction.CLOSED;
    }
  }
}
