package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promises SAFE-3, SAFE-4 and SAFE-7.
@AgainstTheHouse
class AlertJourneyTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final House house;

  AlertJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void givenANewDevice_whenItSignsIn_thenTheCustomerIsToldWithAWayToFreeze(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();

    Letter alert = alert(customer, 1);
    assertThat(alert.channel()).isEqualTo(way.channel);
    assertThat(alert.text()).containsIgnoringCase("never ask");
    assertThat(alert.link().getRawQuery()).as("a token never stands in a query").isNull();
  }

  @Test
  void givenAKnownDevice_whenItSignsInAgain_thenNobodyIsDisturbed() {
    Customer customer = house.signedIn();
    alert(customer, 1);
    customer.signIn();
    // The order per account is kept: once the next device's alert is there, one for the known device would be, too.
    customer.onAnotherDevice(house.client()).signIn();
    alert(customer, 2);
    assertThat(alerts(customer)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void givenAnAntiPhishingPhrase_whenTheHouseWritesNext_thenItShowsThePhrase(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();
    Letter before = alert(customer, 1);
    String phrase = "Badger " + Identifier.password().substring(21);
    customer.setAntiPhishingCode(phrase);
    assertThat(before.text()).doesNotContain(phrase);

    customer.onAnotherDevice(house.client()).signIn();
    house.inbox().await(customer.identifier(), "an alert with the phrase",
        letter -> letter.linksTo("/recovery/freeze") && letter.text().contains(phrase));
    customer.askForPasswordLink();
    Letter reset = house.inbox().await(customer.identifier(), "the way to a new password", Letter::resetsPassword);
    assertThat(reset.text()).contains(phrase);
    if (way == Way.PHONE) assertThat(reset.text()).hasSizeLessThanOrEqualTo(160);
    assertThat(customer.read("/v1/anti-phishing-code").body()).as("told once, never shown again").doesNotContain(phrase);
  }

  @Test
  void givenAFullLife_whenTheCustomerReadsTheActivity_thenEachStepIsThereNewestFirst() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.setAntiPhishingCode("Heron " + Identifier.password().substring(21));
    customer.askForPasswordLink();
    Letter link = house.inbox().await(customer.identifier(), "a password link", letter -> letter.linksTo("/recovery/password"));
    customer.setPasswordWith(link.linkToken(), Identifier.password());
    customer.signIn();

    Set<String> wanted = Set.of("account-activated", "session-established", "authenticator-enrolled", "recovery-codes-issued",
        "anti-phishing-code-changed", "recovery-activated", "credential-change", "session-revoked");
    Eventually.holds(SOON, "the activity lists " + wanted, () -> names(activity(customer)).containsAll(wanted));
    List<String> times = customer.read("/v1/activity").json().path("events").findValuesAsText("time");
    assertThat(times).isSortedAccordingTo((earlier, later) -> later.compareTo(earlier));
  }

  @Test
  void givenMoreThanAPage_whenFollowed_thenThePagesMeetWithoutGapOrOverlap() {
    Customer customer = house.signedIn();
    customer.setAntiPhishingCode("Otter " + Identifier.password().substring(21));
    Eventually.holds(SOON, "three events", () -> activity(customer).size() >= 3);

    var whole = customer.read("/v1/activity").json().path("events");
    var first = customer.read("/v1/activity?limit=2").json();
    var second = customer.read("/v1/activity?limit=2&after=" + first.path("next").asText()).json();
    assertThat(first.path("events").get(0)).isEqualTo(whole.get(0));
    assertThat(first.path("events").get(1)).isEqualTo(whole.get(1));
    assertThat(second.path("events").get(0)).isEqualTo(whole.get(2));
  }

  private Letter alert(Customer customer, int number) {
    return Eventually.find(SOON, "alert %d to %s".formatted(number, customer.identifier()),
        () -> alerts(customer).stream().skip(number - 1).findFirst());
  }

  private List<Letter> alerts(Customer customer) {
    return house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.linksTo("/recovery/freeze")).toList();
  }

  private static List<String> activity(Customer customer) {
    return customer.read("/v1/activity").json().path("events").findValuesAsText("type");
  }

  private static Set<String> names(List<String> types) {
    return types.stream().map(type -> type.replaceFirst("^.*\\.([a-z-]+)\\.v\\d+$", "$1")).collect(Collectors.toSet());
  }
}
