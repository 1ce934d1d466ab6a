package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-10 and A-38: each change of what protects an account is kept with its time, also of what is gone.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ProtectionChangesTest {

  private static final Duration DAY = Duration.ofHours(24);

  @Inject Customers customers;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private record Change(Instant changedAt, Instant heldUntil) {

    Duration length() {
      return Duration.between(changedAt, heldUntil);
    }
  }

  private static Map<String, Change> changes(AccountId account) {
    List<Map<String, String>> found = given().auth().oauth2(Customers.authService())
        .get("/internal/accounts/{id}/protection-changes", account.toString()).then().statusCode(200).extract().jsonPath().getList("changes");
    return found.stream().collect(Collectors.toMap(change -> change.get("kind"),
        change -> new Change(Instant.parse(change.get("changedAt")), Instant.parse(change.get("heldUntil")))));
  }

  /// An owner whose first factor is old news.
  private Customer settled() {
    Customer alice = customers.withAuthenticator();
    rows.of("delete from protection_change where account_id = $1", alice.account().value());
    return alice;
  }

  private static void setPassphrase(String token) {
    given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("passphrase", "483920")).put("/v1/trading-passphrase")
        .then().statusCode(204);
  }

  /// What the account's latest event of the type says of the hold; empty where it says nothing.
  private String heldUntil(AccountId account, String type) {
    String wire = "io.portcullis.mfa." + type + ".v1";
    topics.awaitType(account, wire);
    String body = topics.present(SecurityEvent.TOPIC, account.toString()).stream().filter(record -> TopicProbe.type(record).equals(wire))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList().getLast();
    return body.contains("heldUntil") ? body.replaceFirst(".*\"heldUntil\":\"([^\"]+)\".*", "$1") : "";
  }

  @Test
  void givenNoFactor_thenNothingWasChanged() {
    assertThat(changes(customers.withoutFactor())).isEmpty();
  }

  @Test
  void safe10_givenTheFirstFactor_thenItHoldsForADay_andItsRecoveryCodesAddNothing() {
    Customer alice = customers.withAuthenticator();
    assertThat(changes(alice.account())).containsOnlyKeys("first-second-factor");
    Change first = changes(alice.account()).get("first-second-factor");
    assertThat(first.length()).isEqualTo(DAY);
    assertThat(Instant.parse(heldUntil(alice.account(), "authenticator-enrolled"))).isCloseTo(first.heldUntil(), within(1, ChronoUnit.MILLIS));
    assertThat(heldUntil(alice.account(), "recovery-codes-issued")).isEmpty();
  }

  @Test
  void safe10_givenAStrongFactorBesideAnother_thenItHoldsForSixHours() {
    Customer alice = settled();
    customers.enrol(alice.account(), customers.strong(alice.account()));
    assertThat(changes(alice.account())).containsOnlyKeys("second-factor-added");
    assertThat(changes(alice.account()).get("second-factor-added").length()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void a38_givenCodesToAnAddressBesideAnApp_thenThatWeakensTheAccount_andHoldsLikeARemoval() {
    Customer alice = settled();
    customers.withSms(alice.account(), customers.strong(alice.account()), true);
    assertThat(changes(alice.account())).containsOnlyKeys("second-factor-weakened");
    assertThat(changes(alice.account()).get("second-factor-weakened").length()).isEqualTo(DAY);
  }

  @Test
  void a38_givenAnAddressInThePlaceOfAnother_thenTheOneThatIsGoneHoldsForADay() {
    AccountId account = customers.withoutFactor();
    customers.withEmail(account, customers.strong(account), Customers.emailAddress());
    rows.of("delete from protection_change where account_id = $1", account.value());
    customers.withEmail(account, customers.token(account, "aal2", "pwd", "email"), Customers.emailAddress());
    assertThat(changes(account).get("second-factor-removed").length()).isEqualTo(DAY);
  }

  @Test
  void a38_givenAFactorIsRemoved_thenItsTimeStays_andItsEventSaysUntilWhen() {
    Customer alice = settled();
    customers.remove(customers.proved(alice), alice.authenticator()).then().statusCode(204);
    Change removed = changes(alice.account()).get("second-factor-removed");
    assertThat(removed.length()).isEqualTo(DAY);
    assertThat(Instant.parse(heldUntil(alice.account(), "authenticator-removed"))).isCloseTo(removed.heldUntil(), within(1, ChronoUnit.MILLIS));
  }

  @Test
  void a38_givenRecoveryCodes_thenNewOnesHoldForADay_andAUsedOneForTwo() {
    Customer alice = settled();
    List<String> fresh = customers.renewCodes(customers.proved(alice)).then().statusCode(201).extract().jsonPath().getList("codes");
    assertThat(changes(alice.account())).containsOnlyKeys("recovery-codes-issued");
    assertThat(changes(alice.account()).get("recovery-codes-issued").length()).isEqualTo(DAY);
    assertThat(heldUntil(alice.account(), "recovery-codes-issued")).isNotEmpty();

    assertThat(customers.outcome(alice, "recovery-code", fresh.getFirst())).isEqualTo("proved");
    assertThat(changes(alice.account()).get("recovery-code-used").length()).isEqualTo(DAY.multipliedBy(2));
    assertThat(heldUntil(alice.account(), "recovery-code-used")).isNotEmpty();
  }

  // A thief who has a settled factor could set one where there is none, and spend it within a minute.
  @Test
  void a38_givenTheFirstTradingPassphrase_thenItHoldsForADay_andAnotherRestartsIt() {
    Customer alice = settled();
    setPassphrase(customers.proved(alice));
    Change first = changes(alice.account()).get("trading-passphrase-set");
    assertThat(first.length()).isEqualTo(DAY);
    assertThat(heldUntil(alice.account(), "trading-passphrase-changed")).isNotEmpty();

    clock.advance(Duration.ofMinutes(2));
    setPassphrase(customers.proved(alice));
    Change second = changes(alice.account()).get("trading-passphrase-set");
    assertThat(second.changedAt()).isAfter(first.changedAt());
    assertThat(second.heldUntil()).isAfter(first.heldUntil());
  }

  @Test
  void a38_givenAChangeByAnInstanceWhoseClockIsBehind_thenTheHoldBecomesNoShorter() {
    Customer alice = settled();
    setPassphrase(customers.proved(alice));
    rows.of("update protection_change set changed_at = changed_at + interval '1 hour', held_until = held_until + interval '1 hour' "
        + "where account_id = $1", alice.account().value());
    Change longer = changes(alice.account()).get("trading-passphrase-set");
    setPassphrase(customers.proved(alice));
    assertThat(changes(alice.account()).get("trading-passphrase-set")).isEqualTo(longer);
  }

  @Test
  void safe10_givenALongerHold_thenTheEventOfAShorterOneTellsTheLongersEnd() {
    Customer alice = settled();
    assertThat(customers.outcome(alice, "recovery-code", alice.recoveryCodes().getFirst())).isEqualTo("proved");
    setPassphrase(customers.proved(alice));
    assertThat(Instant.parse(heldUntil(alice.account(), "trading-passphrase-changed")))
        .isCloseTo(changes(alice.account()).get("recovery-code-used").heldUntil(), within(1, ChronoUnit.MILLIS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "00000000-0000-0000-0000-00000000000g"})
  void a38_givenAnIdThatIsNone_thenTheAnswerIsNotThatNothingIsHeld(String id) {
    given().auth().oauth2(Customers.authService()).get("/internal/accounts/{id}/protection-changes", id).then().statusCode(404);
  }

  @Test
  void confusedDeputy_givenACustomer_thenTheDoorIsClosed() {
    given().auth().oauth2(customers.strong(customers.withoutFactor()))
        .get("/internal/accounts/{id}/protection-changes", UUID.randomUUID().toString()).then().statusCode(403);
  }
}
