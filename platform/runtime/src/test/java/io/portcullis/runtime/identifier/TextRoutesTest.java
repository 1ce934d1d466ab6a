package io.portcullis.runtime.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attack A-12: numbers that earn on a text message.
class TextRoutesTest {

  private record Config(Optional<Set<String>> countries, Optional<Set<String>> usualCountries) implements TextNumbersConfig {}

  private final TextRoutes everywhere = new TextRoutes(new Config(Optional.empty(), Optional.empty()));

  @ParameterizedTest
  @ValueSource(strings = {"+870773111632", "+881612345678", "+882161234567", "+882131234567", "+883510012345", "+8835100012345",
      "+979123456789", "+878101234567890", "+80012345678", "+80812345678", "+888123456789", "+19002345678", "+449098790000",
      "+4470123456789", "+33892123456", "+41900123456", "+498001234567", "+491801234567", "+15005550006", "+999123456789",
      "+442079460000", "+1", "", "not a number"})
  void a12_givenANumberThatMayEarnOrReachesNoPhone_thenItHasNoRoute(String number) {
    assertThat(everywhere.to(number)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"+447400123456, GB, 4474001", "+4915112345678, DE, 4915112", "+12025550123, US, 1202555", "+41791234567, CH, 4179123",
      "+8613912345678, CN, 8613912"})
  void givenAPhoneOfACountry_thenItsRegionAndPrefixAreTold(String number, String region, String prefix) {
    assertThat(everywhere.to(number)).hasValue(new TextRoute(region, prefix));
  }

  @Test
  void a12_givenAListOfCountries_thenNumbersOfOthersHaveNoRoute() {
    var list = new TextRoutes(new Config(Optional.of(Set.of("de", " CH ")), Optional.empty()));
    assertThat(list.to("+4915112345678")).isPresent();
    assertThat(list.to("+41791234567")).isPresent();
    assertThat(list.to("+447400123456")).isEmpty();
  }

  @Test
  void a12_givenUsualCountries_thenNumbersOfOthersAreUnusual_andAddressesNever() {
    var usual = new TextRoutes(new Config(Optional.empty(), Optional.of(Set.of("GB"))));
    assertThat(usual.isUnusual(identifier("+447400123456"))).isFalse();
    assertThat(usual.isUnusual(identifier("+6797012345"))).isTrue();
    assertThat(usual.isUnusual(identifier("ann@example.org"))).isFalse();
    assertThat(everywhere.isUnusual(identifier("+6797012345"))).isFalse();
  }

  private static Identifier identifier(String typed) {
    return Identifier.parse(typed).orElseThrow();
  }
}
