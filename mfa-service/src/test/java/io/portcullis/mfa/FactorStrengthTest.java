package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
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
    customers.withEmailBesideStronger(alice.account(), customers.strong(alice.account()), Customers.emailAddress());
    customers.withSms(alice.account(), customers.strong(alice.account()), true);
    age(alice.account());
    return alice;
  }

  /// The clock stays: Kafka takes no event from so far in the future.
  private void age(AccountId account) {
    rows.of("update code_address set confirmed_at = confirmed_at - interval '48 hours' where account_id = $1", account.value());
    rows.of("update totp_authenticator set confirmed_at = confirmed_at - interval '48 hours' where account_id = $1", account.value());
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
  void a35OneRecoveryCode_givenAFactorThatWasEnrolledBehindIt_thenItTakesNothingOfTheOwnersAndIssuesNoCodes() {
    Customer alice = customers.withAuthenticator();
    AccountId account = alice.account();
    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    Customer thief = customers.enrol(account, customers.token(account, "aal2", "pwd", "recovery-code"));
    String climbing = customers.proved(thief);

    Instant settled = clock.instant().plus(Duration.ofHours(48));
    Response[] refused = {customers.remove(climbing, alice.authenticator()), customers.renewCodes(climbing)};
    for (Response answer : refused) {
      answer.then().statusCode(403).body("type", endsWith(":factor-not-settled")).body("methods", contains("totp"));
      assertThat(Instant.parse(answer.path("settledAt"))).isBetween(settled.minusSeconds(90), settled);
    }
    assertThat(customers.overview(account).getList("totp.id")).contains(alice.authenticator());
    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getLast())).as("not renewed").isEqualTo("proved");
  }

  @Test
  void a35OneRecoveryCode_givenTheThiefsFactor_thenTheOwnersOldOneRemovesItAtOnce() {
    Customer alice = customers.withAuthenticator();
    Customer thief = customers.enrol(alice.account(), customers.token(alice.account(), "aal2", "pwd", "recovery-code"));

    customers.remove(customers.proved(alice), thief.authenticator()).then().statusCode(204);

    assertThat(customers.overview(alice.account()).getList("totp.id")).containsExactly(alice.authenticator());
  }

  @Test
  void a35Fresh_givenAFactorOf48Hours_thenItIsSettled_andASecondEarlierItIsNot() {
    Customer alice = customers.withAuthenticator();
    Customer second = customers.enrol(alice.account(), customers.strong(alice.account()));
    UUID id = UUID.fromString(second.authenticator());

    // The clock stays: Kafka takes no event from so far in the future.
    rows.of("update totp_authenticator set confirmed_at = $2 where id = $1", id,
        clock.instant().minus(Duration.ofHours(48)).plusSeconds(40).atOffset(ZoneOffset.UTC));
    customers.remove(customers.proved(second), alice.authenticator()).then().statusCode(403);
    clock.advance(Customers.STEP);
    rows.of("update totp_authenticator set confirmed_at = $2 where id = $1", id,
        clock.instant().minus(Duration.ofHours(48)).atOffset(ZoneOffset.UTC));
    customers.remove(customers.proved(second), alice.authenticator()).then().statusCode(204);
  }

  @Test
  void a35FirstFactor_givenAnAccountWithoutOne_thenTheFirstIsSettledAtOnce_andNeverOneFromARestrictedSession() {
    Customer alice = customers.withAuthenticator();
    customers.renewCodes(customers.proved(alice)).then().statusCode(201);

    AccountId bob = customers.withoutFactor();
    JsonPath pending = customers.begin(customers.restricted(bob, "aal1"), "{}").then().statusCode(201).extract().jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    customers.confirm(customers.restricted(bob, "aal1"), pending.getString("id"), app.codeAt(clock.instant()))
        .then().statusCode(200).body("recoveryCodes", hasSize(0));
    assertThat(Instant.parse(customers.overview(bob).getString("totp[0].settledAt"))).isAfter(clock.instant());
  }

  @Test
  void a35Outranking_givenAnEmailFactor_whenAFreshAppStandsBesideIt_thenTheOwnersWayInStays() {
    AccountId account = customers.withoutFactor();
    customers.withEmail(account, tokens.of(account), Customers.emailAddress());

    customers.enrol(account, customers.token(account, "aal2", "pwd", "email"));

    assertThat(customers.methods(account)).containsExactly("totp", "email", "recovery-code");
    rows.of("update totp_authenticator set confirmed_at = confirmed_at - interval '48 hours' where account_id = $1",
        account.value());
    assertThat(customers.methods(account)).as("once the app is settled").containsExactly("totp", "recovery-code");
  }

  @Test
  void a36Mailbox_givenAnAddressThatResetsThePassword_thenForADayACodeToItIsNoFactor() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    customers.withEmail(account, tokens.of(account), address);
    String challenge = customers.challenge(account);
    String code = customers.codeIn(account, customers.prepare(challenge, account, "email").getString("messageId"));

    spend(account, "someone-else@example.org");
    assertThat(customers.methods(account)).startsWith("email");
    spend(account, address.toUpperCase());

    assertThat(customers.methods(account)).containsExactly("recovery-code");
    assertThat(enrolled(account).getBoolean("withheld")).isTrue();
    assertThat(customers.verify(challenge, account, "email", code).getString("outcome")).as("sent before").isEqualTo("not-offered");
    rows.of("update code_address set spent_until = spent_until - interval '24 hours' where account_id = $1", account.value());
    assertThat(customers.methods(account)).startsWith("email");
    assertThat(enrolled(account).getBoolean("withheld")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vic.tim%s+2fa@example.org", "victim%s@example.org", "v.i.c.tim%s@example.org", "VIC.TIM%s+a.b+c@example.org"})
  void a36Mailbox_givenAnotherSpellingOfTheMailboxThatResetsThePassword_thenACodeToItIsNoFactor(String spelling) {
    AccountId account = customers.withoutFactor();
    String unique = UUID.randomUUID().toString().replace("-", "");
    customers.withEmail(account, tokens.of(account), spelling.formatted(unique));

    spend(account, "vic.tim%s@example.org".formatted(unique));

    assertThat(customers.methods(account)).containsExactly("recovery-code");
  }

  private static JsonPath enrolled(AccountId account) {
    return given().auth().oauth2(Customers.authService()).get("/internal/accounts/{id}/methods", account.toString()).jsonPath();
  }

  private static void spend(AccountId account, String address) {
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
        .body(Map.of("addresses", java.util.List.of(address)))
        .put("/internal/accounts/{id}/spent-addresses", account.toString()).then().statusCode(204);
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
