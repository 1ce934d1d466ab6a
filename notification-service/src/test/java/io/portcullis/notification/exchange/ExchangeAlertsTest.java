package io.portcullis.notification.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.ServiceTokenFiles;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-3: what happens at the exchange is told like everything else.
@QuarkusTest
@OnTheStack
class ExchangeAlertsTest {

  private static final String ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;

  private final Mailbox mailbox = new Mailbox();
  private final String key = UUID.randomUUID().toString();
  private final AccountId alice = new AccountId(UUID.randomUUID());

  private static Map<String, Object> withdrawal(AccountId account, String kind) {
    return new HashMap<>(Map.of("kind", kind, "accountId", account.toString(), "asset", "BTC", "amount", "0.5", "destination", ADDRESS));
  }

  private static ValidatableResponse tell(Map<String, Object> fact, String key) {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token("withdrawals", "notification-service"))
        .contentType("application/json").header("Idempotency-Key", key).body(fact).post("/internal/alerts").then();
  }

  private ValidatableResponse list(String path, AccountId account) {
    return RestAssured.given().auth().oauth2(tokens.of(account)).get(path).then();
  }

  private void untilKept(AccountId account, int alerts) {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from kept_alert where account_id = $1", account.value()) == alerts);
  }

  @Test
  void safe3_givenAWithdrawal_thenItsOwnerReadsOfItInTheMailTheAppAndTheActivityList_withoutTheWholeAddress() {
    var owner = others.aPerson();
    String id = tell(withdrawal(owner.account(), "withdrawal-requested"), key).statusCode(202)
        .body("repeated", equalTo(false)).extract().path("alertId");

    var mail = mailbox.await(owner.email(), 1).getFirst();
    assertThat(mail.text()).contains("0.5 BTC", "bc1qar…wf5mdq", "/recovery/freeze").doesNotContain(ADDRESS);
    list("/v1/alerts", owner.account()).body("alerts[0].id", equalTo(id)).body("alerts[0].title", equalTo("A withdrawal was requested"))
        .body("alerts[0].details.value", hasItems("0.5 BTC", "bc1qar…wf5mdq"));
    await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
        list("/v1/activity", owner.account()).body("events.title", hasItem("Withdrawal requested")));
  }

  @ParameterizedTest
  @CsvSource({"withdrawal-held,A withdrawal is held", "withdrawal-declined,A withdrawal was declined",
      "withdrawal-executed,A withdrawal was carried out"})
  void safe3_givenWhatBecameOfAWithdrawal_thenThatIsTold(String kind, String title) {
    tell(withdrawal(alice, kind), key).statusCode(202);
    untilKept(alice, 1);
    list("/v1/alerts", alice).body("alerts[0].title", equalTo(title));
  }

  @Test
  void safe3_givenAPriceAndASignIn_thenTheyAreTold_thePriceWithoutAnAlarm() {
    var owner = others.aPerson();
    tell(Map.of("kind", "price-alert", "accountId", owner.account().toString(), "market", "BTC/EUR", "price", "100000.00"), key).statusCode(202);
    tell(Map.of("kind", "login-notice", "accountId", owner.account().toString(), "application", "Desktop trader", "address", "203.0.113.7",
        "place", "Berlin, Germany"), key + "2").statusCode(202);
    untilKept(owner.account(), 2);

    list("/v1/alerts?kind=io.portcullis.notification.price-reached.v1", owner.account()).body("alerts[0].details.value", hasItems("BTC/EUR", "100000.00"));
    list("/v1/alerts?kind=io.portcullis.notification.exchange-login.v1", owner.account())
        .body("alerts[0].details.value", hasItems("Desktop trader", "Berlin, Germany", "203.0.113.7"));
    assertThat(mailbox.await(owner.email(), 2)).anySatisfy(mail ->
        assertThat(mail.text()).contains("The price that you asked").doesNotContain("/recovery/freeze"));
  }

  @Test
  void replay_givenTheSameRequestAtOnceAndAgain_thenTheCustomerIsToldOnce_andAnotherFactUnderItsKeyIsRefused() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = callers.invokeAll(IntStream.range(0, 12).<Callable<String>>mapToObj(_ ->
          () -> tell(withdrawal(alice, "withdrawal-executed"), key).statusCode(202).extract().path("alertId")).toList());
      assertThat(answers.stream().map(answer -> answer.resultNow()).distinct()).hasSize(1);
    }
    tell(withdrawal(alice, "withdrawal-executed"), key).statusCode(202).body("repeated", equalTo(true));
    tell(withdrawal(alice, "withdrawal-held"), key).statusCode(422).body("type", equalTo("urn:portcullis:problem:idempotency-key-reused"));
    var dearer = withdrawal(alice, "withdrawal-executed");
    dearer.put("amount", "5");
    tell(dearer, key).statusCode(422);

    untilKept(alice, 1);
    assertThat(tables.count("select count(*) from exchange_fact where account_id = $1", alice.value())).isEqualTo(1);
  }

  @Test
  void replay_givenOneKeyForManyAccountsAtOnce_thenOneIsTold_andTheOthersAreRefused() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = callers.invokeAll(IntStream.range(0, 12).<Callable<Integer>>mapToObj(_ ->
          () -> tell(withdrawal(new AccountId(UUID.randomUUID()), "withdrawal-executed"), key).extract().statusCode()).toList());
      assertThat(answers.stream().map(answer -> answer.resultNow())).containsOnlyOnce(202).containsOnly(202, 422);
    }
  }

  @Test
  void a11Flood_givenASystemThatTellsAnAccountOverAndOver_thenItIsStopped_andOtherAccountsAreNot() {
    tables.meddle("""
        insert into exchange_fact (key, system, account_id, content, event_id, told_at)
        select gen_random_uuid()::text, 'withdrawals', '%s', '', gen_random_uuid(), now() from generate_series(1, 60)""".formatted(alice));
    tell(withdrawal(alice, "withdrawal-requested"), key).statusCode(429).header("Retry-After", notNullValue())
        .body("type", equalTo("urn:portcullis:problem:too-many-alerts"));
    tell(withdrawal(new AccountId(UUID.randomUUID()), "withdrawal-requested"), key).statusCode(202);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"kind;nonsense", "asset;btc", "amount;-1", "amount;1e9", "amount;1,5",
      "destination;https://evil.example/x y", "accountId;7", "time;2020-01-01T00:00:00Z", "time;2099-01-01T00:00:00Z",
      "market;BTC/EUR", "text;Call this number"})
  void badInput_givenAFactThatIsNone_thenNothingIsTold(String field, String value) {
    var fact = withdrawal(alice, "withdrawal-requested");
    fact.put(field, value);
    tell(fact, key).statusCode(400);
    assertThat(tables.count("select count(*) from exchange_fact where account_id = $1", alice.value())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"see http://evil.example", "Desktop\nFreeze: now", "<b>x</b>", "https://evil", ""})
  void phishing_givenAnApplicationThatIsASentenceOrALink_thenItIsRefused(String application) {
    tell(Map.of("kind", "login-notice", "accountId", alice.toString(), "application", application), key).statusCode(400)
        .body("errors.field", hasItem("application"));
  }

  @Test
  void confusedDeputy_givenAnyoneButAConfiguredSystem_thenNobodyIsTold() {
    var fact = withdrawal(alice, "withdrawal-requested");
    for (String token : List.of(tokens.of(alice), ServiceTokenFiles.token("withdrawals", "auth-service"),
        ServiceTokenFiles.token("auth-service", "mfa-service"))) {
      int status = RestAssured.given().auth().oauth2(token).contentType("application/json").header("Idempotency-Key", key).body(fact)
          .post("/internal/alerts").statusCode();
      assertThat(status).isIn(401, 403);
    }
    RestAssured.given().auth().oauth2(ServiceTokenFiles.token("withdrawals", "notification-service")).contentType("application/json")
        .body(fact).post("/internal/alerts").then().statusCode(400).body("errors", hasSize(1));
    assertThat(tables.count("select count(*) from exchange_fact where account_id = $1", alice.value())).isZero();
  }

  @Test
  void safe3_givenATimeOfItsOwn_thenTheAlertSaysWhenItHappened() {
    var fact = withdrawal(alice, "withdrawal-executed");
    Instant earlier = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    fact.put("time", earlier.toString());
    tell(fact, key).statusCode(202);
    untilKept(alice, 1);
    list("/v1/alerts", alice).body("alerts[0].time", equalTo(earlier.toString()));
  }
}
