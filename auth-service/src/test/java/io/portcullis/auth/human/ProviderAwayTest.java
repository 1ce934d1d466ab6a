package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.auth.fixture.TurnstileDouble;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hosted provider that gives no answer: where money is at stake the request is refused, a sign-in goes on
/// under tighter limits. And what a number from an unusual country costs its sender.
@QuarkusTest
@TestProfile(ProviderAwayTest.Hosted.class)
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = NeighboursDouble.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TurnstileDouble.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ProviderAwayTest {

  /// Mobile numbers of Germany are usual here, all others are not.
  public static class Hosted implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("portcullis.sms-numbers.usual-countries", "DE");
    }
  }

  private static final int FREE = 10;
  private static final int UNVERIFIED_AN_HOUR = 5;

  @Inject Customers customers;
  @Inject Postgres postgres;
  @Inject MutableClock clock;

  TurnstileDouble turnstile;

  private final Client client = Client.fromANewNetwork();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Map<String, Object> with(Map<String, ?> body, String token) {
    var more = new HashMap<String, Object>(body);
    more.put("humanProof", Map.of("method", "turnstile", "solution", token));
    return more;
  }

  /// What a widget gave, and the provider, being away, does not confirm.
  private static Map<String, Object> unconfirmed(Map<String, ?> body) {
    return with(body, UUID.randomUUID().toString());
  }

  private JsonNode asked(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("human-verification");
    return answer.json().get("challenge");
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("human-verification-unavailable");
    assertThat(Long.parseLong(answer.header("retry-after"))).isPositive();
  }

  private static Map<String, Object> registration(String identifier) {
    return Map.of("identifier", identifier, "password", Customers.PASSWORD);
  }

  private long registrations(String identifier) {
    return postgres.pool().preparedQuery("select count(*) from registration where canonical = $1")
        .execute(Tuple.of(identifier)).await().indefinitely().iterator().next().getLong(0);
  }

  private static String number(String prefix, int digits) {
    return prefix + ThreadLocalRandom.current().ints(digits, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
  }

  private void useUpWhatIsFree() {
    for (int i = 0; i < FREE; i++) {
      assertThat(client.post("/v1/accounts", Map.of("identifier", Customers.freshEmail(), "password", "short")).status()).isEqualTo(400);
    }
  }

  @Test
  void a18ProviderAway_givenARegistrationThatNeedsAProof_thenItFailsClosed_andWithTheProviderItGoesOn() {
    useUpWhatIsFree();
    String email = Customers.freshEmail();
    JsonNode challenge = asked(client.post("/v1/accounts", registration(email)));
    assertThat(challenge.get("provider").asText()).isEqualTo("turnstile");
    assertUnavailable(client.post("/v1/accounts", unconfirmed(registration(email))));
    assertThat(registrations(email)).isZero();
    assertThat(client.post("/v1/accounts", with(registration(email), turnstile.tokenFor(challenge))).status()).isEqualTo(202);
    assertThat(Client.fromANewNetwork().post("/v1/accounts", registration(Customers.freshEmail())).status())
        .as("what needs no proof goes on").isEqualTo(202);
  }

  @Test
  void a18ProviderAway_givenAResendThatNeedsAProof_thenItFailsClosed() {
    useUpWhatIsFree();
    Map<String, Object> resend = Map.of("registrationId", UUID.randomUUID());
    asked(client.post("/v1/accounts/resend", resend));
    assertUnavailable(client.post("/v1/accounts/resend", unconfirmed(resend)));
  }

  @Test
  void a12SmsPumping_givenANumberOfAnUnusualCountry_thenItsFirstTextAlreadyNeedsAProof_andFailsClosed() {
    String number = number("+3069", 8).replaceFirst("\\+3069.", "+30697");
    JsonNode challenge = asked(client.post("/v1/accounts", registration(number)));
    assertThat(challenge.get("action").asText()).isEqualTo("registration");
    assertUnavailable(client.post("/v1/accounts", unconfirmed(registration(number))));
    assertThat(registrations(number)).isZero();
    assertThat(client.post("/v1/accounts", with(registration(number), turnstile.tokenFor(challenge))).status()).isEqualTo(202);
    assertThat(registrations(number)).isEqualTo(1);
  }

  @Test
  void a12SmsPumping_givenOneProof_whenManyUnusualNumbersShowIt_thenOneGetsAText() {
    JsonNode challenge = asked(client.post("/v1/accounts", registration("+306971234567")));
    String token = turnstile.tokenFor(challenge);
    long taken = IntStream.range(0, 8).mapToObj(i -> client.post("/v1/accounts", with(registration("+30697123456" + i), token)))
        .filter(answer -> answer.status() == 202).count();
    assertThat(taken).isEqualTo(1);
  }

  @Test
  void a12SmsPumping_givenANumberOfAUsualCountryOrAMailbox_thenNobodyIsAsked() {
    assertThat(client.post("/v1/accounts", registration(number("+4915112", 6))).status()).isEqualTo(202);
    assertThat(client.post("/v1/accounts", registration(Customers.freshEmail())).status()).isEqualTo(202);
  }

  @Test
  void a18ProviderAway_givenASignInThatNeedsAProof_thenItGoesOnUnderTighterLimits() {
    Customer ann = customers.active();
    JsonNode challenge = attacked(ann);
    assertThat(challenge.get("siteKey").asText()).isEqualTo("the-site-key");
    for (int i = 0; i < UNVERIFIED_AN_HOUR; i++) {
      Answer right = Client.fromANewNetwork().post("/v1/sign-in", unconfirmed(ann.credentials()));
      assertThat(right.text("status")).as("a right password costs nothing").isEqualTo("complete");
    }
    for (int i = 0; i < UNVERIFIED_AN_HOUR; i++) {
      assertThat(Client.fromANewNetwork().post("/v1/sign-in", unconfirmed(ann.credentials("no guess " + i))).status()).isEqualTo(403);
    }
    Answer late = Client.fromANewNetwork().post("/v1/sign-in", unconfirmed(ann.credentials()));
    assertThat(late.status()).isEqualTo(429);
    assertThat(late.problem()).isEqualTo("too-many-attempts");
    clock.advance(Duration.ofMinutes(61));
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", unconfirmed(ann.credentials())).text("status")).isEqualTo("complete");
  }

  @Test
  void a18ProviderAway_givenStrangersUseUpTheTighterLimit_thenAProofThatTheProviderConfirmsAndAKnownDeviceStillGetIn() {
    Customer ann = customers.active();
    String device = client.post("/v1/sign-in", ann.credentials()).text("deviceToken");
    attacked(ann);
    for (int i = 0; i <= UNVERIFIED_AN_HOUR; i++) {
      Client.fromANewNetwork().post("/v1/sign-in", unconfirmed(ann.credentials("no guess " + i)));
    }
    Answer asked = client.post("/v1/sign-in", ann.credentials());
    assertThat(asked.text("status")).isEqualTo("human-verification");
    assertThat(client.post("/v1/sign-in", with(ann.credentials(), turnstile.tokenFor(asked.json().get("challenge")))).text("status"))
        .isEqualTo("complete");
    var known = new HashMap<String, Object>(ann.credentials());
    known.put("deviceToken", device);
    int before = turnstile.questions();
    assertThat(client.post("/v1/sign-in", known).text("status")).isEqualTo("complete");
    assertThat(turnstile.questions()).as("a known device needs no provider").isEqualTo(before);
  }

  @Test
  void a18ProviderAway_givenOneNetworkTriesManyAccounts_thenItMayTryFewWithoutAnAnswerOfTheProvider() {
    int lookedAt = 0;
    for (int i = 0; i < 15; i++) {
      Answer answer = client.post("/v1/sign-in",
          unconfirmed(Map.of("identifier", Customers.freshEmail(), "password", "no guess " + i)));
      lookedAt += answer.status() == 403 ? 1 : 0;
    }
    assertThat(lookedAt).isEqualTo(10);
  }

  /// Strangers fail until the next one is asked.
  private JsonNode attacked(Customer victim) {
    IntStream.range(0, 10).forEach(i -> Client.fromANewNetwork().post("/v1/sign-in", victim.credentials("guess " + i)));
    Answer asked = Client.fromANewNetwork().post("/v1/sign-in", victim.credentials());
    assertThat(asked.text("status")).isEqualTo("human-verification");
    return asked.json().get("challenge");
  }
}
