package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class OutOfBandTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject RedisAPI redis;
  @Inject TopicProbe topics;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void firstAddress_countsOnceItsCodeCameBack_andBringsRecoveryCodes() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    String address = Customers.emailAddress();
    JsonPath sent = customers.putEmail(token, address.toUpperCase()).then().statusCode(202).extract().jsonPath();
    assertThat(sent.getInt("resendAfter")).isEqualTo(30);
    assertThat(sent.getInt("expiresIn")).isBetween(540, 600);
    Messages.Sent message = messages.await(account, sent.getString("messageId"));
    assertThat(message.type()).isEqualTo("second-factor-code");
    assertThat(message.to()).isEqualTo(address);
    assertThat(message.content().get("use").asText()).isEqualTo("ENROLMENT");
    assertThat(message.code()).matches("[0-9]{6}");
    assertThat(customers.methods(account)).as("a pending address proves nothing").isEmpty();

    List<String> codes = customers.confirmAddress(token, "email", message.code()).then().statusCode(200)
        .header("Cache-Control", equalTo("no-store")).extract().jsonPath().getList("recoveryCodes");
    assertThat(codes).hasSize(10);
    assertThat(customers.methods(account)).containsExactly("email", "recovery-code");
    given().auth().oauth2(Customers.authService()).get("/internal/accounts/{id}/methods", account.toString())
        .then().body("changedAt", endsWith("Z"));
    JsonPath overview = customers.overview(account);
    assertThat(overview.getString("email.address")).isEqualTo(address.charAt(0) + "•••@example.org");
    assertThat(overview.getString("advice")).isEqualTo("enrol-stronger-factor");
    assertThat(overview.getString("removal[0].method")).isEqualTo("email");
    assertThat(overview.getString("removal[0].acrValues")).isEqualTo("aal2");
    assertThat(topics.awaitType(account, "io.portcullis.mfa.recovery-codes-issued.v1"))
        .containsExactly("io.portcullis.mfa.authenticator-enrolled.v1", "io.portcullis.mfa.recovery-codes-issued.v1");
    customers.confirmAddress(token, "email", message.code()).then().statusCode(401); // a factor more: aal1 is too weak now
    customers.confirmAddress(customers.token(account, "aal2", "pwd", "email"), "email", message.code())
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
  }

  @ParameterizedTest
  @CsvSource({"email, sign-in, SIGN_IN", "sms, sign-in, SIGN_IN", "email, step-up, STEP_UP"})
  void code_provesOnce(String method, String purpose, String use) {
    AccountId account = customers.withoutFactor();
    enrol(account, method);
    String challenge = customers.challenge(account, purpose).then().statusCode(201).extract().path("challengeId");
    JsonPath sent = customers.prepare(challenge, account, purpose, method);
    assertThat(sent.getString("outcome")).isEqualTo("sent");
    assertThat(sent.getString("method")).isEqualTo(method);
    assertThat(sent.getInt("resendAfter")).isEqualTo(30);
    assertThat(sent.getInt("expiresIn")).isBetween(540, 600);
    Messages.Sent message = messages.await(account, sent.getString("messageId"));
    assertThat(message.content().get("use").asText()).isEqualTo(use);
    assertThat(message.content().get("locale").asText()).isEqualTo("en");

    var answer = new HashMap<>(Customers.answer(account, method, message.code()));
    answer.put("purpose", purpose);
    JsonPath proved = customers.verify(challenge, answer).then().statusCode(200).extract().jsonPath();
    assertThat(proved.getString("outcome")).isEqualTo("proved");
    assertThat(proved.getList("amr")).containsExactly(method);
    assertThat(proved.getMap("").keySet()).containsExactlyInAnyOrder("outcome", "method", "amr", "settledAt");
    assertThat(rows.number("select coalesce(sum(cardinality(guessed_at)), 0)::int from guess_budget where account_id = $1", account.value()))
        .as("a right code costs no guess").isZero();
    customers.verify(challenge, answer).then().body("outcome", equalTo("ended"));
  }

  private void enrol(AccountId account, String method) {
    if (method.equals("email")) {
      customers.withEmail(account, tokens.of(account), Customers.emailAddress());
    } else {
      customers.withSms(account, tokens.of(account), false);
    }
  }

  @Test
  void resend_waitsLongerEachTime_andKillsTheCodeBefore_atMostFiveTimes() {
    AccountId account = customers.withoutFactor();
    clock.advance(Duration.ofHours(-1)); // service tokens are valid now, not in an hour
    enrol(account, "email");
    redis.flushall(List.of()).await().indefinitely(); // another hour's budget
    String challenge = customers.challenge(account);
    JsonPath first = customers.prepare(challenge, account, "email");
    JsonPath soon = customers.prepare(challenge, account, "email");
    assertThat(soon.getString("outcome")).isEqualTo("wait");
    assertThat(soon.getInt("retryAfter")).isBetween(1, 30);
    String old = customers.codeIn(account, first.getString("messageId"));

    JsonPath last = first;
    for (int expected : new int[] {60, 120, 240}) {
      clock.advance(Duration.ofSeconds(last.getInt("resendAfter")));
      last = customers.prepare(challenge, account, "email");
      assertThat(last.getString("outcome")).isEqualTo("sent");
      assertThat(last.getInt("resendAfter")).isEqualTo(expected);
    }
    String fresh = customers.codeIn(account, last.getString("messageId"));
    if (!fresh.equals(old)) {
      assertThat(customers.verify(challenge, account, "email", old).getString("outcome")).isEqualTo("refused");
    }
    clock.advance(Duration.ofSeconds(240));
    JsonPath fifth = customers.prepare(challenge, account, "email");
    assertThat(fifth.getInt("expiresIn")).as("no longer than the challenge").isLessThanOrEqualTo(150);
    clock.advance(Duration.ofSeconds(120));
    assertThat(customers.prepare(challenge, account, "email").getString("outcome")).as("the sixth").isEqualTo("wait");
    assertThat(customers.verify(challenge, account, "email", customers.codeIn(account, fifth.getString("messageId")))
        .getString("outcome")).isEqualTo("proved");
  }

  @Test
  void budgetOfAnAddress_isSharedByAllWhoAskForIt() {
    String address = Customers.emailAddress();
    for (int i = 0; i < 5; i++) {
      customers.putEmail(tokens.of(customers.withoutFactor()), address).then().statusCode(202);
    }
    AccountId sixth = customers.withoutFactor();
    customers.putEmail(tokens.of(sixth), address.replace("@", "+tag@"))
        .then().statusCode(429).header("Retry-After", Integer::parseInt, lessThanOrEqualTo(3600));
    assertThat(messages.present(sixth)).isEmpty();
  }

  @Test
  void prepare_saysWhatAMethodNeeds() {
    Customers.Customer alice = customers.withAuthenticator();
    String challenge = customers.challenge(alice.account());
    assertThat(customers.prepare(challenge, alice.account(), "totp").getString("outcome")).isEqualTo("ready");
    assertThat(customers.prepare(challenge, alice.account(), "recovery-code").getString("outcome")).isEqualTo("ready");
    for (String method : List.of("webauthn", "email", "sms")) {
      assertThat(customers.prepare(challenge, alice.account(), method).getString("outcome")).isEqualTo("not-offered");
    }
    assertThat(customers.prepare("x", alice.account(), "totp").getString("outcome")).isEqualTo("ended");
    assertThat(customers.prepare(challenge, alice.account(), "step-up", "totp").getString("outcome"))
        .as("another purpose ends it").isEqualTo("ended");
    assertThat(customers.prepare(challenge, alice.account(), "totp").getString("outcome")).isEqualTo("ended");
  }

  @Test
  void stepUp_isNotForRecoveryCodes() {
    Customers.Customer alice = customers.withAuthenticator();
    JsonPath begun = customers.challenge(alice.account(), "step-up").then().statusCode(201).extract().jsonPath();
    assertThat(begun.getList("methods")).containsExactly("totp");
    String challenge = begun.getString("challengeId");
    assertThat(customers.prepare(challenge, alice.account(), "step-up", "recovery-code").getString("outcome"))
        .isEqualTo("not-offered");
    var answer = new HashMap<>(
        Customers.answer(alice.account(), "recovery-code", alice.recoveryCodes().getFirst()));
    answer.put("purpose", "step-up");
    customers.verify(challenge, answer).then().body("outcome", equalTo("not-offered"));
    assertThat(customers.overview(alice.account()).getInt("recoveryCodes.left")).isEqualTo(10);
  }

  @Test
  void anotherAddress_takesTheOldOnesPlace_onceItsCodeCameBack() {
    clock.advance(Duration.ofHours(-1)); // service tokens are valid now, not in an hour
    AccountId account = customers.withoutFactor();
    enrol(account, "email");
    clock.advance(Duration.ofHours(1));
    String token = customers.token(account, "aal2", "pwd", "email");
    String address = Customers.emailAddress();
    String message = customers.putEmail(token, address).then().statusCode(202).extract().path("messageId");
    String challenge = customers.challenge(account);
    String underWay = customers.codeIn(account,
        customers.prepare(challenge, account, "email").getString("messageId"));

    customers.confirmAddress(token, "email", customers.codeIn(account, message)).then().statusCode(200)
        .body("recoveryCodes.size()", equalTo(0));
    assertThat(customers.verify(challenge, account, "email", underWay).getString("outcome"))
        .as("it went to the old address").isEqualTo("refused");
    assertThat(topics.await("portcullis.security-events", account.toString(), 4).stream().map(TopicProbe::type))
        .filteredOn(type -> type.contains("authenticator")).containsExactly(
            "io.portcullis.mfa.authenticator-enrolled.v1", "io.portcullis.mfa.authenticator-removed.v1",
            "io.portcullis.mfa.authenticator-enrolled.v1");
  }

  @Test
  void pendingAddress_isForgottenAfterTenMinutes() {
    AccountId account = customers.withoutFactor();
    String message = customers.putEmail(tokens.of(account), Customers.emailAddress()).then().extract().path("messageId");
    String code = customers.codeIn(account, message);
    clock.advance(Duration.ofMinutes(10));
    customers.confirmAddress(tokens.of(account), "email", code)
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
  }

  @Test
  void removingTheLastFactor_takesTheRecoveryCodesAlong() {
    AccountId account = customers.withoutFactor();
    enrol(account, "sms");
    String token = customers.token(account, "aal2", "pwd", "sms");
    customers.removeAddress(token, "sms").then().statusCode(204);
    assertThat(customers.methods(account)).isEmpty();
    assertThat(customers.overview(account).getString("recoveryCodes")).isNull();
    customers.removeAddress(token, "sms").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a@b", "+4915112345678", "\"a b\"@example.org", "a@exa mple.org"})
  void whatIsNoEmailAddress_isRefused(String text) {
    AccountId account = customers.withoutFactor();
    customers.putEmail(tokens.of(account), text).then().statusCode(400).body("type", endsWith(":address-refused"));
    assertThat(messages.present(account)).isEmpty();
  }

  @Test
  void givenAMailServerWithoutSmtputf8_thenAnAddressThatNeedsItIsRefusedWithTheReason() {
    AccountId account = customers.withoutFactor();
    customers.putEmail(tokens.of(account), "zo\u00eb@example.org").then().statusCode(400).body("type", endsWith(":address-unsupported"));
    assertThat(messages.present(account)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"07400123456", "+44", "+447400", "a@example.org", "+18005551234", "+4490512345678"})
  void whatIsNoMobileNumber_isRefused(String text) {
    customers.putSms(tokens.of(customers.withoutFactor()), text, false)
        .then().statusCode(400).body("type", endsWith(":address-refused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"phoneNumber\":\"+447400123456\"}", "{\"phoneNumber\":\"+447400123456\",\"simSwapNoticeRead\":false}",
      "{\"simSwapNoticeRead\":true}", "{\"phoneNumber\":\"+447400123456\",\"simSwapNoticeRead\":true,\"confirmedAt\":1}",
      "{\"phoneNumber\":\"+447400123456\",\"simSwapNoticeRead\":true,\"locale\":\"<b>\"}"})
  void sms_withoutTheNoticeOfSimSwapping_orOfOtherShapes_isRefused(String body) {
    given().auth().oauth2(tokens.of(customers.withoutFactor())).contentType(ContentType.JSON).body(body)
        .put("/v1/mfa/sms").then().statusCode(400);
  }

  @Test
  void storedAddresses_areNowhereInTheClear() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    customers.withEmail(account, tokens.of(account), address);
    String everything = rows.of("select to_jsonb(a)::text from code_address a where account_id = $1 "
        + "union all select payload from outbox where aggregateid = $2", account.value(), account.toString())
        .stream().map(row -> row.getString(0)).toList().toString();
    assertThat(everything).doesNotContain(address, address.substring(0, address.indexOf('@')));
  }
}
