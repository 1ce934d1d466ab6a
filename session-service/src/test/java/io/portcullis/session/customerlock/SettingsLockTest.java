package io.portcullis.session.customerlock;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.CustomerChanges;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SAFE-12: the customer locks the settings, and no token from before or after gets around it.
@OnStack
class SettingsLockTest {

  private static final String LOCK = "/v1/settings-lock";
  private static final String UNLOCK = "/v1/settings-lock/unlock";
  private static final String CHANGED = "io.portcullis.session.settings-lock-change.v1";

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void safe12_givenALock_thenItStaysUntilUnlockingWasAskedForAndItsTimeHasPassed() {
    Tokens alice = phone.signIn(newAccount());
    assertThat(view(token(alice)).getString("state")).isEqualTo("open");

    JsonPath locked = lock(token(alice), 30).then().statusCode(200).extract().jsonPath();

    assertThat(locked.getString("state")).isEqualTo("locked");
    assertThat(locked.getString("opensAt")).as("it has no end yet").isNull();
    passed(alice.account(), Duration.ofDays(400));
    assertThat(view(token(alice)).getString("state")).as("a year later").isEqualTo("locked");

    JsonPath unlocking = given().auth().oauth2(token(alice)).post(UNLOCK).then().statusCode(200).extract().jsonPath();
    assertThat(unlocking.getString("state")).isEqualTo("unlocking");
    assertThat(Instant.parse(unlocking.getString("opensAt")))
        .isCloseTo(clock.instant().plus(Duration.ofDays(30)), within(1, ChronoUnit.MINUTES));
    assertThat(trust(token(alice)).<String>path("type")).isEqualTo("urn:portcullis:problem:settings-locked");

    passed(alice.account(), Duration.ofDays(30));
    clock.advance(Duration.ofMinutes(11)); // no token from before the lock lives so long
    String open = phone.refresh(alice.refreshToken()).then().statusCode(200).extract().path("access_token");
    assertThat(view(open).getString("state")).isEqualTo("open");
    assertThat(claims(open).getMap("$")).doesNotContainKey("settings_locked");
    assertThat(trust(open).<String>path("type")).as("as without a lock").isEqualTo("urn:portcullis:problem:insufficient-user-authentication");
    topics.awaitType(alice.account(), CHANGED);
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> told(alice.account()).equals(List.of("LOCKED", "UNLOCKING")));
  }

  @Test
  void safe12_givenEveryChangeOfThisService_thenItIsOnOneOfTheLists() {
    List<String> locked = List.of(
        "PATCH /v1/devices/{id}", // trusting; renaming opens nothing, and ending a trust protects
        "POST /v1/api-keys",
        "PATCH /v1/api-keys/{id}", // more networks, and enabling; the rest protects or opens nothing
        "DELETE /v1/withdrawal-lock");
    List<String> protecting = List.of("DELETE /v1/devices/{id}", "DELETE /v1/sessions", "DELETE /v1/sessions/{id}",
        "POST /v1/sign-out", "PUT /v1/settings-lock", "POST /v1/settings-lock/unlock", "DELETE /v1/settings-lock/unlock",
        "PUT /v1/withdrawal-lock", "DELETE /v1/api-keys", "DELETE /v1/api-keys/{id}");
    assertThat(CustomerChanges.of("io.portcullis.session"))
        .containsExactlyInAnyOrderElementsOf(Stream.concat(locked.stream(), protecting.stream()).toList());
  }

  @Test
  void safe12_givenALock_thenAChangeIsRefusedWithItsEnd_andWhatProtectsGoesOn() {
    Tokens alice = phone.signIn(newAccount());
    Tokens other = phone.signIn(alice.account(), "pwd", "otp");
    Instant opensAt = unlocking(alice, 3);

    Response refused = trust(token(alice));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.<String>path("type")).isEqualTo("urn:portcullis:problem:settings-locked");
    assertThat(Instant.parse(refused.path("opensAt"))).isCloseTo(opensAt, within(1, ChronoUnit.SECONDS));
    given().auth().oauth2(token(alice)).contentType("application/json").body(Map.of("trusted", false))
        .patch("/v1/devices/" + device(alice)).then().statusCode(204);
    given().auth().oauth2(token(alice)).delete("/v1/sessions/" + other.session()).then().statusCode(204);
    given().auth().oauth2(token(alice)).contentType("application/json").body(Map.of("days", 1, "kind", "strict"))
        .put("/v1/withdrawal-lock").then().statusCode(200);
    given().auth().oauth2(token(alice)).post("/v1/sign-out").then().statusCode(204);
  }

  @Test
  void a44_oldToken_givenATokenFromBeforeTheLock_thenItIsVoidEverywhere_andItsSuccessorSaysThatItIsLocked() {
    Tokens alice = phone.signIn(newAccount());
    Tokens elsewhere = phone.signIn(alice.account(), "pwd", "otp");
    String before = elsewhere.accessToken();
    assertThat(phone.check(before).statusCode()).isEqualTo(200);
    assertThat(claims(before).getMap("$")).doesNotContainKey("settings_locked");

    lock(token(alice), 1).then().statusCode(200);

    assertThat(phone.check(before).statusCode()).as("the gateway").isEqualTo(401);
    assertThat(given().auth().oauth2(before).get("/v1/sessions").statusCode()).as("our own door").isEqualTo(401);
    assertThat(given().auth().oauth2(ServiceTokenFiles.token("gateway", "session-service"))
        .formParam("token", before).post("/oauth2/introspect").<Boolean>path("active")).isFalse();
    String after = phone.refresh(elsewhere.refreshToken()).then().statusCode(200).extract().path("access_token");
    assertThat(claims(after).getBoolean("settings_locked")).isTrue();
    assertThat(phone.check(after).statusCode()).isEqualTo(200);
    assertThat(trust(after, elsewhere).<String>path("type")).isEqualTo("urn:portcullis:problem:settings-locked");
    String raised = phone.elevate(elsewhere, "pop", "mfa").path("accessToken");
    assertThat(claims(raised).getBoolean("settings_locked")).as("a step-up").isTrue();
    Tokens fresh = phone.signIn(alice.account(), "pwd", "otp");
    assertThat(claims(fresh.accessToken()).getBoolean("settings_locked")).as("a new sign-in").isTrue();
  }

  @Test
  void a35_trust_givenALock_whenASignInAsksToTrustItsDevice_thenItIsNotTrusted() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1).then().statusCode(200);
    var wanted = phone.alsoProved(phone.evidence(alice.account()), "otp");
    wanted.put("enrolled", List.of("totp"));
    wanted.put("trustDevice", true);

    JsonPath opened = phone.open(wanted).then().statusCode(200).extract().jsonPath();

    assertThat(opened.getString("outcome")).isEqualTo("opened");
    assertThat(opened.getString("trustedUntil")).isNull();
  }

  @Test
  void safe12_apiKey_givenAnApprovalFromBeforeTheLock_thenNoKeyIsMadeUnderIt() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1).then().statusCode(200);
    Response refused = given().auth().oauth2(token(alice)).contentType("application/json").body(Map.of("name", "Market maker",
        "scopes", List.of("read"), "expiresAt", "2027-01-31T00:00:00Z", "statement", "x")).post("/v1/api-keys");
    assertThat(refused.<String>path("type")).isEqualTo("urn:portcullis:problem:settings-locked");
  }

  @Test
  void a44_otherInstance_givenTheLockIsSetThere_whenPostgresNotifies_thenTheOldTokenIsRefused() {
    Tokens alice = phone.signIn(newAccount());
    rows.query("select pg_notify('portcullis_settings_locked', ?)::text", alice.account().toString());
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> phone.check(alice.accessToken()).statusCode() == 401);
  }

  @Test
  void a34_clock_givenAnInstanceThatIsAheadAndTakesTheLockForOver_whenItIsLockedAgain_thenItsTokensAreVoidToo() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1).then().statusCode(200);
    String locked = token(alice);
    given().auth().oauth2(locked).post(UNLOCK).then().statusCode(200);
    rows.update("update account_standing set settings_open_at = ? where account_id = ?",
        Timestamp.from(clock.instant().minusSeconds(1)), alice.account().value());
    String open = token(alice);
    assertThat(claims(open).getMap("$")).doesNotContainKey("settings_locked");
    rows.update("update account_standing set settings_open_at = ? where account_id = ?",
        Timestamp.from(clock.instant().plusSeconds(60)), alice.account().value());

    lock(locked, 1).then().statusCode(200);

    assertThat(phone.check(open).statusCode()).isEqualTo(401);
    assertThat(view(locked).getString("state")).as("and the unlocking has ended").isEqualTo("locked");
  }

  @Test
  void a34_clock_givenALockThatEndsSoon_thenATokenDoesNotOutliveWhatItSays() {
    Tokens alice = phone.signIn(newAccount());
    unlocking(alice, 1);
    Instant opensAt = clock.instant().plusSeconds(60);
    rows.update("update account_standing set settings_open_at = ? where account_id = ?", Timestamp.from(opensAt), alice.account().value());

    JsonPath claims = claims(token(alice));

    assertThat(claims.getLong("exp")).isCloseTo(opensAt.getEpochSecond(), within(3L));
    assertThat(claims.getLong("settings_open_at")).isCloseTo(opensAt.getEpochSecond(), within(2L));
  }

  @Test
  void safe12_shortening_givenALock_thenItIsOnlyMadeLonger() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 10).then().statusCode(200);

    Response shorter = lock(token(alice), 9);

    assertThat(shorter.statusCode()).isEqualTo(409);
    assertThat(shorter.<String>path("type")).isEqualTo("urn:portcullis:problem:lock-not-shortened");
    assertThat(lock(token(alice), 20).<Integer>path("days")).isEqualTo(20);
    assertThat(lock(token(alice), 10).statusCode()).isEqualTo(409);
  }

  @Test
  void safe12_unlockAndRelock_givenAnUnlocking_whenItIsLockedAgain_thenTheClockBeginsAnew_andIsNoShorter() {
    Tokens alice = phone.signIn(newAccount());
    unlocking(alice, 10);

    assertThat(lock(token(alice), 9).statusCode()).as("not shorter, unlocking or not").isEqualTo(409);
    assertThat(lock(token(alice), 10).<String>path("state")).isEqualTo("locked");
    passed(alice.account(), Duration.ofDays(11));
    assertThat(view(token(alice)).getString("state")).isEqualTo("locked");
  }

  @Test
  void safe12_givenAnUnlocking_thenAskingAgainNeitherRestartsNorShortensIt_andTheOwnerCancelsIt() {
    Tokens alice = phone.signIn(newAccount());
    Instant opensAt = unlocking(alice, 10);
    passed(alice.account(), Duration.ofDays(4));

    String again = given().auth().oauth2(token(alice)).post(UNLOCK).then().statusCode(200).extract().path("opensAt");
    assertThat(Instant.parse(again)).isCloseTo(opensAt.minus(Duration.ofDays(4)), within(1, ChronoUnit.SECONDS));

    assertThat(given().auth().oauth2(token(alice)).delete(UNLOCK).<String>path("state")).isEqualTo("locked");
    passed(alice.account(), Duration.ofDays(11));
    assertThat(view(token(alice)).getString("state")).isEqualTo("locked");
  }

  @Test
  void a35_thief_givenThePasswordAlone_orAFreshFactorOfTheThiefs_thenTheOwnersSettingsAreNotLocked() {
    AccountId account = newAccount();
    Tokens password = phone.signIn(account);
    assertThat(lock(password.accessToken(), 30).<String>path("type"))
        .isEqualTo("urn:portcullis:problem:insufficient-user-authentication");
    String fresh = phone.elevate(account, password.session(),
        List.of(proof("otp", clock.instant(), clock.instant().plus(Duration.ofDays(1))))).path("accessToken");
    assertThat(lock(fresh, 30).<String>path("type")).isEqualTo("urn:portcullis:problem:factor-not-settled");
    Tokens recovered = phone.signIn(account, "pwd", "recovery-code");
    assertThat(lock(recovered.accessToken(), 30).statusCode()).isEqualTo(403);
    assertThat(view(password.accessToken()).getString("state")).isEqualTo("open");
  }

  @Test
  void safe12_givenEveryFactorIsLost_thenARecoveryCodeMayBeginToUnlock_andThatAlone() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 30).then().statusCode(200);
    String restricted = phone.signIn(alice.account(), "pwd", "recovery-code").accessToken();

    given().auth().oauth2(restricted).post(UNLOCK).then().statusCode(200);
    given().auth().oauth2(restricted).delete(UNLOCK).then().statusCode(403);
  }

  @Test
  void safe12_givenNothingIsLocked_thenThereIsNothingToUnlock() {
    Tokens alice = phone.signIn(newAccount());
    assertThat(given().auth().oauth2(token(alice)).post(UNLOCK).<String>path("type"))
        .isEqualTo("urn:portcullis:problem:settings-not-locked");
    assertThat(given().auth().oauth2(token(alice)).delete(UNLOCK).statusCode()).isEqualTo(409);
    for (Object days : new Object[] {0, 31, -1, "x"}) {
      assertThat(lock(token(alice), days).statusCode()).as("%s days", days).isEqualTo(400);
    }
  }

  @Test
  void race_givenLocksAndChangesAtOnce_thenNoChangeSucceedsAfterALockWasAnswered() {
    for (int round = 0; round < 10; round++) {
      Tokens alice = phone.signIn(newAccount());
      String token = token(alice);
      String target = device(alice);
      long[] lockedAt = new long[1];
      Stream<Callable<long[]>> changes = IntStream.range(0, 16).mapToObj(_ -> () -> {
        long begun = System.nanoTime();
        int status = given().auth().oauth2(token).contentType("application/json").body(Map.of("trusted", true))
            .patch("/v1/devices/" + target).statusCode();
        assertThat(Set.of(204, 401, 403)).contains(status);
        return new long[] {begun, status};
      });
      Stream<Callable<long[]>> locks = Stream.of(() -> {
        lock(token, 1).then().statusCode(200);
        lockedAt[0] = System.nanoTime();
        return new long[] {Long.MAX_VALUE, 0};
      });
      List<long[]> answers = Together.run(Stream.concat(locks, changes).toList());
      assertThat(answers).noneMatch(answer -> answer[0] < Long.MAX_VALUE && answer[0] - lockedAt[0] > 0 && answer[1] == 204);
      assertThat(trust(token, alice).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void race_givenManyLocksAtOnce_thenTheLongestStands() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1).then().statusCode(200);
    String token = token(alice);
    Together.run(IntStream.rangeClosed(1, 30).<Callable<Integer>>mapToObj(days -> () -> lock(token, days).statusCode()).toList());
    assertThat(view(token).getInt("days")).isEqualTo(30);
  }

  @Test
  void restart_givenAnInstanceThatMissedTheLock_whenItReadsTheTable_thenTheOldTokenIsVoid() {
    Tokens alice = phone.signIn(newAccount());
    rows.update("update account_standing set settings_locked_at = ?, settings_lock_days = 1 where account_id = ?",
        Timestamp.from(clock.instant()), alice.account().value());
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> phone.check(alice.accessToken()).statusCode() == 401);
  }

  @Test
  void safe12_givenAuthServiceAsks_thenItReadsTheLock_andMayBeginToUnlockForOneWhoProvedAnAddress() {
    Tokens alice = phone.signIn(newAccount());
    String internal = "/internal/accounts/" + alice.account() + "/locks/settings";
    assertThat(asAuthService().post(internal + "/unlock").<String>path("state")).isEqualTo("open");
    lock(token(alice), 7).then().statusCode(200);

    assertThat(asAuthService().get(internal).<String>path("state")).isEqualTo("locked");
    assertThat(asAuthService().post(internal + "/unlock").<String>path("state")).isEqualTo("unlocking");
    given().auth().oauth2(token(alice)).get(internal).then().statusCode(403);
  }

  private static RequestSpecification asAuthService() {
    return given().auth().oauth2(Phone.authService());
  }

  /// An access token that has just been issued after a step-up by a settled factor.
  private String token(Tokens tokens) {
    return phone.elevate(tokens, "otp").then().statusCode(200).extract().path("accessToken");
  }

  private static Response lock(String token, Object days) {
    return given().auth().oauth2(token).contentType("application/json").body(Map.of("days", days)).put(LOCK);
  }

  private Instant unlocking(Tokens tokens, int days) {
    lock(token(tokens), days).then().statusCode(200);
    return Instant.parse(given().auth().oauth2(token(tokens)).post(UNLOCK).then().statusCode(200).extract().path("opensAt"));
  }

  private JsonPath view(String token) {
    return given().auth().oauth2(token).get(LOCK).then().statusCode(200).extract().jsonPath();
  }

  private String device(Tokens tokens) {
    return rows.query("select device_id from session where id = ?", UUID.fromString(tokens.session())).getFirst();
  }

  private Response trust(String token) {
    JsonPath claims = claims(token);
    String device = rows.query("select device_id from session where id = ?", UUID.fromString(claims.getString("sid"))).getFirst();
    return given().auth().oauth2(token).contentType("application/json").body(Map.of("trusted", true)).patch("/v1/devices/" + device);
  }

  private Response trust(String token, Tokens tokens) {
    return given().auth().oauth2(token).contentType("application/json").body(Map.of("trusted", true))
        .patch("/v1/devices/" + device(tokens));
  }

  /// The lock is aged: a clock that moved so far would end every session and token of the test, too.
  private void passed(AccountId account, Duration time) {
    rows.update("update account_standing set settings_locked_at = settings_locked_at - ?::interval, "
        + "settings_open_at = settings_open_at - ?::interval where account_id = ?", time.toString(), time.toString(), account.value());
  }

  private List<String> told(AccountId account) {
    return topics.present("portcullis.security-events", account.toString()).stream()
        .map(event -> new String(event.value(), StandardCharsets.UTF_8))
        .filter(event -> event.contains("\"days\""))
        .map(event -> new JsonPath(event).getString("action")).toList();
  }

  private static JsonPath claims(String accessToken) {
    return new JsonPath(new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8));
  }
}
