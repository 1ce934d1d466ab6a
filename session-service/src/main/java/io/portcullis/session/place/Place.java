package io.portcullis.session.place;

import io.portcullis.session.ShownText;
import java.util.Optional;

/// Where an address is.
///
/// @param country ISO 3166-1 alpha-2
/// @param at somewhere in the middle of what is known
public record Place(String country, String countryName, Optional<String> city, Optional<Coordinates> at) {

  private static final int LONGEST = 60;

  /// Names come from a file and stand in mails and pages.
  public Place {
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("no country code");
    }
    String cleanName = ShownText.clean(countryName, LONGEST);
    countryName = cleanName.isEmpty() ? country : cleanName;
    city = city.map(name -> ShownText.clean(name, LONGEST)).filter(name -> !name.isEmpty());
  }

  /// How it is shown, such as "Berlin, Germany", "Singapore" or "Germany".
  public String name() {
    return city.filter(name -> !name.equals(countryName)).map(name -> name + ", " + countryName).orElse(countryName);
  }
}
