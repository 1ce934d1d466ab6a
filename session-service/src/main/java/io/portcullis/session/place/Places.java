package io.portcullis.session.place;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.runtime.http.AddressLiteral;
import io.portcullis.runtime.file.WatchedFile;
import io.portcullis.runtime.file.WatchedFiles;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Where addresses are, as the installation's database says. Looked up in memory: may be called on the event loop.
///
/// An unknown place is an empty answer, for whatever reason: no database, none that can be read, an address that it does
/// not know, which private ones commonly are, or no address at all. The service runs without places; whoever decides on
/// them has a signal less.
@ApplicationScoped
@Startup
public class Places {

  private final Optional<WatchedFile<PlaceDatabase>> database;

  Places(PlacesConfig config, WatchedFiles files, MeterRegistry metrics, Clock clock) {
    database = config.database().map(path -> files.watch("places", path, PlaceDatabase::read));
    // An old one still answers, and more and more often wrongly.
    Gauge.builder("portcullis.places.database.age", () -> age(clock)).baseUnit("seconds").register(metrics);
  }

  public Optional<Place> of(Optional<String> address) {
    return address.flatMap(this::of);
  }

  public Optional<Place> of(String address) {
    return current().flatMap(places -> AddressLiteral.parse(address).flatMap(places::find));
  }

  private Optional<PlaceDatabase> current() {
    return database.flatMap(WatchedFile::current);
  }

  private double age(Clock clock) {
    return current().map(places -> (double) Duration.between(places.built(), clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }
}
