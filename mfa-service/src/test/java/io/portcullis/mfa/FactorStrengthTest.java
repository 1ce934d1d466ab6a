package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class FactorStrengthTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private Customer withEverything() {
    Customer alice = customers.withAuthenticator();
    customers.withEmail(alice.account(), customers.strong(alice.account()), Customers.emailAddress());
    customers.withSms(alice.account(), customers.strong(alice.account()), true);
    return alice;
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void downgrade_givenASessionOfAWeakerFactor_whenItRemovesTheAuthenticator_thenRefused_andTheStrongerAreNamed(String weaker) {
    Customer alice = withEverything();
    customers.remove(customers.token(alice.account(), "aal2", "pwd", weaker), alice.authenticator())
        .then().statusCode(401).body("type", endsWith(":insufficient-user-authentication"))
        .body("methods", contains("totp"))
        .header("WWW-Authenticate", containsString("acr_values=\"aal2\""));
    assertThat(customers.methods(alice.account())).startsWith("totp");
  }

  @Test
  void downgrade_givenASessionBySms_whenItRemovesOrChangesTheEmailAddress_thenRefused() {
    Customer alice = withEverything();
    String weak = customers.token(alice.account(), "aal2", "pwd", "sms");
    Response[] refused = {
        customers.removeAddress(weak, "email"), customers.putEmail(weak, Customers.emailAddress())};
    for (Response answer : refused) {
      answer.then().statusCode(401).body("methods", contains("totp", "email"));
    }
  }

  @Test
  void anEquallyStrongOrStrongerFactor_removes() {
    Customer alice = withEverything();
    customers.removeAddress(customers.token(alice.account(), "aal2", "pwd", "sms"), "sms").then().statusCode(204);
    customers.removeAddress(customers.token(alice.account(), "phr", "pop", "user", "mfa"), "email").then().statusCode(204);
    customers.remove(customers.token(alice.account(), "phr", "pop", "user", "mfa"), alice.authenticator())
        .then().statusCode(204);
    assertThat(customers.methods(alice.account())).isEmpty();
  }

  @Test
  void restrictedSession_enrolsAFactor_andDoesNothingElse() {
    Customer alice = withEverything();
    AccountId account = alice.account();
    String restricted = customers.token(account, "aal2", "pwd", "recovery-code");
    Response[] refused = {
        customers.remove(restricted, alice.authenticator()), customers.removeAddress(restricted, "email"),
        customers.removeAddress(restricted, "sms"), customers.putEmail(restricted, Customers.emailAddress()),
        customers.putSms(restricted, Customers.phoneNumber(), true), customers.renewCodes(restricted)};
    for (Response answer : refused) {
      answer.then().statusCode(401).body("type", endsWith(":insufficient-user-authentication"));
    }
    assertThat(customers.methods(account)).containsExactly("totp", "email", "sms", "recovery-code");
    Customer anew = customers.enrol(account, restricted);
    assertThat(customers.outcome(anew, "totp", customers.code(anew))).isEqualTo("proved");
  }

  @Test
  void recoveryCodeUsed_keepsTheLastFactorForTwoDays() {
    Customer alice = customers.withAuthenticator();
    Instant before = clock.instant();
    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    Instant until = Instant.parse(customers.overview(alice.account()).getString("heldUntil"));
    assertThat(until).isBetween(before.plus(Duration.ofHours(48)), clock.instant().plus(Duration.ofHours(48)));

    customers.remove(customers.strong(alice.account()), alice.authenticator())
        .then().statusCode(409).body("type", endsWith(":last-factor-held")).body("until", endsWith("Z"));
    Customer second = customers.enrol(alice.account(), customers.strong(alice.account()));
    customers.remove(customers.strong(alice.account()), alice.authenticator()).then().statusCode(204);
    customers.remove(customers.strong(alice.account()), second.authenticator()).then().statusCode(409);
    // The clock stays: Kafka takes no event from so far in the future.
    rows.of("update account set hold_until = hold_until - interval '48 hours' where account_id = $1",
        alice.account().value());
    customers.remove(customers.strong(alice.account()), second.authenticator()).then().statusCode(204);
  }

  @Test
  void hold_isNeverShortened_andIsForServicesAlone() {
    AccountId account = customers.withoutFactor();
    Instant later = clock.instant().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    hold(Customers.authService(), account.toString(), later).then().statusCode(204);
    hold(Customers.authService(), account.toString(), later.minus(Duration.ofDays(1))).then().statusCode(204);
    assertThat(customers.overview(account).getString("heldUntil")).isEqualTo(later.toString());

    customers.withEmail(account, tokens.of(account), Customers.emailAddress());
    customers.removeAddress(customers.token(account, "aal2", "pwd", "email"), "email")
        .then().statusCode(409).body("until", equalTo(later.toString()));
    hold(customers.strong(account), account.toString(), later).then().statusCode(403);
    hold(Customers.authService(), "x", later).then().statusCode(404);
  }

  private static Response hold(String token, String account, Instant until) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("until", until.toString()))
        .put("/internal/accounts/{id}/hold", account);
  }

  @Test
  void recoveryCodes_comeAsATextToPrint() {
    Customer alice = customers.withAuthenticator();
    var issued = customers.renewCodes(customers.strong(alice.account())).then().statusCode(201).extract().jsonPath();
    assertThat(issued.getString("text")).startsWith("Recovery codes\n")
        .endsWith("\n\n" + String.join("\n", issued.<String>getList("codes")) + "\n");
    var proved = customers.verify(
        customers.challenge(alice.account()), alice, "recovery-code", issued.<String>getList("codes").getFirst());
    assertThat(proved.getList("amr")).containsExactly("recovery-code");
  }
}
