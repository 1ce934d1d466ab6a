package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stranger who knows the password fails on purpose, to keep the owner out.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class LockoutAttackTest {

  private static final String DEVICE = "known-device:" + "a1".repeat(32);
  private static final String OTHER_DEVICE = "known-device:" + "b2".repeat(32);

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static Map<String, String> with(Map<String, String> request, String claimant) {
    var told = new HashMap<>(request);
    told.put("claimant", claimant);
    return told;
  }

  private String begin(AccountId account, String claimant) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
        .body(with(Map.of("accountId", account.toString(), "purpose", "sign-in", "attempt", "attempt-1"), claimant))
        .post("/internal/challenges").then().statusCode(201).extract().path("challengeId");
  }

  private JsonPath verify(String challenge, AccountId account, String claimant, String method, String code) {
    return customers.verify(challenge, with(Customers.answer(account, method, code), claimant))
        .then().statusCode(200).extract().jsonPath();
  }

  private String outcome(AccountId account, String claimant, String method, String code) {
    return verify(begin(account, claimant), account, claimant, method, code).getString("outcome");
  }

  private static String strangerFrom(int network) {
    return "stranger:" + "%064x".formatted(network);
  }

  /// Until nothing of a stranger's is looked at any more.
  private void strangersFail(Customer victim) {
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      outcomes.add(outcome(victim.account(), strangerFrom(i), "totp", customers.wrongCode(victim)));
    }
    assertThat(Collections.frequency(outcomes, "refused")).as("many networks are one stranger").isEqualTo(10);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(2);
  }

  @Test
  void a13LockOut_givenAStrangerUsedTheBudgetUp_thenKnownDeviceRecoveryCodeAndSessionGoOn() {
    Customer alice = customers.withAuthenticator();
    strangersFail(alice);

    assertThat(outcome(alice.account(), DEVICE, "totp", customers.code(alice))).isEqualTo("proved");
    clock.advance(Customers.STEP);
    assertThat(outcome(alice.account(), "session:" + UUID.randomUUID(), "totp", customers.code(alice))).isEqualTo("proved");
    assertThat(outcome(alice.account(), strangerFrom(99), "recovery-code", alice.recoveryCodes().getFirst()))
        .as("guesses at an app's codes are not counted for it").isEqualTo("proved");
    clock.advance(Customers.STEP);
    assertThat(outcome(alice.account(), strangerFrom(99), "totp", customers.code(alice)))
        .as("strangers stay shut out").isEqualTo("throttled");
  }

  @Test
  void a13LockOut_givenAStrangerFailsOnAndOn_thenTheAuthenticatorIsNotStopped_andTheOwnersDeviceSignsIn() {
    Customer alice = customers.withAuthenticator();
    rows.of("update account set wrong_in_a_row = 45, strangers_in_a_row = 45 where account_id = $1", alice.account().value());
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      outcomes.add(outcome(alice.account(), strangerFrom(i), "totp", customers.wrongCode(alice)));
    }
    assertThat(Collections.frequency(outcomes, "refused")).as("their share of the hundred is fifty").isEqualTo(5);
    assertThat(rows.number("select wrong_in_a_row from account where account_id = $1", alice.account().value())).isEqualTo(50);

    assertThat(outcome(alice.account(), DEVICE, "totp", customers.code(alice))).isEqualTo("proved");
    clock.advance(Customers.STEP);
    assertThat(outcome(alice.account(), strangerFrom(1), "totp", customers.code(alice)))
        .as("the owner has shown a right one: new devices may again").isEqualTo("proved");
  }

  @Test
  void a05_givenAThiefOnAKnownDevice_thenTheHundredStillStopTheAuthenticator() {
    Customer alice = customers.withAuthenticator();
    rows.of("update account set wrong_in_a_row = 99, strangers_in_a_row = 50 where account_id = $1", alice.account().value());
    assertThat(outcome(alice.account(), DEVICE, "totp", customers.wrongCode(alice))).isEqualTo("refused");
    assertThat(outcome(alice.account(), OTHER_DEVICE, "totp", customers.code(alice))).as("the 101st").isEqualTo("refused");
  }

  @Test
  void a05_givenAKnownDeviceThatGuesses_thenTenAreEvaluated_evenInParallel_andOthersDoNotFeelIt() {
    Customer alice = customers.withAuthenticator();
    List<String> challenges = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      challenges.add(begin(alice.account(), DEVICE));
    }
    List<Supplier<String>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String challenge = challenges.get(i / 5);
      guesses.add(() -> verify(challenge, alice.account(), DEVICE, "totp", customers.wrongCode(alice)).getString("outcome"));
    }
    List<String> outcomes = Customers.atOnce(guesses);
    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(10);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(30);
    assertThat(outcome(alice.account(), OTHER_DEVICE, "totp", customers.code(alice))).isEqualTo("proved");
  }

  private static final String NO_CODE = "AAAA-AAAA-AAAA-AAAA";

  /// The clock stays: the tokens of services live for less.
  private void windowPasses(AccountId account) {
    rows.of("""
        update guess_budget set guessed_at = (
          select array_agg(at - make_interval(secs => $2) order by at) from unnest(guessed_at) at)
        where account_id = $1 and cardinality(guessed_at) > 0
        """, account.value(), (double) GuessBudget.WINDOW.toSeconds());
  }

  static Stream<String> claimants() {
    return Stream.of(DEVICE, "stranger", strangerFrom(1), "session:" + UUID.randomUUID());
  }

  private List<String> guessRecoveryCodes(AccountId account, String claimant, int times) {
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      outcomes.add(outcome(account, claimant, "recovery-code", NO_CODE));
    }
    return outcomes;
  }

  @ParameterizedTest
  @MethodSource("claimants")
  void a05RecoveryCodes_givenManyChallenges_whenGuessedInParallel_thenTenAreEvaluated(String claimant) {
    Customer alice = customers.withAuthenticator();
    List<String> challenges = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      challenges.add(begin(alice.account(), claimant));
    }
    List<Supplier<String>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String challenge = challenges.get(i / 5);
      guesses.add(() -> verify(challenge, alice.account(), claimant, "recovery-code", NO_CODE).getString("outcome"));
    }
    List<String> outcomes = Customers.atOnce(guesses);
    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(10);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(30);
    assertThat(outcome(alice.account(), claimant, "recovery-code", alice.recoveryCodes().getFirst()))
        .as("a right one is not looked at either").isEqualTo("throttled");
    assertThat(outcome(alice.account(), claimant, "totp", customers.code(alice)))
        .as("another counter").isEqualTo("proved");
    windowPasses(alice.account());
    assertThat(outcome(alice.account(), claimant, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
  }

  @Test
  void a13RecoveryCodes_givenAStrangerUsedUpHisNetworksShare_thenDevicesSessionsAndOtherNetworksGoOn() {
    Customer alice = customers.withAuthenticator();
    assertThat(guessRecoveryCodes(alice.account(), strangerFrom(1), 11)).endsWith("refused", "throttled");
    for (String other : List.of(DEVICE, "session:" + UUID.randomUUID(), strangerFrom(2))) {
      assertThat(outcome(alice.account(), other, "recovery-code", NO_CODE)).as(other).isEqualTo("refused");
    }
    assertThat(outcome(alice.account(), strangerFrom(2), "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    assertThat(outcome(alice.account(), DEVICE, "recovery-code", alice.recoveryCodes().get(1))).isEqualTo("proved");
  }

  @Test
  void a05RecoveryCodes_givenStrangersAtAnyNumberOfNetworks_thenAThousandAreEvaluatedInAll_andTheOwnersDeviceGoesOn() {
    Customer alice = customers.withAuthenticator();
    rows.of("""
        insert into guess_budget (account_id, claimant, guessed_at)
        select $1, 'recovery-code:strangers', array_agg($2::timestamptz) from generate_series(1, 995)
        """, alice.account().value(), clock.instant().atOffset(ZoneOffset.UTC));
    List<String> outcomes = new ArrayList<>();
    for (int network = 0; network < 9; network++) {
      outcomes.add(outcome(alice.account(), strangerFrom(network), "recovery-code", NO_CODE));
    }
    assertThat(Collections.frequency(outcomes, "refused")).isEqualTo(5);
    assertThat(Collections.frequency(outcomes, "throttled")).isEqualTo(4);
    assertThat(outcome(alice.account(), DEVICE, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    windowPasses(alice.account());
    assertThat(outcome(alice.account(), strangerFrom(99), "recovery-code", alice.recoveryCodes().get(1))).isEqualTo("proved");
  }

  @Test
  void a11MailBomb_givenADayOfBurstsByStrangersDevicesAndMethods_thenTheOwnerIsToldOnce_andAgainTheNextDay() {
    Customer alice = customers.withAuthenticator();
    strangersFail(alice);
    for (int i = 0; i < 11; i++) {
      outcome(alice.account(), DEVICE, "totp", customers.wrongCode(alice));
      outcome(alice.account(), strangerFrom(i), "recovery-code", NO_CODE);
    }
    for (int i = 0; i < 3; i++) {
      hoursPass(alice.account(), 7);
      burstByDevice(alice);
    }
    assertThat(told(alice)).isEqualTo(1);
    hoursPass(alice.account(), 3);
    burstByDevice(alice);
    assertThat(told(alice)).isEqualTo(2);
  }

  @Test
  void a43Silence_givenAStrangersBurstWasToldToday_whenASessionGuesses_thenThatIsToldToo_once() {
    Customer alice = customers.withAuthenticator();
    strangersFail(alice);
    assertThat(told(alice)).isEqualTo(1);
    for (int session = 0; session < 2; session++) {
      String claimant = "session:" + UUID.randomUUID();
      for (int i = 0; i < 11; i++) {
        outcome(alice.account(), claimant, "totp", customers.wrongCode(alice));
      }
    }
    assertThat(told(alice)).isEqualTo(2);
    assertThat(events(alice, "verification-throttled.v1")).satisfiesExactly(
        first -> assertThat(first).contains("SIGN_IN"), second -> assertThat(second).contains("SESSION"));
  }

  private void burstByDevice(Customer owner) {
    for (int i = 0; i < 11; i++) {
      outcome(owner.account(), DEVICE, "recovery-code", NO_CODE);
    }
  }

  /// The clock stays, since Kafka takes no event from so far in the future; the rows grow older.
  private void hoursPass(AccountId account, int hours) {
    rows.of("update account set told_at = told_at - make_interval(hours => $2) where account_id = $1", account.value(), hours);
    windowPasses(account);
  }

  private long told(Customer owner) {
    // An account's events keep their order: what was owed before has arrived with this one.
    customers.enrol(owner.account(), customers.strong(owner.account()));
    int enrolled = customers.overview(owner.account()).getList("totp.id").size();
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> events(owner, "authenticator-enrolled.v1").size() == enrolled);
    return events(owner, "verification-throttled.v1").size();
  }

  private List<String> events(Customer owner, String type) {
    return topics.present("portcullis.security-events", owner.account().toString()).stream()
        .filter(record -> TopicProbe.type(record).endsWith(type))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void a13_givenGuessesAtRecoveryCodesAlone_thenTheOwnerIsTold() {
    Customer alice = customers.withAuthenticator();
    for (int i = 0; i < 11; i++) {
      assertThat(outcome(alice.account(), strangerFrom(i), "recovery-code", NO_CODE)).isEqualTo("refused");
    }
    topics.awaitType(alice.account(), "io.portcullis.mfa.verification-throttled.v1");
  }

  @Test
  void a13Silence_givenAStrangerHasCodesSentUntilNoneIsLeft_thenTheOwnersDeviceGetsItsCode() {
    AccountId account = customers.withoutFactor();
    customers.withEmail(account, tokens.of(account), Customers.emailAddress());
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      outcomes.add(prepare(begin(account, strangerFrom(i)), account, strangerFrom(i)).getString("outcome"));
    }
    assertThat(outcomes).contains("wait");
    String challenge = begin(account, DEVICE);
    JsonPath sent = prepare(challenge, account, DEVICE);
    assertThat(sent.getString("outcome")).isEqualTo("sent");
    assertThat(verify(challenge, account, DEVICE, "email", customers.codeIn(account, sent.getString("messageId")))
        .getString("outcome")).isEqualTo("proved");
  }

  private JsonPath prepare(String challenge, AccountId account, String claimant) {
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
        .body(with(Map.of("accountId", account.toString(), "purpose", "sign-in", "attempt", "attempt-1", "method", "email"),
            claimant))
        .post("/internal/challenges/{id}/prepare", challenge).then().statusCode(200).extract().jsonPath();
  }

  @Test
  void claimantForgery_givenAChallengeBegunByAStranger_whenContinuedAsAKnownDevice_thenItHasEnded() {
    Customer alice = customers.withAuthenticator();
    String challenge = begin(alice.account(), strangerFrom(1));
    assertThat(verify(challenge, alice.account(), DEVICE, "totp", customers.code(alice)).getString("outcome")).isEqualTo("ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "owner", "stranger:", "known-device:1", "session:../", "stranger\n", "known-device:" + "G"})
  void claimant_givenWhatIsNone_then400(String claimant) {
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
        .body(with(Map.of("accountId", UUID.randomUUID().toString(), "purpose", "sign-in", "attempt", "attempt-1"), claimant))
        .post("/internal/challenges").then().statusCode(400);
  }

  @Test
  void takeOver_givenTheAddressOfAFactorIsRemovedOrReplaced_thenTheOldAddressIsTold() {
    AccountId account = customers.withoutFactor();
    String old = Customers.emailAddress();
    customers.withEmail(account, tokens.of(account), old);
    customers.removeAddress(customers.token(account, "aal2", "pwd", "email"), "email").then().statusCode(204);
    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
        assertThat(messages.present(account)).anySatisfy(told -> {
          assertThat(told.type()).isEqualTo("factor-address-removed");
          assertThat(told.to()).isEqualTo(old);
        }));
  }
}
