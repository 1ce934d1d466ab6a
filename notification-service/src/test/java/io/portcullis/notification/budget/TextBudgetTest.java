package io.portcullis.notification.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.budget.TextBudget.Admission;
import io.portcullis.notification.budget.TextBudget.Refusal;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.TextRoutes;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnTheStack
@TestProfile(TextBudgetTest.Unread.class)
class TextBudgetTest {

  /// Texts that other tests asked for count in the same table: while these run, none of them is read.
  public static class Unread implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("mp.messaging.incoming.messages.enabled", "false", "mp.messaging.incoming.alerting.enabled", "false");
    }
  }

  @Inject Postgres postgres;
  @Inject TextRoutes routes;
  @Inject KeyRing ring;
  @Inject TextBudgetConfig config;
  @Inject MutableClock clock;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /// The budget is shared by all.
  @BeforeEach
  void nothingWasSent() {
    postgres.pool().query("truncate text_message, text_circuit").execute().await().indefinitely();
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  /// What follows is small, so that a test need not send hundreds.
  private record Config(long perNumber, long strangersPerNumber, long resetLinksPerNumber, long unprovedPerPrefix, long unprovedPerCountry, long perPrefix, long perCountry,
      long all, long unproved, long alertsPerCountry, long alerts, long conversionFrom, long conversionPercent, Duration conversionWindow)
      implements TextBudgetConfig {

    static Config withoutConversion() {
      return new Config(2, 1, 2, 4, 6, 8, 8, 10, 10, 3, 4, 10, 0, Duration.ofHours(1));
    }

    static Config watching() {
      return new Config(9, 9, 9, 99, 99, 99, 99, 99, 99, 99, 99, 5, 40, Duration.ofHours(1));
    }
  }

  private TextBudget budget(TextBudgetConfig config) {
    return new TextBudget(postgres, routes, ring, config, metrics, clock);
  }

  private static String ask(TextBudget budget, UUID id, String number, Purpose purpose) {
    return switch (budget.reserve(id, number, purpose, Optional.empty()).await().indefinitely()) {
      case Admission.Admitted() -> "admitted";
      case Admission.Refused(Refusal refusal) -> refusal.name();
    };
  }

  private static String ask(TextBudget budget, String number, Purpose purpose) {
    return ask(budget, UUID.randomUUID(), number, purpose);
  }

  /// @param block the first seven digits are shared by one block
  private static String swede(int block, int number) {
    return "+46701%d%05d".formatted(block, number);
  }

  @Test
  void a12SmsPumping_givenInventedNumbersOfOneBlock_thenThePrefixLimitEndsIt_andIsToldOnce() {
    TextBudget budget = budget(Config.withoutConversion());
    List<String> answers = IntStream.range(0, 20).mapToObj(i -> ask(budget, swede(2, i), Purpose.UNPROVED)).toList();
    assertThat(answers.stream().filter("admitted"::equals)).hasSize(4);
    assertThat(answers.getLast()).isEqualTo("PREFIX");
    assertThat(metrics.counter("portcullis.sms.circuits.opened", "circuit", "prefix", "region", "SE", "purpose", "unproved").count()).isOne();
  }

  @Test
  void a12SmsPumping_givenNumbersAllOverACountry_thenItsLimitEndsIt_andOthersGoOn() {
    TextBudget budget = budget(Config.withoutConversion());
    List<String> answers = IntStream.range(0, 9).mapToObj(i -> ask(budget, swede(i, i), Purpose.UNPROVED)).toList();
    assertThat(answers.stream().filter("admitted"::equals)).hasSize(6);
    assertThat(answers.getLast()).isEqualTo("COUNTRY");
    assertThat(ask(budget, "+447400123456", Purpose.UNPROVED)).isEqualTo("admitted");
    assertThat(ask(budget, swede(1, 77), Purpose.PROVED)).as("those who proved theirs have a share").isEqualTo("admitted");
    clock.advance(Duration.ofHours(24).plusSeconds(1));
    assertThat(ask(budget, swede(3, 3), Purpose.UNPROVED)).isEqualTo("admitted");
  }

  @Test
  void a12SmsPumping_givenEveryServiceAsksForOneNumber_thenTheNumbersLimitHolds() {
    TextBudget budget = budget(Config.withoutConversion());
    assertThat(ask(budget, swede(1, 1), Purpose.PROVED)).isEqualTo("admitted");
    assertThat(ask(budget, swede(1, 1), Purpose.PROVED)).isEqualTo("admitted");
    assertThat(ask(budget, swede(1, 1), Purpose.PROVED)).isEqualTo("NUMBER");
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void a13Silence_givenOnePurposeIsUsedUpForANumber_thenEveryOtherIsWhole(Purpose used) {
    TextBudget budget = budget(Config.withoutConversion());
    assertThat(IntStream.range(0, 30).mapToObj(_ -> ask(budget, swede(1, 1), used)).toList()).last().isNotEqualTo("admitted");
    assertThat(Purpose.values()).filteredOn(other -> other != used)
        .allSatisfy(other -> assertThat(ask(budget, swede(1, 1), other)).isEqualTo("admitted"));
  }

  @Test
  void a13Silence_givenStrangersUseUpWhatTheWholeWorldGives_thenTheOwnersCodesAndLinksGoOn() {
    TextBudget budget = budget(Config.withoutConversion());
    List.of("+4474001%05d", "+467011%05d", "+4915112%06d").forEach(pattern -> IntStream.range(0, 6).forEach(i -> {
      ask(budget, pattern.formatted(i), Purpose.UNPROVED);
      ask(budget, pattern.formatted(i), Purpose.STRANGERS);
    }));
    assertThat(ask(budget, "+33612345678", Purpose.UNPROVED)).isEqualTo("ALL");
    assertThat(ask(budget, "+33612345678", Purpose.STRANGERS)).isEqualTo("ALL");
    assertThat(ask(budget, "+33612345678", Purpose.PROVED)).isEqualTo("admitted");
    assertThat(ask(budget, "+33612345678", Purpose.RESET_LINK)).isEqualTo("admitted");
  }

  @Test
  void a11Silence_givenStrangersAskedForLinksAllDay_thenOneAnHourStillComes() {
    TextBudget budget = budget(Config.withoutConversion());
    assertThat(IntStream.range(0, 4).mapToObj(_ -> ask(budget, swede(1, 1), Purpose.RESET_LINK)))
        .containsExactly("admitted", "admitted", "NUMBER", "NUMBER");
    for (int hour = 0; hour < 3; hour++) {
      clock.advance(Duration.ofMinutes(59));
      assertThat(ask(budget, swede(1, 1), Purpose.RESET_LINK)).isEqualTo("NUMBER");
      clock.advance(Duration.ofMinutes(1));
      assertThat(ask(budget, swede(1, 1), Purpose.RESET_LINK)).isEqualTo("admitted");
    }
  }

  @Test
  void a12SmsPumping_givenManyCountries_thenTheLimitOfAllEndsIt_andAlertsHaveAReserve() {
    TextBudget budget = budget(Config.withoutConversion());
    List<String> numbers = new ArrayList<>();
    IntStream.range(0, 6).forEach(i -> numbers.add(swede(i, i)));
    IntStream.range(0, 4).forEach(i -> numbers.add("+4474001%05d".formatted(i)));
    assertThat(numbers).allSatisfy(number -> assertThat(ask(budget, number, Purpose.UNPROVED)).isEqualTo("admitted"));
    assertThat(ask(budget, "+4915112345678", Purpose.UNPROVED)).isEqualTo("ALL");
    assertThat(ask(budget, "+4915112345678", Purpose.ALERT)).isEqualTo("admitted");
    assertThat(metrics.counter("portcullis.sms.circuits.opened", "circuit", "all", "region", "all", "purpose", "unproved").count()).isOne();
  }

  @Test
  void a43Silence_givenAlertsUsedTheirReserveUp_thenUrgentOnesAndLinksThatTakeBackHaveTheirOwn() {
    TextBudget budget = budget(Config.withoutConversion());
    for (Purpose purpose : List.of(Purpose.ALERT, Purpose.URGENT, Purpose.TAKE_BACK, Purpose.PROVED)) {
      assertThat(IntStream.range(0, 3).mapToObj(_ -> ask(budget, swede(1, 1), purpose)))
          .as(purpose.name()).containsExactly("admitted", "admitted", "NUMBER");
    }
  }

  @Test
  void a13Alarm_givenStrangersUsedTheirShareOfACountryUp_whenTheOwnersIsUsedUpToo_thenTheOperatorIsToldOfBoth() {
    TextBudget budget = budget(Config.withoutConversion());
    for (Purpose purpose : List.of(Purpose.UNPROVED, Purpose.ALERT)) {
      for (int i = 0; i < 10; i++) {
        ask(budget, swede(i, i), purpose);
      }
      assertThat(metrics.counter("portcullis.sms.circuits.opened", "circuit", "country", "region", "SE", "purpose",
          purpose.column()).count()
          + metrics.counter("portcullis.sms.circuits.opened", "circuit", "prefix", "region", "SE", "purpose",
          purpose.column()).count()).as(purpose.name()).isOne();
    }
  }

  @Test
  void a12Race_given40AtOnce_thenNoMoreThanTheLimitAreAdmitted() {
    TextBudget budget = budget(Config.withoutConversion());
    List<Uni<Admission>> asked = IntStream.range(0, 40)
        .mapToObj(i -> budget.reserve(UUID.randomUUID(), swede(i % 10, i), Purpose.UNPROVED, Optional.empty())).toList();
    List<Admission> answers = Uni.join().all(asked).andFailFast().await().indefinitely();
    assertThat(answers.stream().filter(Admission.Admitted.class::isInstance)).hasSize(6);
  }

  @Test
  void givenASecondTryOfOneMessage_thenItCountsOnce() {
    TextBudget budget = budget(Config.withoutConversion());
    UUID id = UUID.randomUUID();
    for (int i = 0; i < 5; i++) {
      assertThat(ask(budget, id, swede(1, 1), Purpose.PROVED)).isEqualTo("admitted");
    }
    assertThat(ask(budget, swede(1, 1), Purpose.PROVED)).isEqualTo("admitted");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "+870773111632", "+881612345678", "+882161234567", "+883510012345", "+8835100012345", "+88213123456", "+979123456789",
      "+878101234567890", "+80012345678", "+80812345678", "+888123456789", "+19002345678", "+449098790000", "+498001234567",
      "+4470123456789", "+33892123456", "+41900123456", "+15005550006", "+4410", "+999123456789", "+1", "not a number"})
  void a12_givenSatellitePremiumSharedCostOrUnknown_thenTheNumberIsNotSupported(String number) {
    assertThat(ask(budget(Config.withoutConversion()), number, Purpose.UNPROVED)).isEqualTo("NUMBER_NOT_SUPPORTED");
    assertThat(ask(budget(Config.withoutConversion()), number, Purpose.ALERT)).isEqualTo("NUMBER_NOT_SUPPORTED");
  }

  @Test
  void a12Conversion_givenTooFewCodesComeBack_thenTheCountrysCircuitOpens_once_andClosesByItself() {
    TextBudget budget = budget(Config.watching());
    assertThat(ask(budget, swede(0, 0), Purpose.UNPROVED)).isEqualTo("admitted");
    comesBack(budget, swede(0, 0));
    for (int i = 1; i < 5; i++) {
      assertThat(ask(budget, swede(i, i), Purpose.UNPROVED)).isEqualTo("admitted");
    }
    for (int i = 5; i < 8; i++) {
      assertThat(ask(budget, swede(i, i), Purpose.UNPROVED)).as("one of five came back").isEqualTo("CONVERSION");
    }
    assertThat(metrics.counter("portcullis.sms.circuits.opened", "circuit", "conversion", "region", "SE", "purpose", "unproved").count()).isOne();
    assertThat(ask(budget, "+447400123456", Purpose.UNPROVED)).as("another country").isEqualTo("admitted");
    assertThat(ask(budget, swede(8, 8), Purpose.PROVED)).as("a number that its owner proved").isEqualTo("admitted");
    clock.advance(Duration.ofMinutes(61));
    assertThat(ask(budget, swede(9, 9), Purpose.UNPROVED)).isEqualTo("admitted");
  }

  @Test
  void conversion_givenCodesComeBack_thenNothingIsRefused() {
    TextBudget budget = budget(Config.watching());
    for (int i = 0; i < 20; i++) {
      assertThat(ask(budget, swede(i % 10, i), Purpose.UNPROVED)).isEqualTo("admitted");
      if (i % 2 == 0) {
        comesBack(budget, swede(i % 10, i));
      }
    }
  }

  @Test
  void conversion_givenANumberBecomesAFactor_thenItsCodeCameBack() {
    TextBudget budget = budget(Config.watching());
    for (int i = 0; i < 20; i++) {
      var account = new AccountId(UUID.randomUUID());
      assertThat(budget.reserve(UUID.randomUUID(), swede(i % 10, i), Purpose.UNPROVED, Optional.of(account))
          .await().indefinitely()).isEqualTo(new Admission.Admitted());
      postgres.withTransaction(tx -> budget.proved(tx, account)).await().indefinitely();
    }
  }

  private void comesBack(TextBudget budget, String number) {
    postgres.withTransaction(tx -> budget.proved(tx, List.of(new Address(Address.Channel.SMS, number))))
        .await().indefinitely();
  }

  @Test
  void defaults() {
    assertThat(config.unprovedPerCountry()).isEqualTo(100);
    assertThat(config.unprovedPerPrefix()).isEqualTo(20);
    assertThat(config.perCountry()).isEqualTo(500);
    assertThat(config.all()).isEqualTo(2000);
    assertThat(config.unproved()).isEqualTo(1000);
    assertThat(config.strangersPerNumber()).isEqualTo(5);
    assertThat(config.resetLinksPerNumber()).isEqualTo(10);
    assertThat(config.conversionFrom()).isEqualTo(40);
    assertThat(config.conversionPercent()).isEqualTo(20);
  }
}
