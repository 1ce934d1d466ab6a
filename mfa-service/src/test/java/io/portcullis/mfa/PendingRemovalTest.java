package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.mfa.removal.CarryOutRemovals;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A removal that no settled factor confirmed waits, is told twice, and can be cancelled by who was there before.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class PendingRemovalTest {

  private static final String EVENT = "io.portcullis.mfa.authenticator-removal-%s.v1";

  @Inject Customers customers;
  @Inject Messages messages;
  @Inject CarryOutRemovals carryOut;
  @Inject TopicProbe topics;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static Response removeLater(String token, String app) {
    return given().auth().oauth2(token).queryParam("wait", true).delete("/v1/mfa/totp/{id}", app);
  }

  /// The owner's app and a thief's, who has asked to remove the owner's.
  private record Scene(Customer alice, Customer thief, String removal) {}

  private Scene asked() {
    Customer alice = customers.withAuthenticator();
    Customer thief = customers.enrol(alice.account(), customers.token(alice.account(), "aal2", "pwd", "recovery-code"));
    Response waiting = removeLater(customers.proved(thief), alice.authenticator());
    waiting.then().statusCode(202).body("takesEffectAt", endsWith("Z"));
    return new Scene(alice, thief, waiting.path("removalId"));
  }

  /// The clock stays: Kafka takes no event from so far in the future.
  private void pass(AccountId account, int hours) {
    rows.of("update pending_removal set takes_effect_at = takes_effect_at - make_interval(hours => $2) where account_id = $1",
        account.value(), hours);
  }

  private List<String> pending(AccountId account) {
    return customers.overview(account).getList("pendingRemovals.id");
  }

  private List<String> apps(AccountId account) {
    return customers.overview(account).getList("totp.id");
  }

  private void sweep() {
    carryOut.handle().await().indefinitely();
  }

  @Test
  void a35Removal_givenAFreshFactor_thenItWaits_isShown_andIsToldAtOnceAndAgain_andTakesEffectAfterTheWait() {
    Scene scene = asked();
    AccountId account = scene.alice().account();
    assertThat(pending(account)).containsExactly(scene.removal());
    topics.awaitType(account, EVENT.formatted("requested"));

    pass(account, 23);
    sweep();
    assertThat(rows.number("select count(*) from pending_removal where account_id = $1 and reminded_at is null", account.value()))
        .as("too early to remind").isEqualTo(1);
    pass(account, 2);
    sweep();
    topics.awaitType(account, EVENT.formatted("imminent"));
    assertThat(apps(account)).contains(scene.alice().authenticator());

    pass(account, 24);
    sweep();
    assertThat(apps(account)).containsExactly(scene.thief().authenticator());
    assertThat(pending(account)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void a35Unnoticed_givenAnAddressThatIsNoneOfTheAccounts_thenItIsToldAtOnceAndAgain_andWhenItIsGone(String method) {
    AccountId account = customers.withoutFactor();
    if (method.equals("email")) {
      customers.withEmail(account, tokens.of(account), Customers.emailAddress());
    } else {
      customers.withSms(account, tokens.of(account), true);
    }
    String address = messages.present(account).getFirst().to();
    Customer thief = customers.enrol(account, customers.token(account, "aal2", "pwd", "recovery-code"));
    for (int i = 0; i < 2; i++) {
      given().auth().oauth2(customers.proved(thief)).queryParam("wait", true).delete("/v1/mfa/{method}", method)
          .then().statusCode(202);
    }
    awaitNews(account, address, PENDING);

    pass(account, 25);
    sweep();
    sweep();
    awaitNews(account, address, PENDING, PENDING);
    assertThat(messages.present(account).getLast().content().get("takesEffectAt")).isNotNull();
    pass(account, 24);
    sweep();
    awaitNews(account, address, PENDING, PENDING, "factor-address-removed");
  }

  private static final String PENDING = "factor-address-removal-pending";

  private void awaitNews(AccountId account, String address, String... types) {
    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
        assertThat(messages.present(account)).filteredOn(sent -> !sent.type().equals("second-factor-code"))
            .allSatisfy(sent -> assertThat(sent.to()).isEqualTo(address))
            .extracting(Messages.Sent::type).containsExactly(types));
  }

  @Test
  void a35Removal_givenAnOutageOverTheWholeWait_thenTheOwnerIsToldAgainFirst() {
    Scene scene = asked();
    AccountId account = scene.alice().account();

    pass(account, 72);
    sweep();

    topics.awaitType(account, EVENT.formatted("imminent"));
    assertThat(apps(account)).contains(scene.alice().authenticator());
    pass(account, 11);
    sweep();
    assertThat(apps(account)).contains(scene.alice().authenticator());
    pass(account, 2);
    sweep();
    assertThat(apps(account)).doesNotContain(scene.alice().authenticator());
  }

  @Test
  void a35Removal_givenManyReplicasAtOnce_thenItTakesEffectOnce() {
    Scene scene = asked();
    AccountId account = scene.alice().account();
    pass(account, 48);
    sweep();
    pass(account, 24);

    Customers.atOnce(IntStream.range(0, 8)
        .<Supplier<Boolean>>mapToObj(_ -> () -> { sweep(); return true; }).toList());
    sweep();

    assertThat(apps(account)).containsExactly(scene.thief().authenticator());
    topics.awaitType(account, "io.portcullis.mfa.authenticator-removed.v1");
    assertThat(events(account).filter("io.portcullis.mfa.authenticator-removed.v1"::equals)).hasSize(1);
    assertThat(events(account).filter(EVENT.formatted("imminent")::equals)).hasSize(1);
  }

  private Stream<String> events(AccountId account) {
    return topics.present(io.portcullis.contracts.SecurityEvent.TOPIC, account.toString()).stream()
        .map(record -> new String(record.headers().lastHeader("ce_type").value(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void a35Removal_whenTheOwnerSignsInWithTheOlderFactor_thenItIsCancelled() {
    Scene scene = asked();
    AccountId account = scene.alice().account();

    assertThat(customers.outcome(scene.thief(), "totp", customers.code(scene.thief()))).isEqualTo("proved");
    assertThat(pending(account)).as("the fresh one cancels nothing, and need not").hasSize(1);
    assertThat(customers.outcome(scene.alice(), "totp", customers.code(scene.alice()))).isEqualTo("proved");

    assertThat(pending(account)).isEmpty();
    topics.awaitType(account, EVENT.formatted("cancelled"));
    pass(account, 72);
    sweep();
    assertThat(apps(account)).contains(scene.alice().authenticator());
  }

  @Test
  void a35Cancel_givenASettledFactor_thenItCancels_andARestrictedSessionDoesNot() {
    Scene scene = asked();
    AccountId account = scene.alice().account();

    cancel(customers.restricted(account, "aal2"), scene.removal()).then().statusCode(401);
    cancel(tokens.of(account), scene.removal()).then().statusCode(401);
    cancel(customers.strong(customers.withoutFactor()), scene.removal()).then().statusCode(404);
    assertThat(pending(account)).hasSize(1);

    cancel(customers.strong(account), scene.removal()).then().statusCode(204);
    cancel(customers.strong(account), scene.removal()).then().statusCode(404);
    cancel(customers.strong(account), "x").then().statusCode(404);
    assertThat(pending(account)).isEmpty();
  }

  @Test
  void a11MailBomb_givenSessionsThatAskAndCancelOnAndOn_thenEachGetsItsShareOfTheDay_andTheOwnerSomeOfTheRest() {
    Customer alice = customers.withAuthenticator();
    AccountId account = alice.account();
    Customer thief = customers.enrol(account, customers.token(account, "aal2", "pwd", "recovery-code"));
    String stolen = customers.proved(thief);
    assertThat(askAndCancel(stolen, alice.authenticator(), 7)).containsExactly(202, 202, 202, 202, 202, 429, 429);
    removeLater(stolen, alice.authenticator()).then().statusCode(429).header("Retry-After", matchesPattern("86[0-9]{3}"));

    String own = customers.proved(thief);
    String removal = removeLater(own, alice.authenticator()).then().statusCode(202).extract().path("removalId");
    for (int i = 0; i < 6; i++) {
      removeLater(own, alice.authenticator()).then().statusCode(202).body("removalId", equalTo(removal));
    }
    cancel(own, removal).then().statusCode(204);
    assertThat(askAndCancel(own, alice.authenticator(), 5)).as("what waits already counts once")
        .containsExactly(202, 202, 202, 202, 429);
    assertThat(askAndCancel(customers.proved(thief), alice.authenticator(), 1)).as("ten for the account").containsExactly(429);
    customers.remove(customers.proved(alice), thief.authenticator()).then().statusCode(204);
    assertThat(rows.number("select count(*) from asked_removal where account_id = $1", account.value())).isEqualTo(10);

    rows.of("update asked_removal set asked_at = asked_at - interval '1 day' where account_id = $1", account.value());
    assertThat(askAndCancel(stolen, alice.authenticator(), 1)).as("the next day").containsExactly(202);
  }

  private static List<Integer> askAndCancel(String token, String app, int times) {
    return IntStream.range(0, times).mapToObj(_ -> {
      Response asked = removeLater(token, app);
      if (asked.statusCode() == 202) {
        cancel(token, asked.path("removalId")).then().statusCode(204);
      }
      return asked.statusCode();
    }).toList();
  }

  @Test
  void a11MailBomb_givenRequestsThatASettledFactorOrNobodyConfirms_thenTheyUseNothingUp() {
    Customer alice = customers.withAuthenticator();
    AccountId account = alice.account();
    for (int i = 0; i < 12; i++) {
      removeLater(tokens.of(account), alice.authenticator()).then().statusCode(401);
    }
    assertThat(rows.number("select count(*) from asked_removal where account_id = $1", account.value())).isZero();
  }

  @Test
  void a11MailBomb_givenManyRequestsAtOnce_thenOneWaits_andOneIsTold() {
    Customer alice = customers.withAuthenticator();
    AccountId account = alice.account();
    Customer thief = customers.enrol(account, customers.token(account, "aal2", "pwd", "recovery-code"));
    String stolen = customers.proved(thief);
    List<Integer> answers = Customers.atOnce(IntStream.range(0, 8)
        .<Supplier<Integer>>mapToObj(_ -> () -> removeLater(stolen, alice.authenticator()).statusCode()).toList());
    assertThat(answers).containsOnly(202);
    assertThat(pending(account)).hasSize(1);
    assertThat(rows.number("select count(*) from asked_removal where account_id = $1", account.value())).isOne();
  }

  @Test
  void a35Cancel_givenAFactorThatIsYoungerThanTheOneThatAsked_thenItCancelsNothing() {
    Customer alice = customers.withAuthenticator();
    AccountId account = alice.account();
    customers.withSms(account, customers.strong(account), true);
    rows.of("update code_address set confirmed_at = confirmed_at - interval '72 hours' where account_id = $1", account.value());
    Customer thief = customers.enrol(account, customers.token(account, "aal2", "pwd", "recovery-code"));
    rows.of("update totp_authenticator set confirmed_at = confirmed_at - interval '49 hours' where account_id = $1 and id = $2",
        account.value(), UUID.fromString(thief.authenticator()));
    // The owner asks with the weaker, older number to remove what is settled by now.
    JwtClaims bySms = tokens.claims(account, "aal2", clock.instant());
    bySms.setStringListClaim("amr", List.of("pwd", "sms"));
    bySms.setClaim("factor_settled_at", clock.instant().minus(Duration.ofHours(24)).getEpochSecond());
    String removal = removeLater(tokens.sign(bySms, "at+jwt"), thief.authenticator()).then().statusCode(202).extract().path("removalId");

    JwtClaims younger = tokens.claims(account, "aal2", clock.instant());
    younger.setClaim("factor_settled_at", clock.instant().plusSeconds(60).getEpochSecond());
    cancel(tokens.sign(younger, "at+jwt"), removal).then().statusCode(404);
    assertThat(pending(account)).hasSize(1);
  }

  private static Response cancel(String token, String removal) {
    return given().auth().oauth2(token).delete("/v1/mfa/removals/{id}", removal);
  }

  @Test
  void a39Freeze_thenEveryPendingRemovalIsVoid() {
    Scene scene = asked();
    AccountId account = scene.alice().account();

    given().auth().oauth2(customers.strong(account)).delete("/internal/accounts/{id}/removals", account.toString())
        .then().statusCode(403);
    given().auth().oauth2(Customers.authService()).delete("/internal/accounts/{id}/removals", account.toString())
        .then().statusCode(204);

    assertThat(pending(account)).isEmpty();
    topics.awaitType(account, EVENT.formatted("cancelled"));
  }

  @Test
  void a35Unnoticed_givenTheLinkInTheAlert_thenItCancelsWhatWasAskedForUntilThen_andNothingLater() {
    Scene scene = asked();
    AccountId account = scene.alice().account();
    Instant asked = clock.instant();

    cancelAskedUntil(account, asked.minusSeconds(3600).toString()).then().statusCode(204);
    assertThat(pending(account)).as("asked for later").hasSize(1);
    for (String unreadable : new String[] {"now", "9", "2026-13-01T00:00:00Z"}) {
      cancelAskedUntil(account, unreadable).then().statusCode(400);
    }
    assertThat(pending(account)).hasSize(1);

    cancelAskedUntil(account, asked.plusSeconds(1).toString()).then().statusCode(204);
    assertThat(pending(account)).isEmpty();
    topics.awaitType(account, EVENT.formatted("cancelled"));
  }

  private static Response cancelAskedUntil(AccountId account, String until) {
    return given().auth().oauth2(Customers.authService()).queryParam("askedUntil", until)
        .delete("/internal/accounts/{id}/removals", account.toString());
  }

  @Test
  void givenASettledFactorOfEnoughStrength_whenAskedToWait_thenItDoesNotHaveTo_andARestrictedSessionMayNotAsk() {
    Customer alice = customers.withAuthenticator();
    Customer second = customers.enrol(alice.account(), customers.strong(alice.account()));
    removeLater(customers.restricted(alice.account(), "aal2"), alice.authenticator()).then().statusCode(401);

    removeLater(customers.proved(alice), second.authenticator()).then().statusCode(204);

    assertThat(apps(alice.account())).containsExactly(alice.authenticator());
    removeLater(customers.proved(alice), second.authenticator()).then().statusCode(404);
  }
}
