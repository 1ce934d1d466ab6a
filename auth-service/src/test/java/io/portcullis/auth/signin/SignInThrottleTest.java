package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AuthTest
class SignInThrottleTest {

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  /// Windows begin with the hour: no test may straddle one.
  @BeforeEach
  void startOfAWindow() {
    long intoTheHour = clock.instant().getEpochSecond() % 3600;
    clock.advance(Duration.ofSeconds(3600 - intoTheHour));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Answer guess(Client from, Customer victim, int i) {
    return from.post("/v1/sign-in", victim.credentials("guess number " + i));
  }

  @Test
  void passwordGuessing_givenTenFailures_whenTheEleventhIsRight_thenItWaitsUntilTheWindowReopens() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 10; i++) {
      assertThat(guess(stranger, ann, i).status()).isEqualTo(403);
    }
    Answer eleventh = stranger.post("/v1/sign-in", ann.credentials());
    assertThat(eleventh.status()).isEqualTo(429);
    assertThat(eleventh.problem()).isEqualTo("too-many-attempts");

    clock.advance(Duration.ofSeconds(Long.parseLong(eleventh.header("retry-after"))));
    assertThat(stranger.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
  }

  @Test
  void passwordGuessing_givenParallelGuesses_whenTheyRace_thenNoMoreThanTheLimitIsLookedAt() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    var guesses = IntStream.range(0, 40).mapToObj(i -> ann.credentials("guess number " + i)).toList();
    List<Answer> answers = stranger.allAtOnce(guesses, "/v1/sign-in");
    assertThat(answers).filteredOn(answer -> answer.status() == 403).hasSizeLessThanOrEqualTo(10);
    assertThat(answers).filteredOn(answer -> answer.status() != 403)
        .allMatch(answer -> answer.status() == 429 || answer.isTurnedAway());
  }

  @Test
  void lockout_givenStrangersFailWithoutEnd_whenTheOwnerComesOnAKnownDevice_thenTheOwnerGetsIn() {
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int network = 0; network < 6; network++) {
      Client stranger = Client.fromANewNetwork();
      for (int i = 0; i < 10; i++) {
        guess(stranger, ann, i);
      }
    }
    Client anywhere = Client.fromANewNetwork();
    assertThat(anywhere.post("/v1/sign-in", ann.credentials()).status())
        .as("a device that never was here waits with the strangers").isEqualTo(429);

    var fromKnownDevice = new HashMap<>(ann.credentials());
    fromKnownDevice.put("deviceToken", device);
    assertThat(anywhere.post("/v1/sign-in", fromKnownDevice).status()).isEqualTo(200);
  }

  @Test
  void passwordGuessing_givenAStolenDeviceToken_whenItGuesses_thenItHasOneBudgetWhereverItIs() {
    Customer ann = customers.active();
    String device = Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).text("deviceToken");
    for (int i = 0; i < 10; i++) {
      var guess = new HashMap<>(ann.credentials("guess number " + i));
      guess.put("deviceToken", device);
      assertThat(Client.fromANewNetwork().post("/v1/sign-in", guess).status()).isEqualTo(403);
    }
    var right = new HashMap<>(ann.credentials());
    right.put("deviceToken", device);
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", right).status()).isEqualTo(429);
  }

  @Test
  void passwordGuessing_givenInventedDeviceTokens_whenGuessing_thenTheyBringNoBudget() {
    Customer ann = customers.active();
    Client stranger = Client.fromANewNetwork();
    for (int i = 0; i < 11; i++) {
      var guess = new HashMap<>(ann.credentials("guess number " + i));
      guess.put("deviceToken", "pdt_invented-" + i);
      assertThat(stranger.post("/v1/sign-in", guess).status()).isEqualTo(i < 10 ? 403 : 429);
    }
  }

  @Test
  void xForwardedForSpoofing_givenOneClientWithManyStories_whenGuessing_thenItStaysOneNetwork() {
    Customer ann = customers.active();
    String real = Client.fromANewNetwork().headers().get("X-Forwarded-For");
    for (int i = 0; i < 11; i++) {
      Client liar = Client.from("203.0.113." + i + ", " + real)
          .with("Forwarded", "for=203.0.113." + i).with("X-Real-IP", "203.0.113." + i);
      assertThat(guess(liar, ann, i).status()).isEqualTo(i < 10 ? 403 : 429);
    }
  }

  @Test
  void ipv6_givenOneHouseholdsAddresses_whenGuessing_thenTheyAreOneNetwork() {
    Customer ann = customers.active();
    String prefix = "2001:db8:%x:%x".formatted(ThreadLocalRandom.current().nextInt(65536), ThreadLocalRandom.current().nextInt(65536));
    for (int i = 0; i < 11; i++) {
      assertThat(guess(Client.from(prefix + "::" + (i + 1)), ann, i).status()).isEqualTo(i < 10 ? 403 : 429);
    }
  }

  @Test
  void spraying_givenOneNetworkAndManyAccounts_whenEachIsTriedOnce_thenTheNetworkIsThrottled() {
    Client sprayer = Client.fromANewNetwork();
    for (int i = 0; i < 101; i++) {
      Answer answer = sprayer.post("/v1/sign-in",
          Map.of("identifier", Customers.freshEmail(), "password", "Summer2026 Summer2026"));
      assertThat(answer.status()).isEqualTo(i < 100 ? 403 : 429);
    }
  }

  @Test
  void sharedNetwork_givenManyCustomersSignIn_whenTheyAreRight_thenNobodyIsThrottled() {
    Client carrier = Client.fromANewNetwork();
    Customer ann = customers.active();
    for (int i = 0; i < 25; i++) {
      assertThat(carrier.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
    }
  }
}
