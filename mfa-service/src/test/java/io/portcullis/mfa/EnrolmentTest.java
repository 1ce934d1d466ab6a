package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class EnrolmentTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void firstAuthenticator_isShownConfirmedAskedForAndTold() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    assertThat(customers.methods(account)).isEmpty();

    JsonPath pending = customers.begin(token, "{\"name\":\"  My phone 📱 \"}").then().statusCode(201)
        .header("Cache-Control", equalTo("no-store")).extract().jsonPath();
    assertThat(pending.getString("otpauthUri"))
        .startsWith("otpauth://totp/Portcullis:My%20phone%20%F0%9F%93%B1%20%28")
        .contains("secret=" + pending.getString("secret"));
    assertThat(pending.getString("qrCode")).startsWith("data:image/png;base64,");
    assertThat(pending.getInt("expiresIn")).isBetween(840, 900);
    assertThat(customers.methods(account)).as("a pending authenticator proves nothing").isEmpty();

    String code = AuthenticatorApp.with(pending.getString("secret")).codeAt(clock.instant());
    JsonPath confirmed = customers.confirm(token, pending.getString("id"), code).then().statusCode(200)
        .header("Cache-Control", equalTo("no-store")).extract().jsonPath();
    assertThat(confirmed.getList("recoveryCodes", String.class)).hasSize(10).doesNotHaveDuplicates()
        .allMatch(each -> each.matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}"));
    assertThat(customers.methods(account)).containsExactly("totp", "recovery-code");

    JsonPath overview = customers.overview(account);
    assertThat(overview.getString("totp[0].name")).isEqualTo("My phone 📱");
    assertThat(overview.getString("totp[0].lastUsedAt")).isNull();
    assertThat(overview.getInt("recoveryCodes.left")).isEqualTo(10);
    assertThat(overview.getString("advice")).isNull();
    assertThat(topics.awaitType(account, "io.portcullis.mfa.recovery-codes-issued.v1"))
        .containsExactly("io.portcullis.mfa.authenticator-enrolled.v1", "io.portcullis.mfa.recovery-codes-issued.v1");
  }

  @Test
  void secondAuthenticator_bringsNoNewRecoveryCodesAndProvesAsWell() {
    Customer alice = customers.withAuthenticator();
    Customer tablet = customers.enrol(alice.account(), customers.strong(alice.account()));

    assertThat(tablet.recoveryCodes()).isEmpty();
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");
    assertThat(customers.outcome(tablet, "totp", customers.code(tablet))).isEqualTo("proved");
  }

  @Test
  void confirmingCode_isUsedUpByConfirming() {
    AccountId account = customers.withoutFactor();
    JsonPath pending = customers.begin(tokens.of(account), "{}").jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    String code = app.codeAt(clock.instant());
    customers.confirm(tokens.of(account), pending.getString("id"), code).then().statusCode(200);

    var customer = new Customer(account, pending.getString("id"), app, List.of());
    assertThat(customers.outcome(customer, "totp", code)).isEqualTo("refused");
  }

  @Test
  void wrongCode_confirmsNothing_andTenOfThemEndTheEnrolment() {
    AccountId account = customers.withoutFactor();
    JsonPath pending = customers.begin(tokens.of(account), "{}").jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    for (int i = 0; i < 10; i++) {
      customers.confirm(tokens.of(account), pending.getString("id"), app.wrongCodeAt(clock.instant()))
          .then().statusCode(403).body("type", equalTo("urn:portcullis:problem:code-refused"));
    }
    customers.confirm(tokens.of(account), pending.getString("id"), app.codeAt(clock.instant()))
        .then().statusCode(403).body("type", equalTo("urn:portcullis:problem:enrolment-ended"));
    assertThat(customers.methods(account)).isEmpty();
  }

  @Test
  void pendingEnrolment_expiresAfterFifteenMinutes_andItsSecretIsForgotten() {
    AccountId account = customers.withoutFactor();
    JsonPath pending = customers.begin(tokens.of(account), "{}").jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    clock.advance(Duration.ofMinutes(15));

    customers.confirm(tokens.of(account), pending.getString("id"), app.codeAt(clock.instant()))
        .then().statusCode(403).body("type", equalTo("urn:portcullis:problem:enrolment-ended"));
  }

  @Test
  void pendingEnrolment_isReplacedByANewerOne() {
    AccountId account = customers.withoutFactor();
    JsonPath first = customers.begin(tokens.of(account), "{}").jsonPath();
    customers.begin(tokens.of(account), "{}").then().statusCode(201);

    customers.confirm(tokens.of(account), first.getString("id"),
            AuthenticatorApp.with(first.getString("secret")).codeAt(clock.instant()))
        .then().statusCode(403).body("type", equalTo("urn:portcullis:problem:enrolment-ended"));
    assertThat(rows.number("select count(*) from totp_authenticator where account_id = $1", account.value())).isOne();
  }

  @Test
  void sixthAuthenticator_isRefused() {
    AccountId account = customers.withAuthenticator().account();
    for (int i = 1; i < 5; i++) {
      customers.enrol(account, customers.strong(account));
    }
    customers.begin(customers.strong(account), "{}")
        .then().statusCode(409).body("type", endsWith(":too-many-authenticators"));
  }

  @Test
  void removingTheLastAuthenticator_takesTheRecoveryCodesAlong() {
    Customer alice = customers.withAuthenticator();
    Customer tablet = customers.enrol(alice.account(), customers.strong(alice.account()));

    customers.remove(customers.strong(alice.account()), alice.authenticator()).then().statusCode(204);
    assertThat(customers.methods(alice.account())).containsExactly("totp", "recovery-code");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("refused");

    customers.remove(customers.strong(alice.account()), tablet.authenticator()).then().statusCode(204);
    assertThat(customers.methods(alice.account())).isEmpty();
    assertThat(customers.overview(alice.account()).getString("recoveryCodes")).isNull();
    assertThat(customers.overview(alice.account()).getString("advice")).isEqualTo("enrol-authenticator");
    assertThat(topics.await("portcullis.security-events", alice.account().toString(), 5).stream().map(TopicProbe::type)
        .filter("io.portcullis.mfa.authenticator-removed.v1"::equals)).hasSize(2);
  }

  @Test
  void newRecoveryCodes_voidTheOldOnes() {
    Customer alice = customers.withAuthenticator();
    List<String> fresh = customers.renewCodes(customers.strong(alice.account())).then().statusCode(201)
        .header("Cache-Control", equalTo("no-store")).extract().jsonPath().getList("codes");

    assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(alice.recoveryCodes());
    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("refused");
    assertThat(customers.outcome(alice, "recovery-code", fresh.getFirst())).isEqualTo("proved");
    given().auth().oauth2(tokens.of(alice.account())).get("/v1/mfa/recovery-codes")
        .then().statusCode(200).body("left", equalTo(9));
  }

  @Test
  void recoveryCodes_withoutASecondFactorAreRefused() {
    customers.renewCodes(tokens.of(customers.withoutFactor()))
        .then().statusCode(409).body("type", endsWith(":no-authenticator"));
  }

  @Test
  void storedRows_holdNoSecretInTheClear() {
    Customer alice = customers.withAuthenticator();
    String everything = rows.of("select to_jsonb(a)::text from totp_authenticator a where account_id = $1 "
        + "union all select to_jsonb(c)::text from recovery_code c where account_id = $1 "
        + "union all select payload from outbox where aggregateid = $2", alice.account().value(), alice.account().toString())
        .stream().map(row -> row.getString(0)).toList().toString();
    assertThat(everything).contains(alice.authenticator());
    alice.recoveryCodes().forEach(code -> assertThat(everything).doesNotContain(code, code.replace("-", "")));
  }
}
