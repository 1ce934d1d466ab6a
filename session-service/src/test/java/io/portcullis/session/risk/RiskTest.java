package io.portcullis.session.risk;

import static io.portcullis.session.Phone.authService;
import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// SAFE-2: what is unusual about a sign-in is noticed, answered, kept, and told.
@OnStack
@TestProfile(RiskFiles.class)
class RiskTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Test
  void safe2_givenANewDeviceAndNothingEnrolled_whenThePasswordIsRight_thenACodeIsAskedForAndTheDecisionIsKept() {
    AccountId alice = newAccount();
    var known = phone.signIn(from(alice, RiskFiles.BERLIN));

    JsonPath asked = answer(from(alice, RiskFiles.BERLIN));

    assertThat(asked.getString("outcome")).isEqualTo("more-proof");
    assertThat(asked.getString("reason")).isEqualTo("unusual-sign-in");
    assertThat(asked.getList("methods")).isEqualTo(List.of("validated-address"));
    assertThat(rows.query("select id from session where account_id = ?", alice.value())).hasSize(1);

    JsonPath opened = answer(phone.alsoProved(from(alice, RiskFiles.BERLIN), "validated-address"));
    assertThat(opened.getString("outcome")).isEqualTo("opened");
    assertThat(opened.getString("acr")).as("whoever reads the mailbox could reset the password").isEqualTo("aal1");
    assertThat(opened.getList("amr")).isEqualTo(List.of("pwd", "validated-address"));

    JsonPath list = signIns(known);
    assertThat(list.getList("signIns.decision")).isEqualTo(List.of("allowed", "asked", "allowed"));
    assertThat(list.getList("signIns[1].reasons.code")).isEqualTo(List.of("new-device"));
    assertThat(list.getList("signIns[1].reasons.text")).isEqualTo(List.of("The device was not used with the account before."));
    assertThat(list.getString("signIns[1].place.name")).isEqualTo("Berlin, Germany");
    assertThat(list.getString("signIns[1].device")).isEqualTo("Mobile Safari on iPhone");
    assertThat(list.getString("signIns[0].id")).isEqualTo(opened.getString("sessionId"));
    assertThat(list.getMap("signIns[0]")).as("scores are for staff").doesNotContainKey("score");
  }

  @Test
  void safe2_givenAKnownDeviceInItsCountry_thenNothingMoreIsAsked() {
    AccountId alice = newAccount();
    var first = phone.signIn(from(alice, RiskFiles.BERLIN));
    assertThat(answer(known(alice, first, RiskFiles.BERLIN)).getString("outcome")).isEqualTo("opened");
  }

  @Test
  void safe2_givenAKnownDeviceInANewCountry_thenACodeIsAskedFor_andOnceThereTheCountryIsKnown() {
    AccountId alice = newAccount();
    var first = phone.signIn(from(alice, RiskFiles.BERLIN));
    ago(alice, "2 days");

    assertThat(answer(known(alice, first, RiskFiles.LAGOS)).getString("reason")).isEqualTo("unusual-sign-in");
    var there = phone.signIn(known(alice, first, RiskFiles.LAGOS));
    assertThat(sessions(there).getList("sessions[0].unusual.code")).isEqualTo(List.of("new-country"));
    assertThat(sessions(there).getMap("sessions[0].place"))
        .isEqualTo(Map.of("name", "Lagos, Nigeria", "country", "NG", "city", "Lagos"));

    assertThat(answer(known(alice, first, RiskFiles.LAGOS)).getString("outcome")).isEqualTo("opened");
    ago(alice, "2 days");
    assertThat(answer(known(alice, first, RiskFiles.BERLIN)).getString("outcome")).isEqualTo("opened");
  }

  @Test
  void safe2_givenASessionThatWasRefreshedElsewhereJustNow_thenNobodyCanHaveTravelled() {
    AccountId alice = newAccount();
    phone.signIn(from(alice, RiskFiles.BERLIN));
    ago(alice, "2 days");
    var abroad = phone.signIn(from(alice, RiskFiles.LAGOS));
    ago(alice, "2 days");
    // Lagos is where the live session is used, Berlin where the account signed in last.
    var back = phone.signIn(known(alice, abroad, RiskFiles.BERLIN));
    given().header("X-Forwarded-For", RiskFiles.LAGOS).header("User-Agent", Phone.USER_AGENT)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", abroad.refreshToken())
        .post("/oauth2/token").then().statusCode(200);
    rows.update("delete from sign_in where account_id = ?", alice.value()); // or the one of this minute stands for it

    assertThat(answer(known(alice, back, RiskFiles.BERLIN)).getString("reason")).isEqualTo("unusual-sign-in");
    assertThat(reasons(alice)).isEqualTo("{IMPOSSIBLE_TRAVEL}");
  }

  @Test
  void safe2_givenSignalsOfAuthService_thenTheyWeigh() {
    AccountId alice = newAccount();
    var first = phone.signIn(from(alice, RiskFiles.BERLIN));
    var sprayed = known(alice, first, RiskFiles.BERLIN);
    sprayed.put("signals", Map.of("failedAttempts", 0, "networkFailures", 0, "sprayedAccounts", 200));

    assertThat(answer(sprayed).getString("reason")).isEqualTo("unusual-sign-in");
    assertThat(signIns(first).getList("signIns[0].reasons.code")).isEqualTo(List.of("sprayed-password"));
  }

  @Test
  void safe2_givenFarTooMuchAtOnce_thenTheSignInIsBlocked_theOwnerAlertedOnce_andSupportCanReadWhy() {
    AccountId alice = newAccount();
    var owner = phone.signIn(from(alice, RiskFiles.BERLIN));
    // new device 30, new country 30, impossible travel 40, listed network 60
    var thief = phone.alsoProved(from(alice, RiskFiles.LAGOS_LISTED), "validated-address");

    List<Response> answers = Together.run(8, () -> phone.open(thief));

    assertThat(answers).allSatisfy(answer -> {
      assertThat(answer.path("outcome").toString()).isEqualTo("refused");
      assertThat(answer.path("reason").toString()).isEqualTo("too-risky");
    });
    assertThat(eventsOf(alice, 2)).filteredOn(event -> event.contains("LISTED_NETWORK")).singleElement().asString()
        .contains("Lagos, Nigeria", "IMPOSSIBLE_TRAVEL", RiskFiles.LAGOS_LISTED);
    JsonPath explained = given().auth().oauth2(ServiceTokenFiles.token("recovery-service", "session-service"))
        .get("/internal/accounts/" + alice + "/sign-ins").then().statusCode(200).extract().jsonPath();
    assertThat(explained.getList("signIns.decision")).as("one a minute is kept").isEqualTo(List.of("blocked", "allowed"));
    assertThat(explained.getInt("signIns[0].score")).isEqualTo(160);

    rows.update("update account_standing set blocked_told_at = blocked_told_at - interval '50 minutes' where account_id = ?", alice.value());
    phone.open(thief);
    rows.update("update account_standing set blocked_told_at = blocked_told_at - interval '11 minutes' where account_id = ?", alice.value());
    phone.open(thief);
    assertThat(eventsOf(alice, 3)).as("each hour, however often it is tried").filteredOn(event -> event.contains("LISTED_NETWORK")).hasSize(2);
    assertThat(phone.refresh(owner.refreshToken()).statusCode()).as("the owner's session goes on").isEqualTo(200);
  }

  @Test
  void safe2_givenASecondFactorIsEnrolled_whenThePasswordComesFromANewDevice_thenItsOwnerCanReadThatItDid() {
    AccountId alice = newAccount();
    phone.signIn(from(alice, RiskFiles.BERLIN));
    var stolen = from(alice, RiskFiles.LAGOS);
    stolen.put("enrolled", List.of("totp"));

    assertThat(answer(stolen).getString("reason")).isEqualTo("second-factor-enrolled");

    assertThat(rows.query("select decision from sign_in where account_id = ? order by id desc limit 1", alice.value())).containsExactly("asked");
    assertThat(reasons(alice)).contains("NEW_COUNTRY", "NEW_DEVICE");
  }

  @Test
  void safe2_givenADormantAccount_whenItsOldDeviceSignsIn_thenACodeIsAskedFor() {
    AccountId alice = newAccount();
    var first = phone.signIn(from(alice, RiskFiles.BERLIN));
    ago(alice, "181 days");
    assertThat(answer(known(alice, first, RiskFiles.BERLIN)).getString("reason")).isEqualTo("unusual-sign-in");
  }

  @Test
  void paging_givenMoreSignInsThanAPage_thenEachIsListedOnce_andAForeignCursorShowsNothingForeign() {
    AccountId alice = newAccount();
    var first = phone.signIn(from(alice, RiskFiles.BERLIN));
    for (int i = 0; i < 6; i++) phone.signIn(known(alice, first, RiskFiles.BERLIN));
    var mallory = phone.signIn(from(newAccount(), RiskFiles.BERLIN));

    JsonPath page = given().auth().oauth2(first.accessToken()).get("/v1/sign-ins?limit=5").jsonPath();
    JsonPath rest = given().auth().oauth2(first.accessToken()).get("/v1/sign-ins?limit=5&after=" + page.getString("next")).jsonPath();
    assertThat(page.getList("signIns.id")).hasSize(5).doesNotContainAnyElementsOf(rest.getList("signIns.id"));
    assertThat(rest.getList("signIns.id")).hasSize(2);
    assertThat(rest.getString("next")).isNull();

    assertThat(given().auth().oauth2(mallory.accessToken()).get("/v1/sign-ins?after=" + page.getString("next")).jsonPath()
        .getList("signIns.id")).isNotNull().doesNotContainAnyElementsOf(rest.getList("signIns.id"));
    assertThat(given().auth().oauth2(first.accessToken()).get("/v1/sign-ins?after=x").then().statusCode(400).extract().path("type").toString())
        .endsWith(":cursor-refused");
  }

  @Test
  void internalCalls_givenAuthServiceOrAGateway_whenAskedWhyInTheNameOfSupport_thenOnlyRecoveryServiceIsTold() {
    String path = "/internal/accounts/" + newAccount() + "/sign-ins";
    assertThat(given().get(path).statusCode()).isEqualTo(401);
    assertThat(given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service")).get(path).statusCode()).isEqualTo(403);
    assertThat(given().auth().oauth2(ServiceTokenFiles.token("recovery-service", "session-service")).get(path).statusCode()).isEqualTo(200);
    assertThat(given().auth().oauth2(ServiceTokenFiles.token("recovery-service", "session-service")).contentType("application/json")
        .body(phone.evidence(newAccount())).post("/internal/sessions").statusCode()).isEqualTo(403);
  }

  private Map<String, Object> from(AccountId account, String address) {
    var evidence = phone.evidence(account);
    evidence.put("address", address);
    return evidence;
  }

  private Map<String, Object> known(AccountId account, Phone.Tokens before, String address) {
    var evidence = from(account, address);
    evidence.put("deviceToken", before.deviceToken());
    return evidence;
  }

  private JsonPath answer(Map<String, Object> evidence) {
    return phone.open(evidence).then().statusCode(200).extract().jsonPath();
  }

  /// All that the account did happened so long before; its callers' tokens would not survive a clock that is moved.
  private void ago(AccountId account, String interval) {
    rows.update("update account_standing set last_sign_in_at = last_sign_in_at - ?::interval where account_id = ?", interval, account.value());
    rows.update("update visited_country set last_seen_at = last_seen_at - ?::interval where account_id = ?", interval, account.value());
    rows.update("update session set refreshed_at = refreshed_at - ?::interval where account_id = ?", interval, account.value());
  }

  /// Of the last decision.
  private String reasons(AccountId account) {
    return rows.query("select reasons from sign_in where account_id = ? order by id desc limit 1", account.value()).getFirst();
  }

  private List<String> eventsOf(AccountId account, int count) {
    return topics.await(SecurityEvent.TOPIC, account.toString(), count).stream()
        .map(event -> new String(event.value(), StandardCharsets.UTF_8)).toList();
  }

  private JsonPath signIns(Phone.Tokens tokens) {
    return read(tokens, "/v1/sign-ins");
  }

  private JsonPath sessions(Phone.Tokens tokens) {
    return read(tokens, "/v1/sessions");
  }

  private static JsonPath read(Phone.Tokens tokens, String path) {
    return given().auth().oauth2(tokens.accessToken()).get(path).then().statusCode(200).extract().jsonPath();
  }
}
