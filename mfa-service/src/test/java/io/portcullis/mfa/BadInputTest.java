package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class BadInputTest {

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject Rows rows;

  /// Each is answered after the account was locked; the verdict is no exception, so what was written would stay.
  @Test
  void refusals_ofAnAccountWithoutFactor_leaveNoRow() {
    var account = customers.withoutFactor();
    String strong = customers.token(account, "aal2", "pwd", "otp");
    var id = UUID.randomUUID().toString();
    List<Response> refused = List.of(
        customers.confirm(strong, id, "123456"), customers.remove(strong, id),
        customers.renewCodes(strong), customers.removeAddress(strong, "email"), customers.removeAddress(strong, "sms"),
        customers.confirmAddress(strong, "email", "123456"), customers.putEmail(strong, "+12025550123"),
        customers.putSms(strong, "alice@example.org", true),
        given().auth().oauth2(strong).delete("/v1/mfa/webauthn/{id}", id),
        given().auth().oauth2(strong).contentType(ContentType.JSON).body(Map.of("name", "x")).patch("/v1/mfa/webauthn/{id}", id),
        given().auth().oauth2(strong).queryParam("wait", true).delete("/v1/mfa/totp/{id}", id),
        given().auth().oauth2(strong).delete("/v1/mfa/removals/{id}", id));
    refused.forEach(answer -> assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 499));
    given().auth().oauth2(Customers.authService()).delete("/internal/accounts/{id}/removals", account.toString())
        .then().statusCode(204);
    assertThat(rows.of("select from account where account_id = $1", account.value())).isEmpty();
  }

  @Test
  void firstFactors_begunAtOnce_areAllAnswered() {
    var account = customers.withoutFactor();
    String token = tokens.of(account);
    assertThat(Customers.atOnce(Stream.generate(() -> (Supplier<Integer>)
        () -> customers.begin(token, "{}").statusCode()).limit(6).toList())).allMatch(status -> status == 201 || status == 429);
  }

  static Stream<String> badNames() {
    return Stream.of("", "   ", "\u00A0", "x".repeat(65), "a\u0000b", "a\nb", "a\u001B[31m", "a\u007Fb", "\u202Eevil",
        "a\u2028b", "a\u2066b", "\uE000", "\u3164", "\u2800", "\u115F\u1160", "\u200B\uFE0F",
        "\uFFA0 \u3164").map(BadInputTest::json);
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void names_thatSayNothingOrDoSomething_areRefused(String name) {
    var account = customers.withoutFactor();
    customers.begin(tokens.of(account), "{\"name\":" + name + "}")
        .then().statusCode(400).contentType(startsWith("application/problem+json"))
        .body("type", endsWith(":invalid-fields"));
    assertThat(rows.of("select from account where account_id = $1", account.value())).as("no row changed").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":null}", "{}", "{\"name\":\"Ümit's 家 👩‍👩‍👧 phone\"}"})
  void names_thatPeopleChoose_areWelcome(String body) {
    customers.begin(tokens.of(customers.withoutFactor()), body).then().statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "[]", "null", "\"x\"", "{\"name\":7}", "{\"name\":{}}", "{\"name\":[\"x\"]}", "{", "{\"name\":\"a\",\"name\":\"b\"}",
      "{\"name\":\"a\",\"confirmedAt\":\"2020-01-01T00:00:00Z\"}", "{\"id\":\"x\"}", "{} trailing", "{\"name\":\"\\ud800\"}"})
  void enrolment_ofOtherShapes_isRefused(String body) {
    var account = customers.withoutFactor();
    // As it stands: with a proof of the password it would be read and written anew.
    customers.beginBare(tokens.of(account), body).then().statusCode(400).body("status", equalTo(400));
    assertThat(rows.of("select from account where account_id = $1", account.value())).as("no row changed").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", "abcdef", "١٢٣٤٥٦", "１２３４５６", "-12345", "1234 56", "123  456", "123456\n"})
  void confirmation_byWhatIsNoCode_isRefused(String code) {
    customers.confirm(tokens.of(customers.withoutFactor()), UUID.randomUUID().toString(), code)
        .then().statusCode(400).body("type", endsWith(":invalid-fields"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1-1-1-1-1", "0", "018F6B1E-0000-7000-8000-00000000000G"})
  void confirmation_ofWhatIsNoId_answersLikeAnUnknownOne(String id) {
    customers.confirm(tokens.of(customers.withoutFactor()), id, "123456")
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "1234567", "abcdef", "١٢٣٤٥٦", "", "123456\u0000"})
  void verification_byWhatIsNoCode_isATryButNoGuess(String code) {
    Customer alice = customers.withAuthenticator();
    var verdict = customers.verify(customers.challenge(alice.account()), alice, "totp", code);

    assertThat(verdict.getString("outcome")).isEqualTo("refused");
    assertThat(verdict.getInt("triesLeft")).isEqualTo(4);
    assertThat(rows.number("select wrong_in_a_row from account where account_id = $1", alice.account().value())).isZero();
  }

  static List<Map<String, ?>> badAnswers() {
    String account = UUID.randomUUID().toString();
    return List.of(
        Map.of(),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", "totp"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", "voice", "code", "123456"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", 0, "code", "123456"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", "totp", "code", 123456),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", "totp", "code", "1".repeat(65)),
        Map.of("accountId", account, "purpose", "steal", "attempt", "a", "method", "totp", "code", "123456"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a/b", "method", "totp", "code", "123456"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a".repeat(65), "method", "totp", "code", "123456"),
        Map.of("accountId", "1-1-1-1-1", "purpose", "sign-in", "attempt", "a", "method", "totp", "code", "123456"),
        Map.of("accountId", account, "purpose", "sign-in", "attempt", "a", "method", "totp", "code", "123456", "amr", "hwk"));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void verification_ofOtherShapes_isRefused(Map<String, ?> answer) {
    customers.verify(UUID.randomUUID().toString(), answer).then().statusCode(400).body("status", equalTo(400));
  }

  @Test
  void verification_atWhatIsNoChallenge_isEnded() {
    var answer = Customers.answer(customers.withoutFactor(), "totp", "123456");
    customers.verify("x", answer).then().statusCode(200).body("outcome", equalTo("ended"));
    customers.verify(UUID.randomUUID().toString(), answer).then().statusCode(200).body("outcome", equalTo("ended"));
  }

  @Test
  void otherMethodsMediaTypesAndPaths_areProblems() {
    String token = tokens.of(customers.withoutFactor());
    given().auth().oauth2(token).put("/v1/mfa/totp").then().statusCode(405).body("type", endsWith(":method-not-allowed"));
    given().auth().oauth2(token).get("/v1/mfa/none").then().statusCode(404).body("type", endsWith(":not-found"));
    given().auth().oauth2(token).contentType(ContentType.TEXT).body("x").post("/v1/mfa/totp")
        .then().statusCode(415).body("type", endsWith(":unsupported-media-type"));
    given().auth().oauth2(token).contentType(ContentType.URLENC).post("/v1/mfa/recovery-codes")
        .then().statusCode(415).body("type", endsWith(":unsupported-media-type"));
    given().auth().oauth2(token).delete("/v1/mfa/totp/{id}", "not-an-id").then().statusCode(404);
  }

  private static String json(String text) {
    var escaped = new StringBuilder("\"");
    text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
    return escaped.append('"').toString();
  }
}
