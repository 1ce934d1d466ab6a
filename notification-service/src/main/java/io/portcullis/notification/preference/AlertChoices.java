package io.portcullis.notification.preference;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.Destination;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// What a customer chose about one alert that is not critical.
@ApplicationScoped
public class AlertChoices {

  private final ChosenPreferences chosen;

  AlertChoices(ChosenPreferences chosen) {
    this.chosen = chosen;
  }

  public Uni<Choice> about(SqlConnection tx, SecurityEvent event) {
    return chosen.of(tx, event.subject()).map(preferences -> new Chosen(AlertGroup.of(event), preferences));
  }

  /// Where an alert goes, and when.
  public sealed interface Choice {
    List<Destination> among(List<Destination> destinations);

    Instant notBefore(Instant due);
  }

  /// For a critical alert, whatever was chosen.
  public static final Choice EVERYWHERE_AT_ONCE = new Unasked();

  private record Unasked() implements Choice {
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
  }
}
