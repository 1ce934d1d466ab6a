package io.portcullis.session.place;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/// What the database says of a network, as GeoIP2, GeoLite2 and DB-IP lay it out; `null` where it says nothing. The reader
/// skips what is not asked for here, unread. Public, or it may not make one.
@RegisterForReflection
public record PlaceEntry(
    @MaxMindDbParameter(name = "country") Country country,
    @MaxMindDbParameter(name = "city") City city,
    @MaxMindDbParameter(name = "location") Location location) {

  @MaxMindDbConstructor
  public PlaceEntry {}

  @RegisterForReflection
  public record Country(
      @MaxMindDbParameter(name = "iso_code") String code, @MaxMindDbParameter(name = "names") Names names) {
    @MaxMindDbConstructor
    public Country {}
  }

  @RegisterForReflection
  public record City(@MaxMindDbParameter(name = "names") Names names) {
    @MaxMindDbConstructor
    public City {}
  }

  @RegisterForReflection
  public record Names(@MaxMindDbParameter(name = "en") String english) {
    @MaxMindDbConstructor
    public Names {}
  }

  /// Numbers of any kind: floats here, doubles there.
  @RegisterForReflection
  public record Location(
      @MaxMindDbParameter(name = "latitude") Number latitude,
      @MaxMindDbParameter(name = "longitude") Number longitude,
      @MaxMindDbParameter(name = "accuracy_radius") Number radius) {
    @MaxMindDbConstructor
    public Location {}
  }

  Optional<Place> toPlace() {
    return Optional.ofNullable(country).map(Country::code).map(code ->
        new Place(code, english(country.names()).orElseGet(() -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH)),
            Optional.ofNullable(city).flatMap(known -> english(known.names())), coordinates()));
  }

  private static Optional<String> english(Names names) {
    return Optional.ofNullable(names).map(Names::english).filter(name -> !name.isBlank());
  }

  private Optional<Coordinates> coordinates() {
    if (location == null || location.latitude() == null || location.longitude() == null) {
      return Optional.empty();
    }
    double radius = location.radius() == null ? 0 : location.radius().doubleValue();
    try {
      return Optional.of(new Coordinates(location.latitude().doubleValue(), location.longitude().doubleValue(), radius));
    } catch (IllegalArgumentException notOnEarth) {
      return Optional.empty();
    }
  }
}
