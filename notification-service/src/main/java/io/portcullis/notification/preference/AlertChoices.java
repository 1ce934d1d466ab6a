package io.portcullis.notification.preference;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.Destination;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What a customer chose about one alert.
@ApplicationScoped
public class AlertChoices {

  private final ChosenPreferences chosen;

  AlertChoices(ChosenPreferences chosen) {
    this.chosen = chosen;
  }

  public Uni<Choice> about(SqlConnection tx, SecurityEvent event) {
    return chosen.of(tx, event.subject()).map(preferences -> new Chosen(AlertGroup.of(event), preferences));
  }

  /// For a critical alert: it goes everywhere at once, whatever was chosen.
  public Uni<Choice> aboutCritical(SqlConnection tx, SecurityEvent event) {
    return chosen.of(tx, event.subject()).map(preferences -> new EverywhereAtOnce(preferences.zone()));
  }

  /// Where an alert goes, when, and by which clock.
  public sealed interface Choice {
    List<Destination> among(List<Destination> destinations);

    Instant notBefore(Instant due);

    ZoneId zone();
  }

  private record EverywhereAtOnce(ZoneId zone) implements Choice {
    @Override
    public List<Destination> among(List<Destination> destinations) {
      return destinations;
    }

    @Override
    public Instant notBefore(Instant due) {
      return due;
    }
  }

  private record Chosen(AlertGroup group, Preferences preferences) implements Choice {
    @Override
    public List<Destination> among(List<Destination> destinations) {
      return destinations.stream().filter(to -> preferences.allows(group, to.channel())).toList();
    }

    @Override
    public Instant notBefore(Instant due) {
      return group.canWait() ? preferences.quietHours().map(hours -> hours.after(due)).orElse(due) : due;
    }

    @Override
    public ZoneId zone() {
      return preferences.zone();
    }
  }
}
