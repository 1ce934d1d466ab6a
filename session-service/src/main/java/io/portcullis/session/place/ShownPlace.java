package io.portcullis.session.place;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/// A place as people are shown it.
///
/// @param name    such as "Berlin, Germany", or `unknown`
/// @param country ISO 3166-1 alpha-2
@RegisterForReflection
public record ShownPlace(String name, Optional<String> country, Optional<String> city) {

  private static final String UNKNOWN = "unknown";

  public static ShownPlace of(Optional<Place> place) {
    return new ShownPlace(
        place.map(Place::name).orElse(UNKNOWN), place.map(Place::country), place.flatMap(Place::city));
  }

  /// One that was written down by its name alone.
  public static ShownPlace named(Optional<String> name) {
    return new ShownPlace(name.orElse(UNKNOWN), Optional.empty(), Optional.empty());
  }
}
