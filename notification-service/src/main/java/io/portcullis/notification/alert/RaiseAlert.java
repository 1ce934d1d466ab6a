package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.alert.AlertDestinations.Destinations;
import io.portcullis.notification.alert.SignInAlerts.Attempt;
import io.portcullis.notification.budget.TextBudget;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.contact.Contacts.Reachable;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.delivery.Deliveries.Timing;
import io.portcullis.notification.delivery.Destination;
import io.portcullis.notification.letter.Letter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells a customer about a fact, by every address and browser that alerts go to.
@ApplicationScoped
class RaiseAlert {

  /// An alert that could not be delivered for so long would only puzzle; the activity list still has it.
  private static final Duration WORTH_TELLING = Duration.ofDays(7);

  private final AlertKeeper keeper;
  private final Contacts contacts;
  private final WaitingAlerts waiting;
  private final AlertLetters letters;
  private final AlertDestinations destinations;
  private final SignInAlerts signIns;
  private final TextedAlerts textedAlerts;
  private final TextBudget textBudget;
  private final RepeatedAlerts repeatedAlerts;
  private final Deliveries deliveries;
  private final Vertx vertx;
  private final Clock clock;

  RaiseAlert(
      AlertKeeper keeper, Contacts contacts, WaitingAlerts waiting, AlertLetters letters, AlertDestinations destinations,
      SignInAlerts signIns, TextedAlerts textedAlerts, TextBudget textBudget,
      RepeatedAlerts repeatedAlerts, Deliveries deliveries, Vertx vertx, Clock clock) {
    this.keeper = keeper;
    this.contacts = contacts;
    this.waiting = waiting;
    this.letters = letters;
    this.destinations = destinations;
    this.signIns = signIns;
    this.textedAlerts = textedAlerts;
    this.textBudget = textBudget;
    this.repeatedAlerts = repeatedAlerts;
    this.deliveries = deliveries;
    this.vertx = vertx;
    this.clock = clock;
  }

  /// The fact changed the account's addresses: no alert about it or about what follows may go to those of before, which may
  /// be a thief's by now. It travels before what follows, on one topic.
  Uni<Void> expectContact(SqlConnection tx, SecurityEvent event) {
    return event instanceof IdentifierChange change
        ? contacts.expect(tx, change.subject(), change.time())
        : done();
  }

  /// Keeps the alert for the app and queues its letters, in `tx`.
  Uni<Void> handle(SqlConnection tx, Alert alert, SecurityEvent event) {
    return keeper.keep(tx, event).chain(() -> noteConversion(tx, event)).chain(() -> write(tx, alert, event));
  }

  /// Queues the letters in `tx`, or lets the alert wait there for the account's contact: the two travel on different topics.
  Uni<Void> write(SqlConnection tx, Alert alert, SecurityEvent event) {
    return contacts.findCurrent(tx, event.subject()).chain(either(
        known -> tell(tx, alert, event, known),
        () -> waiting.add(tx, event)));
  }

  private Uni<Void> noteConversion(SqlConnection tx, SecurityEvent event) {
    return event instanceof AuthenticatorEnrolled enrolled && enrolled.authenticator() == AuthenticatorType.SMS
        ? textBudget.proved(tx, event.subject())
        : done();
  }

  Uni<Void> tell(SqlConnection tx, Alert alert, SecurityEvent event, Reachable reachable) {
    return signIns.with(tx, event).chain(attempt -> attempt.lead() == event
        ? tell(tx, alert, attempt, reachable)
        // What waited is graver: it tells this fact, too.
        : Alert.about(attempt.lead()).map(graver -> tell(tx, graver, attempt, reachable)).orElseGet(() -> done()));
  }

  private Uni<Void> tell(SqlConnection tx, Alert alert, Attempt attempt, Reachable reachable) {
    SecurityEvent event = attempt.lead();
    return destinations.of(tx, alert, event, reachable).chain(found ->
        vertx.executeBlocking(() -> letters.write(alert, event, reachable.locale(), found.zone()), false)
            .chain(letter -> letters.complete(tx, event, letters.beside(letter, attempt.others())))
            .chain(letter -> Multi.createFrom().iterable(found.all())
                .onItem().transformToUniAndConcatenate(to -> queueInTurn(tx, alert, attempt, to, letter, found))
                .collect().last()));
  }

  private Uni<Void> queueInTurn(
      SqlConnection tx, Alert alert, Attempt attempt, Destination to, Letter letter, Destinations chosen) {
    SecurityEvent event = attempt.lead();
    // Another letter of its kind does not tell the facts that it took over. Those are rare by themselves.
    return (attempt.isJoined() ? now(Optional.of(clock.instant())) : repeatedAlerts.due(tx, event, to, letter)).chain(either(
        at -> at.isAfter(clock.instant())
            ? queue(tx, alert, event, to, letters.forOthersToo(letter), timing(event, chosen.notBefore(at), List.of()))
            : queue(tx, alert, event, to, letter, timing(event, attempt.due().orElse(chosen.notBefore(at)), attempt.held())),
        () -> done()));
  }

  private static Timing timing(SecurityEvent event, Instant due, List<EventId> held) {
    return new Timing(event.time(), due, event.time().plus(WORTH_TELLING), held);
  }

  private Uni<Void> queue(SqlConnection tx, Alert alert, SecurityEvent event, Destination to, Letter letter, Timing timing) {
    return fitting(tx, event, to, letter).chain(fit -> deliveries.queue(tx, event.type(), alert.purpose(), to, fit, timing));
  }

  private Uni<Letter> fitting(SqlConnection tx, SecurityEvent event, Destination to, Letter letter) {
    return switch (to.channel()) {
      case EMAIL -> now(letter);
      case SMS -> textedAlerts.fit(tx, event, letter);
      case PUSH -> now(letter.openToEverybody());
    };
  }
}
