package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ClockDriftTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Rows rows;

  /// A time step has just begun, so that none passes while a test computes drifts.
  @BeforeEach
  void beginOfAStep() {
    clock.stop();
    long step = Customers.STEP.toMillis();
    clock.advance(Duration.ofMillis(step - clock.millis() % step));
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private String codeOfAClock(Customer customer, int secondsAhead) {
    return customer.app().codeAt(clock.instant().plusSeconds(secondsAhead));
  }

  private Customer withTotpAndEmail() {
    Customer alice = customers.withAuthenticator();
    customers.withEmailBesideStronger(alice.account(), customers.strong(alice.account()), Customers.emailAddress());
    // What the watermark has passed is a replay, not a drift: the authenticator was confirmed some time ago.
    rows.of("update totp_authenticator set last_step = last_step - 100 where account_id = $1", alice.account().value());
    return alice;
  }

  private JsonPath proveByEmail(String challenge, AccountId account) {
    String code = customers.codeIn(account, customers.prepare(challenge, account, "email").getString("messageId"));
    return customers.verify(challenge, account, "email", code);
  }

  @ParameterizedTest
  @ValueSource(ints = {-600, -90, 60, 600})
  void enrolment_tellsByHowMuchThePhonesClockIsWrong(int seconds) {
    AccountId account = customers.withoutFactor();
    JsonPath pending = customers.begin(tokens.of(account), "{}").jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    customers.confirm(tokens.of(account), pending.getString("id"), app.codeAt(clock.instant().plusSeconds(seconds)))
        .then().statusCode(403).body("clockDriftSeconds", equalTo(seconds));
    customers.confirm(tokens.of(account), pending.getString("id"), app.wrongCodeAt(clock.instant()))
        .then().statusCode(403).body("clockDriftSeconds", nullValue());
    assertThat(customers.methods(account)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-90, 120})
  void challenge_tellsIt_onceAnotherFactorHasProved(int seconds) {
    Customer alice = withTotpAndEmail();
    String challenge = customers.challenge(alice.account());
    assertThat(customers.verify(challenge, alice, "totp", codeOfAClock(alice, seconds)).getString("outcome"))
        .isEqualTo("refused");
    customers.verify(challenge, alice, "totp", customers.wrongCode(alice));

    JsonPath proved = proveByEmail(challenge, alice.account());
    assertThat(proved.getString("outcome")).isEqualTo("proved");
    assertThat(proved.getInt("clockDriftSeconds")).isEqualTo(seconds);
  }

  @Test
  void driftOracle_givenACodeOfAWrongClock_whenStillGuessing_thenItIsAnsweredLikeAnyOther() {
    Customer alice = withTotpAndEmail();
    String drifted = customers.verify(customers.challenge(alice.account()),
        Customers.answer(alice.account(), "totp", codeOfAClock(alice, 90))).asString();
    String wrong = customers.verify(customers.challenge(alice.account()),
        Customers.answer(alice.account(), "totp", customers.wrongCode(alice))).asString();
    assertThat(drifted).isEqualTo(wrong);
    assertThat(rows.number("select coalesce(sum(cardinality(guessed_at)), 0)::int from guess_budget where account_id = $1", alice.account().value()))
        .as("it costs a guess like any other").isEqualTo(2);
  }

  @Test
  void driftOracle_givenACodeOfAWrongClock_whenTotpItselfProvesLater_orAnotherChallenge_thenNothingIsTold() {
    Customer alice = withTotpAndEmail();
    String challenge = customers.challenge(alice.account());
    customers.verify(challenge, alice, "totp", codeOfAClock(alice, 90));
    JsonPath byTotp = customers.verify(challenge, alice, "totp", customers.code(alice));
    assertThat(byTotp.getString("outcome")).isEqualTo("proved");
    assertThat(byTotp.getMap("")).doesNotContainKey("clockDriftSeconds");

    JsonPath elsewhere = proveByEmail(customers.challenge(alice.account()), alice.account());
    assertThat(elsewhere.getMap("")).doesNotContainKey("clockDriftSeconds");
  }

  @Test
  void driftOracle_givenAReplayedCode_thenItIsNoDrift() {
    Customer alice = withTotpAndEmail();
    String used = customers.code(alice);
    assertThat(customers.outcome(alice, "totp", used)).isEqualTo("proved");
    clock.advance(Duration.ofMinutes(2));
    String challenge = customers.challenge(alice.account());
    customers.verify(challenge, alice, "totp", used);
    assertThat(proveByEmail(challenge, alice.account()).getMap("")).doesNotContainKey("clockDriftSeconds");
  }

  @ParameterizedTest
  @CsvSource({"SHA1, HmacSHA1, 32", "SHA256, HmacSHA256, 52", "SHA512, HmacSHA512, 103"})
  void authenticator_mayUseAnotherHash(String algorithm, String mac, int symbols) {
    AccountId account = customers.withoutFactor();
    JsonPath pending = customers.begin(tokens.of(account), "{\"algorithm\":\"" + algorithm + "\"}")
        .then().statusCode(201).body("algorithm", equalTo(algorithm)).extract().jsonPath();
    assertThat(pending.getString("secret")).hasSize(symbols);
    assertThat(pending.getString("otpauthUri")).contains("&algorithm=" + algorithm + "&");
    var app = AuthenticatorApp.with(mac, pending.getString("secret"));
    customers.confirm(tokens.of(account), pending.getString("id"), app.codeAt(clock.instant())).then().statusCode(200);
    clock.advance(Customers.STEP);
    var customer = new Customer(account, pending.getString("id"), app, List.of());
    assertThat(customers.outcome(customer, "totp", customers.code(customer))).isEqualTo("proved");
    assertThat(customers.overview(account).getString("totp[0].algorithm")).isEqualTo(algorithm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "sha1", "HmacSHA1", ""})
  void authenticator_withAnUnknownHash_isRefused(String algorithm) {
    customers.begin(tokens.of(customers.withoutFactor()), "{\"algorithm\":\"" + algorithm + "\"}").then().statusCode(400);
  }
}
