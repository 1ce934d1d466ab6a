package io.portcullis.session.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.session.place.Coordinates;
import io.portcullis.session.place.Place;
import io.portcullis.session.risk.Circumstances.Past;
import io.portcullis.session.risk.Circumstances.Sighting;
import io.portcullis.session.risk.NetworkLists.Listed;
import io.portcullis.session.risk.Risk.Level;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule alone, with the weights that are documented, and what they come to together.
class RiskRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Place BERLIN = place("DE", 52.52, 13.40);
  private static final Place POTSDAM = place("DE", 52.40, 13.07);
  private static final Place LAGOS = place("NG", 6.52, 3.38);
  private static final Signals QUIET = Signals.NONE;

  private final RiskRules rules = rules(Map.of());

  @Test
  void givenTheFirstSignInOfAll_thenNothingIsUnusual_whateverDeviceAndPlace() {
    Risk risk = rules.judge(new Circumstances(Optional.empty(), false, Optional.of(LAGOS), QUIET, List.of(), NOW));
    assertThat(risk).isEqualTo(new Risk(0, List.of(), Level.USUAL));
  }

  @Test
  void givenAKnownDeviceAtAKnownPlace_thenNothingIsUnusual() {
    assertThat(judged(past(BERLIN, Duration.ofDays(1)), true, POTSDAM, QUIET).level()).isEqualTo(Level.USUAL);
  }

  @Test
  void givenAnUnknownDevice_thenThatAloneIsUnusual() {
    Risk risk = judged(past(BERLIN, Duration.ofDays(1)), false, BERLIN, QUIET);
    assertThat(risk).isEqualTo(new Risk(30, List.of(RiskReason.NEW_DEVICE), Level.UNUSUAL));
  }

  @Test
  void givenANewCountryAfterALongFlight_thenThatAloneIsUnusual() {
    Risk risk = judged(past(BERLIN, Duration.ofHours(20)), true, LAGOS, QUIET);
    assertThat(risk.reasons()).containsExactly(RiskReason.NEW_COUNTRY);
    assertThat(risk.level()).isEqualTo(Level.UNUSUAL);
  }

  @Test
  void givenNoCountryWasEverKnown_thenTheFirstOneIsNotNew() {
    var past = new Past(NOW.minus(Duration.ofDays(1)), Set.of(), Optional.empty());
    assertThat(judged(past, true, LAGOS, QUIET).level()).isEqualTo(Level.USUAL);
  }

  @ParameterizedTest
  // 5 200 km lie between them: 5.2 hours at 1 000 km/h.
  @CsvSource({"1, true", "300, true", "330, false", "-60, true"})
  void impossibleTravel_givenLagosSoonAfterBerlin_thenTheSpeedDecides_andATimeFromTheFutureCountsAsNone(
      int minutesAgo, boolean impossible) {
    Risk risk = judged(past(BERLIN, Duration.ofMinutes(minutesAgo)), true, LAGOS, QUIET);
    assertThat(risk.reasons().contains(RiskReason.IMPOSSIBLE_TRAVEL)).isEqualTo(impossible);
  }

  @Test
  void impossibleTravel_givenTheNextTown_thenNotEvenAtTheSameMoment() {
    assertThat(judged(past(BERLIN, Duration.ZERO), true, POTSDAM, QUIET).reasons()).isEmpty();
  }

  @Test
  void impossibleTravel_givenTheDatabaseIsVague_thenItsOwnInaccuracyIsAllowedFor() {
    var somewhere = new Place("DE", "Germany", Optional.empty(), Optional.of(new Coordinates(6.52, 3.38, 4900)));
    assertThat(judged(past(BERLIN, Duration.ZERO), true, somewhere, QUIET).reasons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, 0, 0, ", "5, 0, 0, FAILED_ATTEMPTS", "0, 19, 0, ", "0, 20, 0, NETWORK_FAILURES", "0, 0, 9, ",
      "0, 0, 10, SPRAYED_PASSWORD"})
  void failuresAndSpraying_givenTheirNumbers_thenTheThresholdsDecide(
      long failed, long network, long sprayed, RiskReason expected) {
    Risk risk = judged(past(BERLIN, Duration.ofDays(1)), true, BERLIN, new Signals(failed, network, sprayed));
    assertThat(risk.reasons()).isEqualTo(Optional.ofNullable(expected).map(List::of).orElse(List.of()));
  }

  @Test
  void dormant_givenHalfAYear_thenItIsUnusual() {
    assertThat(judged(past(BERLIN, Duration.ofDays(179)), true, BERLIN, QUIET).reasons()).isEmpty();
    assertThat(judged(past(BERLIN, Duration.ofDays(181)), true, BERLIN, QUIET).reasons())
        .containsExactly(RiskReason.DORMANT_ACCOUNT);
  }

  @Test
  void listedNetwork_givenTwoLists_thenBothWeigh() {
    Risk risk = rules.judge(new Circumstances(Optional.of(past(BERLIN, Duration.ofDays(1))), true, Optional.of(BERLIN),
        QUIET, List.of(new Listed("tor", 40), new Listed("hosting", 15)), NOW));
    assertThat(risk).isEqualTo(new Risk(55, List.of(RiskReason.LISTED_NETWORK), Level.UNUSUAL));
  }

  @Test
  void a13LockoutDenialOfService_givenAllThatAStrangerCanBringAboutByFailing_thenTheOwnerIsNeverBlocked() {
    var stormed = new Signals(1_000_000, 1_000_000, 1_000_000);
    assertThat(judged(past(BERLIN, Duration.ofDays(1)), true, BERLIN, stormed).level()).isEqualTo(Level.UNUSUAL);
  }

  /// Every combination of what can be unusual, under several weights: adding what strangers do never makes a sign-in
  /// forbidding that is not so without it, and never makes one look more usual.
  @ParameterizedTest
  @CsvSource({"120, 25, 30, 40", "60, 25, 30, 40", "31, 200, 200, 200", "1, 1, 1, 1"})
  void a13LockoutDenialOfService_givenAnyCircumstances_whenStrangersAddTheirs_thenTheyForbidNothing(
      int blockFrom, int failed, int network, int sprayed) {
    RiskRules rules = rules(Map.of("portcullis.risk.block-from", "" + blockFrom,
        "portcullis.risk.weights.failed-attempts", "" + failed, "portcullis.risk.weights.network-failures", "" + network,
        "portcullis.risk.weights.sprayed-password", "" + sprayed));
    for (int own = 0; own < 32; own++) {
      var pasts = new Past(NOW.minus(Duration.ofDays((own & 1) == 0 ? 1 : 200)), Set.of((own & 2) == 0 ? "NG" : "DE"),
          (own & 4) == 0 ? Optional.empty() : Optional.of(new Sighting(BERLIN, NOW.minus(Duration.ofMinutes(5)))));
      List<Listed> lists = (own & 8) == 0 ? List.of() : List.of(new Listed("tor", 40));
      boolean known = (own & 16) == 0;
      Level alone = rules.judge(new Circumstances(Optional.of(pasts), known, Optional.of(LAGOS), QUIET, lists, NOW)).level();
      for (int strangers = 1; strangers < 8; strangers++) {
        var signals = new Signals((strangers & 1) * 100, (strangers & 2) * 100, (strangers & 4) * 100);
        Level level =
            rules.judge(new Circumstances(Optional.of(pasts), known, Optional.of(LAGOS), signals, lists, NOW)).level();
        assertThat(level == Level.FORBIDDING).as("%d with %s", own, signals).isEqualTo(alone == Level.FORBIDDING);
        assertThat(level).as("%d with %s", own, signals).isGreaterThanOrEqualTo(alone);
      }
    }
  }

  @Test
  void givenMuchAtOnce_thenTwoFactorsAreNeeded_andTheHeaviestReasonComesFirst() {
    Risk risk = judged(past(BERLIN, Duration.ofMinutes(5)), false, LAGOS, new Signals(5, 0, 0));
    assertThat(risk.score()).isEqualTo(125);
    assertThat(risk.level()).isEqualTo(Level.TWO_FACTORS_ONLY);
    assertThat(risk.reasons()).containsExactly(
        RiskReason.IMPOSSIBLE_TRAVEL, RiskReason.NEW_DEVICE, RiskReason.NEW_COUNTRY, RiskReason.FAILED_ATTEMPTS);
  }

  @Test
  void givenFarTooMuchOfItsOwn_thenItIsForbidding() {
    var past = new Past(NOW.minus(Duration.ofDays(200)), Set.of("DE"),
        Optional.of(new Sighting(BERLIN, NOW.minus(Duration.ofMinutes(5)))));
    Risk risk = judged(past, false, LAGOS, QUIET);
    assertThat(risk.score()).isEqualTo(130);
    assertThat(risk.level()).isEqualTo(Level.FORBIDDING);
  }

  @Test
  void givenOtherWeights_thenTheyDecide_andZeroLeavesARuleOut() {
    RiskRules own = rules(Map.of("portcullis.risk.weights.new-device", "0", "portcullis.risk.weights.new-country", "130"));
    Risk risk = own.judge(new Circumstances(
        Optional.of(past(BERLIN, Duration.ofDays(1))), false, Optional.of(LAGOS), QUIET, List.of(), NOW));
    assertThat(risk).isEqualTo(new Risk(130, List.of(RiskReason.NEW_COUNTRY), Level.FORBIDDING));
  }

  private Risk judged(Past past, boolean knownDevice, Place place, Signals signals) {
    return rules.judge(new Circumstances(Optional.of(past), knownDevice, Optional.of(place), signals, List.of(), NOW));
  }

  private static Past past(Place place, Duration ago) {
    return new Past(NOW.minus(ago), Set.of(place.country()), Optional.of(new Sighting(place, NOW.minus(ago))));
  }

  private static Place place(String country, double latitude, double longitude) {
    return new Place(country, country, Optional.empty(), Optional.of(new Coordinates(latitude, longitude, 20)));
  }

  private static RiskRules rules(Map<String, String> options) {
    return new RiskRules(new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(options).withMapping(RiskConfig.class).build().getConfigMapping(RiskConfig.class));
  }
}
