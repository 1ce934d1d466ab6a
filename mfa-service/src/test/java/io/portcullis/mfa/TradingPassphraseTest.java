package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-5 and A-40: six digits that confirm a transaction, and one counter for all tries.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class TradingPassphraseTest {

  private static final String PASSPHRASE = "483920";
  private static final String WRONG = "907351";
  private static final String EVENT = "io.portcullis.mfa.trading-passphrase-%s.v1";

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static Response set(String token, String passphrase) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("passphrase", passphrase)).put("/v1/trading-passphrase");
  }

  private JsonPath state(AccountId account) {
    return given().auth().oauth2(tokens.of(account)).get("/v1/trading-passphrase").then().statusCode(200).extract().jsonPath();
  }

  private static JsonPath attempt(AccountId account, String passphrase) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(Map.of("passphrase", passphrase))
        .post("/internal/accounts/{id}/trading-passphrase/verify", account.toString()).then().statusCode(200).extract().jsonPath();
  }

  private static String outcome(AccountId account, String passphrase) {
    return attempt(account, passphrase).getString("outcome");
  }

  private static void reset(AccountId account, java.time.Instant orderedAt) {
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(Map.of("orderedAt", orderedAt.toString()))
        .post("/internal/accounts/{id}/trading-passphrase/reset", account.toString()).then().statusCode(204);
  }

  @Test
  void back3_givenALostPassphrase_whenTheAccountIsRecovered_thenItIsGoneWithItsTries_andOneThatWasSetLaterStays() {
    Customer alice = withPassphrase();
    attempt(alice.account(), WRONG);
    reset(alice.account(), clock.instant().minus(Duration.ofMinutes(5)));
    assertThat(outcome(alice.account(), PASSPHRASE)).as("it was set later").isEqualTo("right");
    reset(alice.account(), clock.instant());
    assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("not-set");
    reset(alice.account(), clock.instant());
  }

  private Customer withPassphrase() {
    Customer alice = customers.withAuthenticator();
    set(customers.proved(alice), PASSPHRASE).then().statusCode(204);
    return alice;
  }

  /// The clock stays: Kafka takes no event from so far in the future.
  private void pass(AccountId account, Duration time) {
    rows.of("update trading_passphrase set cooling_until = cooling_until - make_interval(secs => $2) where account_id = $1",
        account.value(), (double) time.toSeconds());
  }

  private long published(AccountId account, String what) {
    return topics.awaitType(account, EVENT.formatted(what)).stream().filter(EVENT.formatted(what)::equals).count();
  }

  @Test
  void safe5_givenASettledFactor_whenSet_thenItIsTold_andARightTryIsRight() {
    Customer alice = customers.withAuthenticator();
    assertThat(state(alice.account()).getString("state")).isEqualTo("not-set");
    assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("not-set");

    set(customers.proved(alice), PASSPHRASE).then().statusCode(204);

    assertThat(state(alice.account()).getString("state")).isEqualTo("ready");
    assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("right");
    assertThat(outcome(alice.account(), WRONG)).isEqualTo("wrong");
    assertThat(published(alice.account(), "changed")).isEqualTo(1);
  }

  @Test
  void safe5_whenChanged_thenTheOldOneIsWrong() {
    Customer alice = withPassphrase();

    set(customers.proved(alice), "640772").then().statusCode(204);

    assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("wrong");
    assertThat(outcome(alice.account(), "640772")).isEqualTo("right");
  }

  @Test
  void a40_givenNoFactor_orOneFactorOnly_orARestrictedSession_orAFreshFactor_whenSet_thenItIsRefused() {
    AccountId bare = customers.withoutFactor();
    set(tokens.of(bare), PASSPHRASE).then().statusCode(409).body("type", equalTo("urn:portcullis:problem:no-authenticator"));

    Customer alice = customers.withAuthenticator();
    set(tokens.of(alice.account()), PASSPHRASE).then().statusCode(401);
    set(customers.restricted(alice.account(), "aal2"), PASSPHRASE).then().statusCode(403);
    Customer thief = customers.enrol(alice.account(), customers.token(alice.account(), "aal2", "pwd", "recovery-code"));
    set(customers.proved(thief), PASSPHRASE).then().statusCode(403).body("type", equalTo("urn:portcullis:problem:factor-not-settled"));
    assertThat(state(alice.account()).getString("state")).isEqualTo("not-set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "112233", "311299", "198407", "147258"})
  void a40_givenATrivialOne_whenSet_thenItIsRefused_andTheReasonIsNamed(String trivial) {
    Customer alice = customers.withAuthenticator();
    Response refused = set(customers.proved(alice), trivial);
    refused.then().statusCode(400).body("type", equalTo("urn:portcullis:problem:passphrase-trivial"));
    assertThat(refused.jsonPath().getString("reason")).isIn("run", "repeat", "date", "year", "shape");
  }

  @Test
  void a40_givenDigitsOfTheOwnNumber_whenSet_thenTheyAreRefused() {
    Customer alice = customers.withAuthenticator();
    String number = "+4474483920" + "17";
    String message = given().auth().oauth2(customers.proved(alice)).contentType(ContentType.JSON)
        .body(Map.of("phoneNumber", number, "simSwapNoticeRead", true, "besideStronger", true)).put("/v1/mfa/sms")
        .then().statusCode(202).extract().path("messageId");
    customers.confirmAddress(customers.proved(alice), "sms", customers.codeIn(alice.account(), message)).then().statusCode(200);

    set(customers.proved(alice), PASSPHRASE).then().statusCode(400).body("reason", equalTo("own-number"));
  }

  private static Response ownNumbers(AccountId account, String... numbers) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(Map.of("numbers", List.of(numbers)))
        .put("/internal/accounts/{id}/own-numbers", account.toString());
  }

  @Test
  void a40_givenDigitsOfANumberThatSignsInAndIsNoFactor_whenSet_thenTheyAreRefused_untilTheNumberIsGone() {
    Customer alice = customers.withAuthenticator();
    ownNumbers(alice.account(), "+4915112345678", "+4474483920" + "17").then().statusCode(204);
    set(customers.proved(alice), PASSPHRASE).then().statusCode(400).body("reason", equalTo("own-number"));
    String acrossBoth = "784474";
    set(customers.proved(alice), acrossBoth).then().statusCode(204);

    ownNumbers(alice.account(), "+4915112345678").then().statusCode(204);
    set(customers.proved(alice), PASSPHRASE).then().statusCode(204);
    ownNumbers(alice.account()).then().statusCode(204);
    assertThat(rows.of("select 1 from own_numbers where account_id = $1", alice.account().value()).size()).isZero();
  }

  @Test
  void a29_givenNumbersThatWereTold_thenTheyAreAtRestSealed_andOfOneAccountAlone_andAnAlteredOneStopsNobody() {
    Customer alice = customers.withAuthenticator();
    Customer bob = customers.withAuthenticator();
    ownNumbers(alice.account(), "+447448392017").then().statusCode(204);
    String sealed = rows.of("select sealed_numbers from own_numbers where account_id = $1", alice.account().value()).iterator().next()
        .getString(0);
    assertThat(sealed).doesNotContain("483920");
    rows.of("insert into own_numbers (account_id, sealed_numbers) values ($1, $2)", bob.account().value(), sealed);
    set(customers.proved(bob), PASSPHRASE).then().statusCode(204);
  }

  @Test
  void malformed_givenWhatIsNoNumber_orNoService_thenItIsAProblem() {
    AccountId account = customers.withAuthenticator().account();
    for (String wrong : List.of("07448392017", "+44 7448 392017", "ann@example.org", "+0448392017", "")) {
      ownNumbers(account, wrong).then().statusCode(400);
    }
    given().auth().oauth2(tokens.of(account)).contentType(ContentType.JSON).body(Map.of("numbers", List.of()))
        .put("/internal/accounts/{id}/own-numbers", account.toString()).then().statusCode(403);
  }

  @Test
  void a40_givenFiveWrongOnes_thenNoneIsComparedForAWhile_andTheWaitGrows_andTheOwnerIsTold() {
    Customer alice = withPassphrase();

    for (Duration wait : List.of(Duration.ofMinutes(15), Duration.ofHours(2), Duration.ofDays(1))) {
      for (int i = 0; i < 5; i++) {
        assertThat(outcome(alice.account(), WRONG)).isEqualTo("wrong");
      }
      JsonPath refused = attempt(alice.account(), PASSPHRASE);
      assertThat(refused.getString("outcome")).isEqualTo("cooling");
      assertThat(refused.getLong("retryAfter")).isBetween(wait.toSeconds() - 120, wait.toSeconds() + 1);
      assertThat(state(alice.account()).getString("state")).isEqualTo("cooling");
      pass(alice.account(), wait);
    }
    assertThat(published(alice.account(), "throttled")).isEqualTo(1);
  }

  @Test
  void a40_givenTwentyWrongOnesInARow_thenOnlyRecoveryHelps_noChangeEither() {
    Customer alice = withPassphrase();
    rows.of("update trading_passphrase set wrong_in_a_row = 19 where account_id = $1", alice.account().value());

    assertThat(outcome(alice.account(), WRONG)).isEqualTo("wrong");

    assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("stopped");
    assertThat(state(alice.account()).getString("state")).isEqualTo("stopped");
    set(customers.proved(alice), "640772").then().statusCode(409).body("type", equalTo("urn:portcullis:problem:passphrase-stopped"));
    assertThat(published(alice.account(), "throttled")).isEqualTo(1);
  }

  @Test
  void a40_givenFourWrongOnes_whenTheOwnersIsRight_thenTheCountBeginsAnew() {
    Customer alice = withPassphrase();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(outcome(alice.account(), WRONG)).isEqualTo("wrong");
      }
      assertThat(outcome(alice.account(), PASSPHRASE)).isEqualTo("right");
    }
  }

  @Test
  void a40_givenWrongTries_whenChanged_thenTheyGoOnToCount() {
    Customer alice = withPassphrase();
    for (int i = 0; i < 4; i++) {
      attempt(alice.account(), WRONG);
    }
    set(customers.proved(alice), "640772").then().statusCode(204);
    assertThat(outcome(alice.account(), WRONG)).isEqualTo("wrong");
    assertThat(outcome(alice.account(), "640772")).isEqualTo("cooling");
  }

  @Test
  void a40_race_givenSixtyFourTriesAtOnce_thenNoMoreThanFiveAreCompared() throws Exception {
    Customer alice = withPassphrase();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tries = IntStream.range(0, 64).<Callable<String>>mapToObj(_ -> () -> outcome(alice.account(), WRONG)).toList();
      Map<String, Long> outcomes = pool.invokeAll(tries).stream().map(Future::resultNow)
          .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
      assertThat(outcomes).isEqualTo(Map.of("wrong", 5L, "cooling", 59L));
    }
  }

  @Test
  void a40_givenADumpOfTheTable_thenItHoldsNothingThatCanBeSearchedWithoutTheKey_orMovedToAnotherAccount() {
    Customer alice = withPassphrase();
    Customer mallory = withPassphrase();
    String ofAlice = digest(alice);
    assertThat(ofAlice).doesNotContain(PASSPHRASE).isNotEqualTo(digest(mallory));

    rows.of("update trading_passphrase set digest = $2 where account_id = $1", mallory.account().value(), ofAlice);

    assertThat(outcome(mallory.account(), PASSPHRASE)).isEqualTo("wrong");
  }

  private String digest(Customer customer) {
    return rows.of("select digest from trading_passphrase where account_id = $1", customer.account().value()).getFirst().getString(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"passphrase\":null}", "{\"passphrase\":483920}", "{\"passphrase\":\"48392\"}",
      "{\"passphrase\":\"4839200\"}", "{\"passphrase\":\"４８３９２０\"}", "{\"passphrase\":\"48392a\"}",
      "{\"passphrase\":\"483920\",\"account\":\"x\"}"})
  void badInput_whenSetOrTried_thenItIsRefused_andCostsNoTry(String body) {
    Customer alice = withPassphrase();
    given().auth().oauth2(customers.proved(alice)).contentType(ContentType.JSON).body(body).put("/v1/trading-passphrase").then().statusCode(400);
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(body)
        .post("/internal/accounts/{id}/trading-passphrase/verify", alice.account().toString()).then().statusCode(400);
    assertThat(rows.number("select wrong_in_a_row from trading_passphrase where account_id = $1", alice.account().value())).isZero();
  }

  @Test
  void a40_givenACustomersToken_whenTheInternalDoorIsTried_thenItIsShut() {
    Customer alice = withPassphrase();
    given().auth().oauth2(customers.proved(alice)).contentType(ContentType.JSON).body(Map.of("passphrase", PASSPHRASE))
        .post("/internal/accounts/{id}/trading-passphrase/verify", alice.account().toString()).then().statusCode(403);
  }
}
