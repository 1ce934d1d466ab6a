package io.portcullis.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.alert.Samples;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-3: alerts inside the app.
@QuarkusTest
@OnTheStack
class AlertInboxTest {

  private static final Instant NOON = Instant.now().minus(Duration.ofHours(3));

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;
  @Inject MutableClock clock;
  @Inject KeptAlerts kept;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final AccountId bob = new AccountId(UUID.randomUUID());

  @AfterEach
  void now() {
    clock.reset();
  }

  private EventId used(AccountId account, int left, Instant time) {
    EventId id = OtherServices.anEvent();
    others.publish(new RecoveryCodeUsed(id, account, time, left, Optional.empty()));
    return id;
  }

  private void untilKept(AccountId account, int alerts) {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from kept_alert where account_id = $1", account.value()) == alerts);
  }

  private ValidatableResponse list(AccountId account, String query) {
    return RestAssured.given().auth().oauth2(tokens.of(account)).get("/v1/alerts" + query).then();
  }

  private ValidatableResponse read(AccountId account, Object id) {
    return RestAssured.given().auth().oauth2(tokens.of(account)).post("/v1/alerts/" + id + "/read").then();
  }

  private ValidatableResponse readAll(AccountId account, Object upTo) {
    return RestAssured.given().auth().oauth2(tokens.of(account)).contentType("application/json").body(Map.of("upTo", upTo))
        .post("/v1/alerts/read-all").then();
  }

  @Test
  void safe3_givenAnAlertOfAnAccountWithoutAnyAddress_thenItStandsInTheAppAllTheSame() {
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Firefox on Linux"));
    untilKept(alice, 1);

    list(alice, "").statusCode(200)
        .body("alerts[0].title", equalTo("New sign-in to your account"))
        .body("alerts[0].text", startsWith("Someone signed in to your account"))
        .body("alerts[0].device", equalTo("Firefox on Linux"))
        .body("alerts[0].type", equalTo("io.portcullis.session.session-established.v1"))
        .body("alerts[0].details.label", org.hamcrest.Matchers.hasItems("When", "Device", "Place"))
        .body("alerts[0].readAt", nullValue()).body("unread", equalTo(1)).body("next", nullValue());
  }

  @Test
  void safe3_givenAnAlertThatWaitsForItsContact_thenItIsKeptOnce_andWithItsLetter() {
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Firefox on Linux"));
    untilKept(alice, 1);
    others.publish(new io.portcullis.contracts.Contact(OtherServices.anEvent(), alice, Instant.now(),
        List.of(OtherServices.anAddress()), "en"));
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from delivery where account_id = $1", alice.value()) == 1);

    list(alice, "").body("alerts", hasSize(1)).body("alerts[0].number", equalTo(1));
  }

  @Test
  void safe3_givenAFactThatAlertsNobody_thenTheInboxDoesNotHaveIt() {
    others.publish(Samples.signIn(alice, DeviceRecognition.KNOWN, "Firefox on Linux"));
    used(alice, 1, NOON);
    untilKept(alice, 1);
    list(alice, "").body("alerts.type", contains("io.portcullis.mfa.recovery-code-used.v1"));
  }

