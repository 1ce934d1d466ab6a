package io.portcullis.mfa.outofband;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.outofband.SendBudget.Share;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SendBudgetTest {

  @Inject Throttle throttle;
  @Inject MutableClock clock;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /// A day that nobody else counts in: the circuits are shared by all accounts.
  @BeforeEach
  void aDayOfOurOwn() {
    clock.advance(Duration.ofDays(ThreadLocalRandom.current().nextLong(1_000, 1_000_000)));
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private Optional<Duration> spend(AccountId account, String to) {
    return spend(account, Share.OWNER, to);
  }

  private Optional<Duration> spend(AccountId account, Share share, String to) {
    return spend(new Config(3, 2, 1, 4, 2, 5, 7), account, share, to);
  }

  /// Numbers of Nauru are unusual.
  private Optional<Duration> spend(Config config, AccountId account, Share share, String to) {
    return new SendBudget(throttle, config, number -> number.canonical().startsWith("+674"), metrics)
        .spend(account, share, Identifier.parse(to).orElseThrow()).await().indefinitely();
  }

  private static AccountId anybody() {
    return new AccountId(UUID.randomUUID());
  }

  private static String swede(int number) {
    return "+4670123%04d".formatted(number);
  }

  @Test
  void anAccountGetsItsCodes_andMoreInTheNextHour() {
    AccountId account = anybody();
    for (int i = 0; i < 3; i++) {
      assertThat(spend(account, UUID.randomUUID() + "@example.org")).isEmpty();
    }
    assertThat(spend(account, UUID.randomUUID() + "@example.org").orElseThrow()).isBetween(Duration.ZERO, Duration.ofHours(1));
    clock.advance(Duration.ofHours(1));
    assertThat(spend(account, UUID.randomUUID() + "@example.org")).isEmpty();
  }

  @Test
  void a13_givenStrangersUsedUpTheirShare_thenTheOwnersIsWhole_andTheOtherWayRound() {
    AccountId account = anybody();
    String mailbox = UUID.randomUUID() + "@example.org";
    assertThat(spend(account, Share.STRANGERS, mailbox)).isEmpty();
    for (int i = 0; i < 20; i++) {
      assertThat(spend(account, Share.STRANGERS, mailbox)).isPresent();
    }
    assertThat(spend(account, Share.OWNER, mailbox)).isEmpty();
    assertThat(spend(account, Share.OWNER, mailbox)).isEmpty();
    assertThat(spend(account, Share.OWNER, mailbox)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Share.class)
  void a13_givenOneShareOfANumbersDayIsUsedUp_thenTheOthersAreWhole(Share used) {
    String number = swede(1);
    for (int hour = 0; hour < 5; hour++) {
      spend(anybody(), used, number);
      clock.advance(Duration.ofMinutes(61));
    }
    assertThat(spend(anybody(), used, number)).as("used up").isPresent();
    assertThat(Share.values()).filteredOn(other -> other != used)
        .allSatisfy(other -> assertThat(spend(anybody(), other, number)).as(other.name()).isEmpty());
  }

  @Test
  void a13_givenStrangersEnrolNumbersOfARegionUntilItsCircuitOpens_thenOwnersThereGoOn() {
    for (int i = 0; i < 8; i++) {
      spend(anybody(), Share.UNPROVED, swede(7000 + i));
    }
    assertThat(spend(anybody(), Share.UNPROVED, swede(7100))).isPresent();
    assertThat(spend(anybody(), Share.OWNER, swede(7100))).isEmpty();
    assertThat(spend(anybody(), Share.STRANGERS, swede(7100))).isEmpty();
  }

  @Test
  void a12SmsPumping_givenOneAccountThatEnrolsNumberAfterNumber_thenItsDayHasFive_ofUnusualCountriesThree_andOthersGoOn() {
    var wide = new Config(100, 100, 100, 100, 100, 100, 100);
    AccountId pumping = anybody();
    for (int i = 0; i < 3; i++) {
      assertThat(spend(wide, pumping, Share.UNPROVED, "+674555000" + i)).isEmpty();
    }
    assertThat(spend(wide, pumping, Share.UNPROVED, "+6745550003").orElseThrow()).isGreaterThan(Duration.ofHours(23));
    assertThat(spend(wide, pumping, Share.UNPROVED, swede(8000))).as("usual numbers have a little more").isEmpty();
    assertThat(spend(wide, pumping, Share.UNPROVED, swede(8001))).isEmpty();
    assertThat(spend(wide, pumping, Share.UNPROVED, swede(8002))).isPresent();
    assertThat(spend(wide, pumping, Share.OWNER, "+6745550000")).as("what it has proved gets its codes").isEmpty();
    assertThat(spend(wide, pumping, Share.UNPROVED, UUID.randomUUID() + "@example.org")).as("e-mail").isEmpty();
    assertThat(spend(wide, anybody(), Share.UNPROVED, "+6745550004")).as("another account").isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(spend(wide, pumping, Share.UNPROVED, "+6745550005")).isEmpty();
  }

  @Test
  void mailBomb_givenSpellingsOfOneMailbox_thenTheyShareItsBudget() {
    String name = "n" + UUID.randomUUID().toString().replace("-", "");
    assertThat(spend(anybody(), name + "@example.org")).isEmpty();
    assertThat(spend(anybody(), name.charAt(0) + "." + name.substring(1) + "@example.org")).isEmpty();
    assertThat(spend(anybody(), name + "+tag@example.org")).isPresent();
  }

  @Test
  void smsPumping_givenManyNumbersOfOneRegion_thenItsCircuitOpens_isCountedOnce_andOtherRegionsGoOn() {
    for (int i = 0; i < 5; i++) {
      assertThat(spend(anybody(), swede(1000 + i))).isEmpty();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(spend(anybody(), swede(2000 + i)).orElseThrow()).isLessThanOrEqualTo(Duration.ofDays(1));
    }
    assertThat(metrics.counter("portcullis.mfa.codes.circuits.opened", "circuit", "country", "region", "SE").count()).isOne();
    assertThat(metrics.counter("portcullis.mfa.codes.refused", "limit", "country").count()).isEqualTo(3);
    assertThat(spend(anybody(), "+447400123456")).as("another region").isEmpty();
    assertThat(spend(anybody(), UUID.randomUUID() + "@example.org")).as("e-mail").isEmpty();
    clock.advance(Duration.ofDays(1));
    assertThat(spend(anybody(), swede(3000))).isEmpty();
  }

  @Test
  void smsPumping_givenManyRegions_thenTheCircuitOfAllOpens() {
    for (int i = 0; i < 4; i++) {
      assertThat(spend(anybody(), swede(4000 + i))).isEmpty();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(spend(anybody(), "+44740012345" + i)).isEmpty();
    }
    assertThat(spend(anybody(), "+4915112345678")).isPresent();
    assertThat(metrics.counter("portcullis.mfa.codes.circuits.opened", "circuit", "sms", "region", "all").count()).isOne();
  }

  @Test
  void circuitDenial_givenOneNumberAskedForAgainAndAgain_thenTheSharedCircuitsDoNotFeelIt() {
    for (int i = 0; i < 50; i++) {
      spend(anybody(), swede(5000));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(spend(anybody(), swede(6000 + i))).isEmpty();
    }
  }

  @Test
  void regions_areToldApartBehindOneCallingCode() {
    assertThat(SendBudget.region("+12025550123")).isEqualTo("US");
    assertThat(SendBudget.region("+18765550123")).isEqualTo("JM");
  }

  @Test
  void defaults() {
    var config = new SmallRyeConfigBuilder().withMapping(OutOfBandConfig.class).build()
        .getConfigMapping(OutOfBandConfig.class);
    assertThat(config.perAccountAnHour()).isEqualTo(10);
    assertThat(config.perAddressAnHour()).isEqualTo(5);
    assertThat(config.strangersPerAddressAnHour()).isEqualTo(5);
    assertThat(config.smsPerNumberADay()).isEqualTo(10);
    assertThat(config.strangersSmsPerNumberADay()).isEqualTo(5);
    assertThat(config.smsPerCountryADay()).isEqualTo(500);
    assertThat(config.smsADay()).isEqualTo(2000);
  }

  private record Config(long perAccountAnHour, long perAddressAnHour, long strangersPerAddressAnHour, long smsPerNumberADay,
      long strangersSmsPerNumberADay, long smsPerCountryADay, long smsADay) implements OutOfBandConfig {}
}
