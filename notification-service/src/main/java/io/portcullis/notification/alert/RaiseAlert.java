package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.budget.TextBudget;
import io.portcullis.notification.contact.Contacts;
import io.portcullis.notification.contact.Contacts.Reachable;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.preference.AlertChoices.Choice;
import io.portcullis.notification.preference.AlertChoices;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Tells a customer about a fact, by every address that alerts go to.
@ApplicationScoped
class RaiseAlert {

  /// An alert that could not be delivered for so long would only puzzle; the activity list still has it.
  private static final Duration WORTH_TELLING = Duration.ofDays(7);

  private final AlertKeeper keeper;
  private final Contacts contacts;
  private final WaitingAlerts waiting;
  private final AlertLetters letters;
  private final AlertChoices choices;
  private final ShortLinks shortLinks;
  private final TextBudget textBudget;
  private final RepeatedAlerts repeatedAlerts;
  private final Deliveries deliveries;
  private final Vertx vertx;
  private final Clock clock;

  RaiseAlert(
      AlertKeeper keeper, Contacts contacts, WaitingAlerts waiting, AlertLetters letters, AlertChoices choices, ShortLinks shortLinks, TextBudget textBudget,
      RepeatedAlerts repeatedAlerts, Deliveries deliveries, Vertx vertx, Clock clock) {
    this.keeper = keeper;
    this.contacts = contacts;
    this.waiting = waiting;
    this.letters = letters;
    this.choices = choices;
    this.shortLinks = shortLinks;
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
    return vertx.executeBlocking(() -> letters.write(alert, event, reachable.locale()), false)
        .chain(letter -> letters.complete(tx, event, letter))
        .chain(letter -> choice(tx, alert, event).chain(choice ->
            Multi.createFrom().iterable(choice.among(reachable.forAlerts(alert.reach())))
                .onItem().transformToUniAndConcatenate(address -> queueInTurn(tx, alert, event, address, letter, choice))
                .collect().last()));
  }

  // What a thief does to keep an account is critical: nobody is asked.
  private Uni<Choice> choice(SqlConnection tx, Alert alert, SecurityEvent event) {
    return switch (alert.reach()) {
      case EVERY_ADDRESS -> now(AlertChoices.EVERYWHERE_AT_ONCE);
      case MAIL_WHERE_THERE_IS_ONE -> choices.about(tx, event);
    };
  }

  private Uni<Void> queueInTurn(
      SqlConnection tx, Alert alert, SecurityEvent event, Address address, Letter letter, Choice choice) {
    return repeatedAlerts.due(tx, event, address, letter).chain(either(
        at -> queue(tx, alert, event, address, at.isAfter(clock.instant()) ? letters.forOthersToo(letter) : letter,
            choice.notBefore(at)),
        () -> done()));
  }

  private Uni<Void> queue(SqlConnection tx, Alert alert, SecurityEvent event, Address address, Letter letter, Instant due) {
    return fitting(tx, event, address, letter).chain(fit ->
        deliveries.queue(tx, event.type(), alert.purpose(), address, fit, due, event.time().plus(WORTH_TELLING)));
  }

  private Uni<Letter> fitting(SqlConnection tx, SecurityEvent event, Address address, Letter letter) {
    return address.channel() == Address.Channel.SMS && letter.freezeLink().isPresent()
        ? shortLinks.make(tx, event).map(letter::withFreezeLink)
        : now(letter);
  }
}