  @Test
  void paging_givenMoreThanAPage_thenEachIsListedOnceNewestFirst_andUnreadCountsAll() {
    for (int i = 0; i < 7; i++) {
      used(alice, i, NOON.plusSeconds(i));
    }
    untilKept(alice, 7);
    var numbers = new ArrayList<Integer>();
    String query = "?limit=3";
    for (String next = ""; next != null;) {
      var page = list(alice, query).statusCode(200).body("unread", equalTo(7)).extract().jsonPath();
      numbers.addAll(page.getList("alerts.number"));
      next = page.getString("next");
      query = "?limit=3&after=" + next;
    }
    assertThat(numbers).containsExactly(7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void safe3_givenFilters_thenOnlyTheirPartIsListed() {
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Firefox on Linux"));
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Phone"));
    used(alice, 1, NOON);
    used(alice, 2, NOON.plusSeconds(10));
    untilKept(alice, 4);

    list(alice, "?device=Phone").body("alerts.device", contains("Phone")).body("unread", equalTo(4));
    list(alice, "?kind=io.portcullis.mfa.recovery-code-used.v1").body("alerts", hasSize(2));
    list(alice, "?from=" + NOON + "&to=" + NOON.plusSeconds(10)).body("alerts", hasSize(1));
  }

  @Test
  void safe3_givenAnAlertIsRead_thenItIsMarked_theFirstTimeStays_andNothingIsGone() {
    EventId id = used(alice, 1, NOON);
    untilKept(alice, 1);
    read(alice, id).statusCode(204);
    String first = list(alice, "").body("unread", equalTo(0)).extract().path("alerts[0].readAt");
    clock.advance(Duration.ofMinutes(1));
    read(alice, id).statusCode(204);

    list(alice, "").body("alerts[0].readAt", equalTo(first)).body("alerts", hasSize(1));
  }

  @Test
  void a43Unseen_givenAnAlertThatCameAfterTheCustomerLooked_thenReadAllLeavesItUnread() {
    used(alice, 1, NOON);
    untilKept(alice, 1);
    EventId seen = used(alice, 2, NOON);
    untilKept(alice, 2);
    used(alice, 3, NOON);
    untilKept(alice, 3);

    readAll(alice, seen).statusCode(204);
    list(alice, "").body("unread", equalTo(1)).body("alerts[0].readAt", nullValue())
        .body("alerts[1].readAt", notNullValue()).body("alerts[2].readAt", notNullValue());
  }

  @Test
  void isolation_givenAnotherAccountsAlert_thenItIsNeitherListedNorMarked_andAnswersAsIfItWereNotThere() {
    EventId id = used(alice, 1, NOON);
    untilKept(alice, 1);

    list(bob, "").statusCode(200).body("alerts", empty()).body("unread", equalTo(0));
    for (Object nobodys : List.of(id, UUID.randomUUID())) {
      read(bob, nobodys).statusCode(404).body("type", equalTo("urn:portcullis:problem:not-found"));
      readAll(bob, nobodys).statusCode(404).body("type", equalTo("urn:portcullis:problem:not-found"));
    }
    list(alice, "").body("unread", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=101", "?after=x", "?after=9999999999999999999", "?kind=nonsense", "?from=now", "?to=2026-02-30T00:00:00Z",
      "?after=1&after=2"})
  void badInput_givenANonsensicalPage_thenTheProblemNamesTheParameter(String query) {
    list(alice, query).statusCode(400).body("type", equalTo("urn:portcullis:problem:invalid-fields"))
        .body("errors.field", everyItem(equalTo(query.substring(1, query.indexOf('=')))));
  }

  @Test
  void badInput_givenAParameterThatNobodyKnows_thenItIsRefused() {
    list(alice, "?unread=true").statusCode(400).body("type", equalTo("urn:portcullis:problem:unknown-field"));
    read(alice, "x").statusCode(400).body("errors[0].field", equalTo("id"));
    readAll(alice, "x").statusCode(400).body("errors[0].field", equalTo("upTo"));
  }

  @Test
  void a35RecoveryCode_givenARestrictedSession_thenItSeesTheAlerts_butCannotMarkThemAsRead() {
    EventId id = used(alice, 1, NOON);
    untilKept(alice, 1);
    JwtClaims claims = tokens.claims(alice, "aal1", clock.instant());
    claims.setClaim("scope", "restricted");
    String restricted = tokens.sign(claims, "at+jwt");

    RestAssured.given().auth().oauth2(restricted).get("/v1/alerts").then().statusCode(200).body("alerts", hasSize(1));
    RestAssured.given().auth().oauth2(restricted).post("/v1/alerts/" + id + "/read").then().statusCode(403);
    list(alice, "").body("unread", equalTo(1));
  }

  @Test
  void safe12_givenLockedSettings_thenAMarkIsMadeAllTheSame() {
    EventId id = used(alice, 1, NOON);
    untilKept(alice, 1);
    JwtClaims claims = tokens.claims(alice, "aal1", clock.instant());
    claims.setClaim("settings_locked", true);
    RestAssured.given().auth().oauth2(tokens.sign(claims, "at+jwt")).post("/v1/alerts/" + id + "/read").then().statusCode(204);
  }

  @Test
  void retention_givenAnAlertIsOlderThanAYear_thenTheSweepTakesItAlone() {
    used(alice, 1, NOON);
    untilKept(alice, 1);
    used(alice, 2, NOON);
    untilKept(alice, 2);
    age(1, 364);
    kept.sweep().await().atMost(Duration.ofSeconds(40));
    assertThat(tables.count("select count(*) from kept_alert where account_id = $1", alice.value())).isEqualTo(2);
    age(1, 2);
    kept.sweep().await().atMost(Duration.ofSeconds(40));

    assertThat(tables.rows("select number from kept_alert where account_id = $1", alice.value()))
        .extracting(row -> row.getLong(0)).containsExactly(2L);
  }

  private void age(long number, int days) {
    tables.rows("update kept_alert set kept_at = kept_at - make_interval(days => $3) where account_id = $1 and number = $2 returning 1",
        alice.value(), number, days);
  }

  @Test
  void givenNoToken_thenNothingIsListed() {
    RestAssured.get("/v1/alerts").then().statusCode(401);
    RestAssured.given().contentType("application/json").body("{}").post("/v1/alerts/read-all").then().statusCode(401);
  }
}
