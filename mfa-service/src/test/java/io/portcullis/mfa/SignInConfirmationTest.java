package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A code to an address of the account's that is no factor: whether or not one is enrolled.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SignInConfirmationTest {

  @Inject Customers customers;
  @Inject Confirmations confirmations;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static String address(String method) {
    return method.equals("sms") ? Customers.phoneNumber() : Customers.emailAddress();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void code_givenAnAccountThatNeverEnrolledAnything_provesItsAddressOnce_andNoFactor(String method) {
    AccountId account = customers.withoutFactor();
    String address = address(method);
    JsonPath begun = confirmations.begin(Confirmations.binding(account, address)).then().statusCode(201).extract().jsonPath();
    assertThat(begun.getList("methods")).containsExactly(method);
    assertThat(begun.getInt("expiresIn")).isBetween(540, 600);

    String challenge = begun.getString("challengeId");
    JsonPath sent = confirmations.prepare(challenge,
        Confirmations.with(Confirmations.preparation(account, address), "locale", "de")).jsonPath();
    assertThat(sent.getString("outcome")).isEqualTo("sent");
    assertThat(sent.getString("method")).isEqualTo(method);
    assertThat(sent.getInt("resendAfter")).isEqualTo(30);
    Messages.Sent message = messages.await(account, sent.getString("messageId"));
    assertThat(message.to()).isEqualTo(address);
    assertThat(message.content().get("use").asText()).isEqualTo("UNUSUAL_SIGN_IN");
    assertThat(message.content().get("locale").asText()).isEqualTo("de");

    var answer = Confirmations.answer(account, address, message.code());
    JsonPath proved = customers.verify(challenge, answer).then().statusCode(200).extract().jsonPath();
    assertThat(proved.getMap("")).isEqualTo(
        Map.of("outcome", "proved", "method", method, "amr", List.of("validated-address")));
    customers.verify(challenge, answer).then().body("outcome", equalTo("ended"));
    assertThat(rows.number("select coalesce(sum(cardinality(guessed_at)), 0)::int from guess_budget where account_id = $1", account.value()))
        .as("a right code costs no guess").isZero();
    given().auth().oauth2(Customers.authService()).get("/internal/accounts/{id}/methods", account.toString())
        .then().body("methods.size()", equalTo(0)).body("changedAt", nullValue());
  }

  @Test
  void code_givenOtherFactorsAreEnrolled_isTheOnlyWayAllTheSame() {
    Customer alice = customers.withAuthenticator();
    String address = Customers.emailAddress();
    JsonPath begun = confirmations.begin(Confirmations.binding(alice.account(), address)).jsonPath();
    assertThat(begun.getList("methods")).containsExactly("email");

    String challenge = begun.getString("challengeId");
    var preparation = Confirmations.preparation(alice.account(), address);
    for (String method : List.of("webauthn", "totp", "sms", "recovery-code")) {
      confirmations.prepare(challenge, Confirmations.with(preparation, "method", method))
          .then().statusCode(200).body("outcome", equalTo("not-offered"));
    }
    var totp = Confirmations.with(Confirmations.answer(alice.account(), address, customers.code(alice)), "method", "totp");
    customers.verify(challenge, totp).then().statusCode(200).body("outcome", equalTo("not-offered"));
    var recoveryCode = Confirmations.with(
        Confirmations.answer(alice.account(), address, alice.recoveryCodes().getFirst()), "method", "recovery-code");
    customers.verify(challenge, recoveryCode).then().statusCode(200).body("outcome", equalTo("not-offered"));
    assertThat(customers.overview(alice.account()).getInt("recoveryCodes.left")).isEqualTo(10);
    String code = confirmations.send(challenge, alice.account(), address);
    assertThat(confirmations.outcome(challenge, alice.account(), address, code)).isEqualTo("proved");
  }

  @Test
  void code_beforeAnythingWasSent_isWrong() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    String challenge = confirmations.challenge(account, address);
    assertThat(confirmations.outcome(challenge, account, address, "123456")).isEqualTo("refused");
  }

  @Test
  void code_mayBeAskedForAgainAfterItsDelay_andKillsTheOneBefore() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    String challenge = confirmations.challenge(account, address);
    String first = confirmations.send(challenge, account, address);
    assertThat(confirmations.prepare(challenge, account, address).getString("outcome")).isEqualTo("wait");
    clock.advance(Duration.ofSeconds(30));
    String second = confirmations.send(challenge, account, address);
    if (!second.equals(first)) {
      assertThat(confirmations.outcome(challenge, account, address, first)).isEqualTo("refused");
    }
    assertThat(confirmations.outcome(challenge, account, address, second)).isEqualTo("proved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "Ann@example.org", "ann@example.org.", " ann@example.org", "ann@exämple.org",
      "+44 7400 123456", "07400123456", "+4490512345678", "ann@example.org\r\nBcc: eve@example.org"})
  void whatIsNoCanonicalAddress_isRefused(String address) {
    AccountId account = customers.withoutFactor();
    String challenge = UUID.randomUUID().toString();
    confirmations.begin(Confirmations.binding(account, address))
        .then().statusCode(400).body("type", endsWith(":invalid-fields"));
    confirmations.prepare(challenge, Confirmations.with(Confirmations.binding(account, address), "method", "email"))
        .then().statusCode(400).body("type", endsWith(":invalid-fields"));
    customers.verify(challenge, Confirmations.answer(account, address, "123456"))
        .then().statusCode(400).body("type", endsWith(":invalid-fields"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-in", "step-up"})
  void anAddressForAnotherPurpose_orNoneForThisOne_isRefused(String purpose) {
    Customer alice = customers.withAuthenticator();
    var withAddress = Confirmations.with(
        Confirmations.answer(alice.account(), Customers.emailAddress(), "123456"), "purpose", purpose);
    var without = new HashMap<>(Confirmations.answer(alice.account(), "", "123456"));
    without.remove("validatedAddress");

    for (var members : List.of(withAddress, without)) {
      customers.verify(UUID.randomUUID().toString(), members)
          .then().statusCode(400).body("type", endsWith(":invalid-fields"));
      members.remove("code");
      confirmations.prepare(UUID.randomUUID().toString(), members)
          .then().statusCode(400).body("type", endsWith(":invalid-fields"));
      members.remove("method");
      confirmations.begin(members).then().statusCode(400).body("type", endsWith(":invalid-fields"));
    }
  }
}
