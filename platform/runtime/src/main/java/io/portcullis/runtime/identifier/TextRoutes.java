package io.portcullis.runtime.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which numbers may be sent a text message, against those that earn on one.
///
/// Barred are premium, shared-cost, toll-free, voice-over-IP, pager, personal and unknown numbers, and all that belong to no
/// country: satellites (+870, +881), worldwide networks (+882, +883), and whatever else ITU-T E.164 keeps outside of
/// countries (+800, +808, +878, +888, +979). An installation may take the numbers of some countries only.
@ApplicationScoped
public class TextRoutes {

  private static final Set<PhoneNumberType> REACHABLE =
      EnumSet.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);
  private static final Set<Integer> OF_NO_COUNTRY = Set.of(800, 808, 870, 878, 881, 882, 883, 888, 979);
  private static final int PREFIX = 7;

  private final Optional<Set<String>> countries;
  private final Optional<Set<String>> usual;

  TextRoutes(TextNumbersConfig config) {
    countries = config.countries().map(TextRoutes::codes);
    usual = config.usualCountries().map(TextRoutes::codes);
  }

  private static Set<String> codes(Set<String> countries) {
    return countries.stream().map(code -> code.strip().toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /// Those that the settings name, by ISO 3166 code; none where all are alike.
  public Set<String> countriesNamed() {
    return usual.or(() -> countries).orElse(Set.of());
  }

  /// Empty when that number gets no text message.
  public Optional<TextRoute> to(String e164) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = phones.parse(e164, null);
      return REACHABLE.contains(phones.getNumberType(number)) && !OF_NO_COUNTRY.contains(number.getCountryCode())
          ? Optional.ofNullable(phones.getRegionCodeForNumber(number))
              .filter(region -> countries.map(admitted -> admitted.contains(region)).orElse(true))
              .map(region -> new TextRoute(region, e164.substring(1, Math.min(e164.length(), PREFIX + 1))))
          : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  /// Whether `identifier` is a number of a country that few customers have; never an e-mail address.
  public boolean isUnusual(Identifier identifier) {
    return switch (identifier.type()) {
      case EMAIL -> false;
      case PHONE -> usual.isPresent()
          && to(identifier.canonical()).filter(route -> usual.get().contains(route.region())).isEmpty();
    };
  }

  /// Whether a code can be sent to `identifier`: to every e-mail address, and to numbers that get text messages.
  public boolean reach(Identifier identifier) {
    return switch (identifier.type()) {
      case EMAIL -> true;
      case PHONE -> to(identifier.canonical()).isPresent();
    };
  }
}
