package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class AccessTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void internal_isClosedWithoutATokenAndToEveryTokenButAuthServices() {
    Customer alice = customers.withAuthenticator();
    String path = "/internal/accounts/" + alice.account() + "/methods";

    given().get(path).then().statusCode(401).body("type", endsWith(":authentication-required"));
    given().auth().oauth2("junk").get(path).then().statusCode(401);
    given().auth().oauth2(ServiceTokenFiles.token("auth-service", "session-service")).get(path).then().statusCode(401);
    given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service")).get(path).then().statusCode(401);
    given().auth().oauth2(customers.strong(alice.account())).get(path).then().statusCode(403);
    given().auth().oauth2(Customers.authService()).get(path).then().statusCode(200);
    given().contentType(ContentType.JSON).body("{}").post("/internal/challenges").then().statusCode(401);
    given().auth().oauth2(customers.strong(alice.account())).contentType(ContentType.JSON)
        .body(Customers.answer(alice.account(), "totp", customers.code(alice)))
        .post("/internal/challenges/{id}/verify", customers.challenge(alice.account())).then().statusCode(403);
  }

  @Test
  void customerApi_isClosedToServicesAndToTheAnonymous() {
    given().get("/v1/mfa").then().statusCode(401);
    given().auth().oauth2(Customers.authService()).get("/v1/mfa").then().statusCode(403);
    customers.begin(Customers.authService(), "{}").then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource({"299, 201", "300, 401", "301, 401"})
  void enrolment_givenAFactor_thenItDemandsAnAuthenticationOfTheLastFiveMinutes(int age, int status) {
    AccountId account = customers.withAuthenticator().account();
    customers.begin(tokens.of(account, "aal2", authenticated(age)), "{}").then().statusCode(status);
  }

  @Test
  void flood_givenASessionBeginsEnrolmentsWithoutEnd_thenItWaits_whateverTheFactor_andAnotherSessionDoesNot() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account, "aal1", clock.instant());
    for (int i = 0; i < 30; i++) {
      customers.begin(token, "{}").then().statusCode(201);
    }
    customers.begin(token, "{}").then().statusCode(429).header("Retry-After", notNullValue())
        .body("type", endsWith(":too-many-attempts"));
    given().auth().oauth2(token).contentType(ContentType.JSON).body("{}").post("/v1/mfa/webauthn/options")
        .then().statusCode(429);
    customers.putEmail(token, "ann@example.org").then().statusCode(429);
    customers.putSms(token, "+4915112345678", false).then().statusCode(429);
    customers.begin(tokens.of(account, "aal1", clock.instant()), "{}").then().statusCode(201);
  }

  @ParameterizedTest
  @CsvSource({"299, 204", "300, 401", "301, 401"})
  void removal_demandsBothFactorsOfTheLastFiveMinutes(int age, int status) {
    Customer alice = customers.withAuthenticator();
    customers.remove(tokens.of(alice.account(), "aal2", authenticated(age)), alice.authenticator())
        .then().statusCode(status);
  }

  /// Tells `auth_time`, which has whole seconds, a tenth of a second after one has begun: 300 is just past five minutes.
  private Instant authenticated(int secondsAgo) {
    clock.stop();
    clock.advance(Duration.ofMillis(100).minusNanos(clock.instant().getNano()));
    return clock.instant().minusSeconds(secondsAgo).truncatedTo(ChronoUnit.SECONDS);
  }

  @Test
  void stolenSession_givenTheOwnerHasASecondFactor_whenItKnowsOnlyThePassword_thenItChangesNothing() {
    Customer alice = customers.withAuthenticator();
    String weak = tokens.of(alice.account());

    for (Response refused : new Response[] {
        customers.begin(weak, "{}"), customers.renewCodes(weak), customers.remove(weak, alice.authenticator())}) {
      refused.then().statusCode(401).body("type", endsWith(":insufficient-user-authentication"))
          .header("WWW-Authenticate", equalTo(
              "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=\"300\""));
    }
    assertThat(customers.overview(alice.account()).getInt("recoveryCodes.left")).isEqualTo(10);
  }

  @Test
  void stolenSession_givenAnEnrolmentBegunBeforeTheOwnersOwn_whenConfirmedAfterIt_thenRefused() {
    AccountId account = customers.withoutFactor();
    String stolen = tokens.of(account);
    Customer alice = customers.enrol(account, tokens.of(account));
    var pending = customers.begin(customers.strong(account), "{}").jsonPath();

    customers.confirm(stolen, pending.getString("id"),
            AuthenticatorApp.with(pending.getString("secret")).codeAt(clock.instant()))
        .then().statusCode(401).header("WWW-Authenticate", containsString("acr_values=\"aal2\""));
    assertThat(customers.overview(alice.account()).getList("totp")).hasSize(1);
  }

  @Test
  void idor_givenSomeoneElsesAuthenticator_thenItAnswersExactlyLikeAnUnknownOne() {
    Customer alice = customers.withAuthenticator();
    Customer mallory = customers.withAuthenticator();
    String token = customers.strong(mallory.account());
    String unknown = UUID.randomUUID().toString();

    Response others = customers.remove(token, alice.authenticator());
    Response none = customers.remove(token, unknown);
    assertThat(others.statusCode()).isEqualTo(none.statusCode()).isEqualTo(404);
    assertThat(others.asString()).isEqualTo(none.asString());

    var pending = customers.begin(customers.strong(alice.account()), "{}").jsonPath();
    String code = AuthenticatorApp.with(pending.getString("secret")).codeAt(clock.instant());
    others = customers.confirm(token, pending.getString("id"), code);
    none = customers.confirm(token, unknown, code);
    assertThat(others.statusCode()).isEqualTo(none.statusCode()).isEqualTo(403);
    assertThat(others.asString()).isEqualTo(none.asString());
    assertThat(customers.overview(alice.account()).getList("totp")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"accountId, 018f6b1e-0000-7000-8000-000000000000", "attempt, attempt-2"})
  void challenge_givenAnotherBinding_thenItEnds_alsoForTheRightOne(String field, String value) {
    Customer alice = customers.withAuthenticator();
    String challenge = customers.challenge(alice.account());
    Map<String, String> stolen = new HashMap<>(Customers.answer(alice.account(), "totp", customers.code(alice)));
    stolen.put(field, value);

    customers.verify(challenge, stolen).then().statusCode(200).body("outcome", equalTo("ended"));
    assertThat(customers.verify(challenge, alice, "totp", customers.code(alice)).getString("outcome")).isEqualTo("ended");
  }

  @Test
  void challenge_givenAnothersAccount_whenItsOwnCodeIsRight_thenEnded() {
    Customer alice = customers.withAuthenticator();
    Customer mallory = customers.withAuthenticator();

    assertThat(customers.verify(customers.challenge(alice.account()), mallory, "totp", customers.code(mallory))
        .getString("outcome")).isEqualTo("ended");
  }

  @Test
  void challenge_endsAfterTenMinutes() {
    clock.stop();
    clock.advance(Duration.ofMinutes(-15));
    Customer alice = customers.withAuthenticator();
    String intime = customers.challenge(alice.account());
    String late = customers.challenge(alice.account());
    clock.advance(Duration.ofMinutes(10).minusSeconds(20));
    assertThat(customers.verify(intime, alice, "totp", customers.code(alice)).getString("outcome")).isEqualTo("proved");
    clock.advance(Duration.ofSeconds(30));
    assertThat(customers.verify(late, alice, "totp", customers.code(alice)).getString("outcome")).isEqualTo("ended");
  }

  @Test
  void challenge_withoutASecondFactorIsNotBegun() {
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
        .body(Map.of("accountId", customers.withoutFactor().toString(), "purpose", "sign-in", "attempt", "a"))
        .post("/internal/challenges").then().statusCode(409).body("type", endsWith(":no-authenticator"));
  }

  @Test
  void methods_ofAnIdThatIsNone_areNeverAnEmptyList() {
    given().auth().oauth2(Customers.authService()).get("/internal/accounts/{id}/methods", "1-1-1-1-1")
        .then().statusCode(404);
  }
}
