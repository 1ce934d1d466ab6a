package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.contact.AddressMarks;
import io.portcullis.notification.contact.Contacts.Reach;
import io.portcullis.notification.contact.Contacts.Reachable;
import io.portcullis.notification.delivery.Destination;
import io.portcullis.notification.preference.AlertChoices;
import io.portcullis.notification.preference.AlertChoices.Choice;
import io.portcullis.notification.push.PushSubscriptions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// Where one alert goes: to addresses by its reach, and to each browser that asked for pushes; less what the customer does not
/// want. [AddressMarks] says where an alert goes instead of an address whose mail was reported.
@ApplicationScoped
class AlertDestinations {

  private final AlertChoices choices;
  private final PushSubscriptions subscriptions;
  private final AddressMarks marks;

  AlertDestinations(AlertChoices choices, PushSubscriptions subscriptions, AddressMarks marks) {
    this.choices = choices;
    this.subscriptions = subscriptions;
    this.marks = marks;
  }

  record Destinations(List<Destination> all, Choice choice) {

    Instant notBefore(Instant due) {
      return choice.notBefore(due);
    }

    ZoneId zone() {
      return choice.zone();
    }
  }

  Uni<Destinations> of(SqlConnection tx, Alert alert, SecurityEvent event, Reachable reachable) {
    return choice(tx, alert, event).chain(choice -> addresses(tx, alert, event, reachable, choice).chain(addresses ->
        subscriptions.of(tx, event.subject()).map(browsers -> new Destinations(Stream.concat(addresses.stream(),
            choice.among(browsers.stream().map(Destination::browser).toList()).stream()).toList(), choice))));
  }

  private Uni<List<Destination>> addresses(SqlConnection tx, Alert alert, SecurityEvent event, Reachable reachable, Choice choice) {
    List<Address> wanted = reachable.forAlerts(alert.reach());
    List<Destination> chosen = among(choice, wanted);
    // A critical alert is tried everywhere, whatever was reported of an address.
    return alert.reach() == Reach.EVERY_ADDRESS || chosen.isEmpty() ? now(chosen)
        : marks.of(tx, event.subject()).map(marked -> marked.instead(event.type(), wanted, reachable.addresses())
            .map(list -> among(choice, list)).filter(list -> !list.isEmpty()).findFirst().orElse(List.of()));
  }

  private static List<Destination> among(Choice choice, List<Address> addresses) {
    return choice.among(addresses.stream().map(Destination::of).toList());
  }

  // What a thief does to keep an account is critical: nobody is asked.
  private Uni<Choice> choice(SqlConnection tx, Alert alert, SecurityEvent event) {
    return switch (alert.reach()) {
      case EVERY_ADDRESS -> choices.aboutCritical(tx, event);
      case MAIL_WHERE_THERE_IS_ONE -> choices.about(tx, event);
    };
  }
}
