package io.portcullis.notification.alert;

import io.portcullis.contracts.SecurityEvent;
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

/// Where one alert goes: to addresses by its reach, and to each browser that asked for pushes; less what the customer does not want.
@ApplicationScoped
class AlertDestinations {

  private final AlertChoices choices;
  private final PushSubscriptions subscriptions;

  AlertDestinations(AlertChoices choices, PushSubscriptions subscriptions) {
    this.choices = choices;
    this.subscriptions = subscriptions;
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
    return choice(tx, alert, event).chain(choice -> subscriptions.of(tx, event.subject()).map(browsers ->
        new Destinations(choice.among(Stream.concat(reachable.forAlerts(alert.reach()).stream().map(Destination::of),
            browsers.stream().map(Destination::browser)).toList()), choice)));
  }

  // What a thief does to keep an account is critical: nobody is asked.
  private Uni<Choice> choice(SqlConnection tx, Alert alert, SecurityEvent event) {
    return switch (alert.reach()) {
      case EVERY_ADDRESS -> choices.aboutCritical(tx, event);
      case MAIL_WHERE_THERE_IS_ONE -> choices.about(tx, event);
    };
  }
}
