package io.portcullis.notification.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.alert.Samples;
import io.portcullis.testkit.CustomerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnTheStack
class ActivityTest {

  private static final Instant NOON =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12)).plusNanos(123_456_000);

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final AccountId bob = new AccountId(UUID.randomUUID());

  @Test
  void givenASignIn_thenItIsListedInPlainWords() {
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Firefox on Linux"));
    untilWritten(alice, 1);

    list(alice, "").statusCode(200)
        .body("events[0].type", equalTo("io.portcullis.session.session-established.v1"))
        .body("events[0].title", equalTo("Signed in on a new device"))
        .body("events[0].device", equalTo("Firefox on Linux"))
        .body("events[0].address", equalTo("203.0.113.7"))
        .body("events[0].place", equalTo("Berlin, Germany"))
        .body("next", nullValue());
  }

  @Test
  void a13_givenBurstsOfGuesses_thenTheyStandInTheList_withWhereTheyWere() {
    for (Optional<GuessPlace> place : List.of(
        Optional.<GuessPlace>empty(), Optional.of(GuessPlace.SIGN_IN), Optional.of(GuessPlace.SESSION))) {
      others.publish(new PasswordFailures(OtherServices.anEvent(), alice, NOON, 10, place));
      others.publish(new VerificationThrottled(OtherServices.anEvent(), alice, NOON, AuthenticatorType.TOTP, place));
    }
    untilWritten(alice, 6);
    list(alice, "").statusCode(200).body("events.title", containsInAnyOrder(
        "Many wrong passwords", "Many wrong passwords", "Many wrong passwords while signed in",
        "Too many wrong codes", "Too many wrong codes", "Too many wrong codes while signed in"));
  }

  @Test
  void paging_givenMoreEventsThanAPage_thenEachIsListedOnceNewestFirst() {
    for (int i = 0; i < 7; i++) {
      // Two and two share an instant: the page break falls between twins as well.
      used(alice, i, NOON.plusSeconds(i / 2));
    }
    untilWritten(alice, 7);

    var times = new ArrayList<String>();
    var ids = new ArrayList<String>();
    String query = "?limit=3";
    int pages = 0;
    for (String next = ""; next != null; pages++) {
      JsonPath page = list(alice, query).statusCode(200).extract().jsonPath();
      ids.addAll(page.getList("events.id"));
      times.addAll(page.getList("events.time"));
      next = page.getString("next");
      query = "?limit=3&after=" + next;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    assertThat(times.stream().map(Instant::parse).toList()).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void isolation_givenAnotherAccountsEvents_thenTheyAreNeverListed_evenWithItsCursor() {
    used(alice, 1, NOON);
    used(alice, 2, NOON.plusSeconds(1));
    used(bob, 3, NOON.minusSeconds(1));
    untilWritten(alice, 2);
    untilWritten(bob, 1);
    String alicesCursor = list(alice, "?limit=1").extract().jsonPath().getString("next");

    List<String> bobs = list(bob, "?after=" + alicesCursor).statusCode(200).extract().jsonPath().getList("events.id");
    assertThat(bobs).hasSize(1);
    list(new AccountId(UUID.randomUUID()), "?after=" + alicesCursor).statusCode(200).body("events", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=-1", "?after=x", "?after=1.1-1-1-1-1",
      "?after=99999999999999999999.019a0000-0000-7000-8000-000000000000", "?after=';drop"})
  void badInput_givenANonsensicalPage_thenTheProblemNamesTheParameter(String query) {
    list(alice, query).statusCode(400).body("type", equalTo("urn:portcullis:problem:invalid-fields"))
        .body("errors.field", contains(query.substring(1, query.indexOf('='))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=x", "?limit=1.5", "?limit=99999999999999999999", "?limit=0x10"})
  void badInput_givenALimitThatIsNoNumber_thenTheRequestIsMalformed_notThePageMissing(String query) {
    list(alice, query).statusCode(400).body("type", equalTo("urn:portcullis:problem:malformed-request"));
  }

  @Test
  void safe4_givenFilters_thenOnlyTheirPartIsListed_andPagingGoesOnWithinIt() {
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Firefox on Linux"));
    others.publish(Samples.signIn(alice, DeviceRecognition.NEW, "Phone"));
    used(alice, 1, NOON);
    used(alice, 2, NOON.plusSeconds(10));
    used(alice, 3, NOON.plusSeconds(20));
    untilWritten(alice, 5);
    String usedCodes = "kind=io.portcullis.mfa.recovery-code-used.v1";

    list(alice, "?device=Phone").body("events.device", contains("Phone")).body("next", nullValue());
    list(alice, "?" + usedCodes).body("events.id", hasSize(3));
    list(alice, "?" + usedCodes + "&kind=io.portcullis.session.session-established.v1").body("events.id", hasSize(5));
    list(alice, "?" + usedCodes + "&from=" + NOON.plusSeconds(10) + "&to=" + NOON.plusSeconds(20)).body("events.id", hasSize(1));
    String next = list(alice, "?limit=2&" + usedCodes).extract().jsonPath().getString("next");
    list(alice, "?limit=2&" + usedCodes + "&after=" + next).body("events.id", hasSize(1)).body("next", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?kind=nonsense", "?from=yesterday", "?to=2026-13-01T00:00:00Z", "?device=", "?device=a&device=b",
      "?limit=1&limit=2"})
  void badInput_givenANonsensicalFilter_thenTheProblemNamesIt(String query) {
    list(alice, query).statusCode(400).body("type", equalTo("urn:portcullis:problem:invalid-fields"))
        .body("errors.field", contains(query.substring(1, query.indexOf('='))));
  }

  @Test
  void badInput_givenAParameterThatNobodyKnows_thenItIsRefused_notIgnored() {
    list(alice, "?kinds=x").statusCode(400).body("type", equalTo("urn:portcullis:problem:unknown-field"))
        .body("known", contains("after", "device", "from", "kind", "limit", "to"));
  }

  @Test
  void givenNoToken_thenNothingIsListed() {
    RestAssured.get("/v1/activity").then().statusCode(401);
  }

  private void used(AccountId account, int left, Instant time) {
    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), account, time, left, Optional.empty()));
  }

  private void untilWritten(AccountId account, int events) {
    await().atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1", account.value()) == events);
  }

  private ValidatableResponse list(AccountId account, String query) {
    return RestAssured.given().auth().oauth2(tokens.of(account)).get("/v1/activity" + query).then();
  }
}
