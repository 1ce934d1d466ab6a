package io.portcullis.session.device;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// "Don't ask for a second factor here": what it spares, what it never does, and what ends it.
@OnStack
class DeviceTrustTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenTrustWithASecondFactor_whenThePasswordComesAgain_thenItIsEnough_andWorthOneFactor() {
    AccountId alice = newAccount();
    JsonPath trusted = trusting(alice);
    assertThat(Instant.parse(trusted.getString("trustedUntil")))
        .isCloseTo(clock.instant().plus(Duration.ofDays(30)), within(1, ChronoUnit.MINUTES));

    JsonPath again = answer(passwordFrom(alice, trusted.getString("deviceToken")));

    assertThat(again.getString("outcome")).isEqualTo("opened");
    assertThat(again.getString("acr")).isEqualTo("aal1");
    assertThat(again.getString("trustedUntil")).as("trust is not renewed by what it spared").isNull();
    assertThat(topics.await("portcullis.security-events", alice.toString(), 2).stream().map(event -> new String(event.value(), StandardCharsets.UTF_8)))
        .anyMatch(event -> event.contains("\"TRUSTED\""));
  }

  @Test
  void a35Downgrade_givenTrustIsAskedForWithLessThanASecondFactor_thenThereIsNone() {
    AccountId alice = newAccount();
    var wanted = passwordFrom(alice, "");
    wanted.put("enrolled", List.of("recovery-code"));
    wanted.put("trustDevice", true);
    assertThat(answer(wanted).getString("trustedUntil")).as("a password alone").isNull();

    var recovered = phone.alsoProved(passwordFrom(alice, ""), "recovery-code");
    recovered.put("trustDevice", true);
    assertThat(answer(recovered).getString("trustedUntil")).as("a recovery code").isNull();

    var shared = phone.alsoProved(passwordFrom(alice, ""), "otp");
    shared.put("trustDevice", true);
    shared.put("rememberMe", false);
    assertThat(answer(shared).getString("trustedUntil")).as("a shared computer").isNull();
    assertThat(rows.query("select id from device where account_id = ? and trusted_until is not null", alice.value())).isEmpty();
  }

  @Test
  void a08StepSkip_givenAnotherAccountsTrustedDevice_thenTheSecondFactorIsAskedFor() {
    String theirs = trusting(newAccount()).getString("deviceToken");
    assertThat(answer(passwordFrom(newAccount(), theirs)).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void givenThirtyDays_thenTrustIsOver() {
    AccountId alice = newAccount();
    String device = trusting(alice).getString("deviceToken");
    rows.update("update device set trusted_until = ? where account_id = ?",
        Timestamp.from(clock.instant().minusSeconds(1)), alice.value());
    assertThat(answer(passwordFrom(alice, device)).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void a34Clock_givenTheClockIsSetBackBeforeTheTrust_thenItDoesNotCount() {
    clock.stop();
    AccountId alice = newAccount();
    String device = trusting(alice).getString("deviceToken");
    clock.advance(Duration.ofMinutes(-5));
    assertThat(answer(passwordFrom(alice, device)).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void givenANewPassword_thenNoDeviceIsTrusted() {
    clock.stop();
    AccountId alice = newAccount();
    String device = trusting(alice).getString("deviceToken");
    clock.advance(Duration.ofSeconds(5));
    phone.tighten(alice, clock.instant(), false, "password-reset").then().statusCode(200);
    clock.advance(Duration.ofSeconds(5));
    assertThat(answer(passwordFrom(alice, device)).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void race_givenTrustThatWasGivenAfterAResetButBeforeItWasTold_thenItEndsAllTheSame() {
    AccountId alice = newAccount();
    Instant reset = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    String device = trusting(alice).getString("deviceToken");
    phone.tighten(alice, reset, false, "password-reset").then().statusCode(200);
    assertThat(answer(passwordFrom(alice, device)).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void givenASecondFactorThatWasAddedOrRemovedSince_thenNoDeviceIsTrusted() {
    AccountId alice = newAccount();
    String device = trusting(alice).getString("deviceToken");
    var changed = passwordFrom(alice, device);
    changed.put("enrolledChangedAt", clock.instant().plusSeconds(1).toString());
    assertThat(answer(changed).getString("reason")).isEqualTo("second-factor-enrolled");
    changed.put("enrolledChangedAt", clock.instant().minusSeconds(60).toString());
    assertThat(answer(changed).getString("outcome")).isEqualTo("opened");
  }

  @Test
  void safe2_givenAnUnusualSignInOnATrustedDevice_thenTheSecondFactorIsAskedForAllTheSame() {
    AccountId alice = newAccount();
    String device = trusting(alice).getString("deviceToken");
    var sprayed = passwordFrom(alice, device);
    sprayed.put("signals", Map.of("failedAttempts", 0, "networkFailures", 0, "sprayedAccounts", 500));

    JsonPath asked = answer(sprayed);
    assertThat(asked.getString("reason")).isEqualTo("unusual-sign-in");
    assertThat(asked.getList("methods")).isEqualTo(List.of("totp", "recovery-code"));
    assertThat(answer(phone.alsoProved(sprayed, "validated-address")).getString("outcome"))
        .as("a code to an address is no factor").isEqualTo("more-proof");
  }

  @Test
  void safe1_givenATrustedDevice_whenItsOwnerEndsThat_forgetsItOrSignsOutEverywhere_thenTrustIsGone() {
    AccountId alice = newAccount();
    JsonPath trusted = trusting(alice);
    String device = deviceOf(trusted);
    assertThat(list(trusted).getString("devices[0].trustedUntil")).isNotNull();

    assertThat(patch(trusted, device, false).statusCode()).isEqualTo(204);
    assertThat(patch(trusted, device, false).statusCode()).as("there is nothing to end").isEqualTo(204);
    assertThat(list(trusted).getString("devices[0].trustedUntil")).isNull();
    assertThat(answer(passwordFrom(alice, trusted.getString("deviceToken"))).getString("reason")).isEqualTo("second-factor-enrolled");

    assertThat(patch(trusted, device, true).statusCode()).isEqualTo(204);
    assertThat(answer(passwordFrom(alice, trusted.getString("deviceToken"))).getString("outcome")).isEqualTo("opened");

    JsonPath elsewhere = answer(phone.alsoProved(passwordFrom(alice, ""), "otp"));
    given().auth().oauth2(elsewhere.getString("accessToken")).delete("/v1/sessions").then().statusCode(204);
    assertThat(answer(passwordFrom(alice, trusted.getString("deviceToken"))).getString("reason")).isEqualTo("second-factor-enrolled");
  }

  @Test
  void safe9_givenAStaleOrWeakSession_whenItTrustsItsDevice_thenAStepUpIsAskedFor() {
    clock.stop();
    AccountId alice = newAccount();
    var password = passwordFrom(alice, "");
    password.put("enrolled", List.of());
    JsonPath weak = answer(password);
    assertThat(patch(weak, deviceOf(weak), true).header("WWW-Authenticate")).contains("insufficient_user_authentication", "aal2");

    JsonPath strong = answer(phone.alsoProved(passwordFrom(alice, ""), "otp"));
    clock.advance(Duration.ofMinutes(4).plusSeconds(59));
    assertThat(patch(strong, deviceOf(strong), true).statusCode()).isEqualTo(204);
    clock.advance(Duration.ofSeconds(2));
    String later = phone.refresh(strong.getString("refreshToken")).then().statusCode(200).extract().path("access_token");
    Response stale = given().auth().oauth2(later).contentType("application/json").body(Map.of("trusted", true))
        .patch("/v1/devices/" + deviceOf(strong));
    assertThat(stale.header("WWW-Authenticate")).contains("insufficient_user_authentication", "max_age=\"300\"");
  }

  @Test
  void givenAnotherDeviceThanThisOne_whenTrusted_thenItIsRefused() {
    AccountId alice = newAccount();
    JsonPath here = answer(phone.alsoProved(passwordFrom(alice, ""), "otp"));
    JsonPath there = answer(phone.alsoProved(passwordFrom(alice, ""), "otp"));
    Response refused = patch(here, deviceOf(there), true);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.path("type").toString()).endsWith(":device-not-trustworthy");
  }

  /// Password and TOTP on a device that is remembered, with the wish to be asked no more.
  private JsonPath trusting(AccountId account) {
    var evidence = phone.alsoProved(passwordFrom(account, ""), "otp");
    evidence.put("trustDevice", true);
    return answer(evidence);
  }

  private Map<String, Object> passwordFrom(AccountId account, String deviceToken) {
    var evidence = phone.evidence(account);
    evidence.put("evidence", List.of(proof("pwd", clock.instant())));
    evidence.put("enrolled", List.of("totp", "recovery-code"));
    evidence.put("deviceToken", deviceToken);
    return evidence;
  }

  private JsonPath answer(Map<String, Object> evidence) {
    return phone.open(evidence).then().statusCode(200).extract().jsonPath();
  }

  private static Response patch(JsonPath signedIn, String device, boolean trusted) {
    return given().auth().oauth2(signedIn.getString("accessToken")).contentType("application/json")
        .body(Map.of("trusted", trusted)).patch("/v1/devices/" + device);
  }

  private static JsonPath list(JsonPath signedIn) {
    return given().auth().oauth2(signedIn.getString("accessToken")).get("/v1/devices").then().statusCode(200).extract().jsonPath();
  }

  private String deviceOf(JsonPath signedIn) {
    return rows.query("select device_id::text from session where id = ?", UUID.fromString(signedIn.getString("sessionId"))).getFirst();
  }
}
