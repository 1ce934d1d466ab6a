package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnStack
class OpenSessionTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void givenNothingEnrolled_whenThePasswordWasProved_thenTheSessionIsOpenedAtAal1() {
    var answer = phone.open(phone.evidence(newAccount())).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("opened");
    assertThat(answer.getString("acr")).isEqualTo("aal1");
    assertThat(answer.getList("amr")).isEqualTo(List.of("pwd"));
    assertThat(answer.getInt("expiresIn")).isEqualTo(300);
    assertThat(answer.getString("refreshToken")).startsWith("prt_");
    assertThat(answer.getString("deviceToken")).startsWith("pdt_");
    assertThat(answer.getBoolean("newDevice")).isTrue();
    assertThat(phone.check(answer.getString("accessToken")).statusCode()).isEqualTo(200);
  }

  @Test
  void a08StepSkip_givenTotpEnrolled_whenOnlyThePasswordWasProved_thenMoreProofIsAskedForAndNothingIsOpened() {
    AccountId alice = newAccount();
    var evidence = phone.evidence(alice);
    evidence.put("enrolled", List.of("recovery-code", "totp"));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("more-proof");
    assertThat(answer.getList("methods")).isEqualTo(List.of("totp", "recovery-code"));
    assertThat(answer.getString("reason")).isEqualTo("second-factor-enrolled");
    assertThat(answer.getMap("")).doesNotContainKeys("accessToken", "refreshToken", "deviceToken");
    assertThat(rows.query("select id from session where account_id = ?", alice.value())).isEmpty();
  }

  @Test
  void givenTotpEnrolled_whenPasswordAndCodeWereProved_thenTheSessionIsOpenedAtAal2() {
    var evidence = phone.evidence(newAccount());
    evidence.put("enrolled", List.of("totp", "recovery-code"));
    evidence.put("evidence", List.of(proof("pwd", clock.instant().minusSeconds(20)), proof("otp", clock.instant())));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("opened");
    assertThat(answer.getString("acr")).isEqualTo("aal2");
    assertThat(answer.getList("amr")).isEqualTo(List.of("pwd", "otp"));
  }

  @Test
  void a08StepSkip_givenTotpEnrolled_whenOnlyACodeWasProved_thenThePasswordIsAskedFor() {
    var evidence = phone.evidence(newAccount());
    evidence.put("enrolled", List.of("totp"));
    evidence.put("evidence", List.of(proof("otp", clock.instant())));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("more-proof");
    assertThat(answer.getList("methods")).isEqualTo(List.of("password"));
  }

  @Test
  void a08StepSkip_givenAFactorThisBuildDoesNotKnow_whenOnlyThePasswordWasProved_thenMoreProofIsAskedFor() {
    var evidence = phone.evidence(newAccount());
    evidence.put("enrolled", List.of("telepathy"));

    assertThat(phone.open(evidence).path("outcome").toString()).isEqualTo("more-proof");
  }

  @Test
  void givenAPasskeyThatVerifiedItsUser_whenNothingElseWasProved_thenTheSessionIsOpenedAtPhr() {
    var evidence = phone.evidence(newAccount());
    evidence.put("enrolled", List.of("webauthn", "totp"));
    evidence.put("evidence", List.of(proof("pop", clock.instant()), proof("user", clock.instant()), proof("mfa", clock.instant())));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("opened");
    assertThat(answer.getString("acr")).isEqualTo("phr");
    assertThat(answer.getList("amr")).isEqualTo(List.of("pop", "user", "mfa"));
    assertThat(answer.getBoolean("restricted")).isFalse();
  }

  @Test
  void a08StepSkip_givenAKeyThatWasOnlyTouched_thenThePasswordIsAskedFor() {
    var evidence = phone.evidence(newAccount());
    evidence.put("evidence", List.of(proof("pop", clock.instant()), proof("user", clock.instant())));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("more-proof");
    assertThat(answer.getList("methods")).isEqualTo(List.of("password"));
  }

  @Test
  void givenAnOldProof_whenASessionIsAskedFor_thenItIsRefused() {
    var evidence = phone.evidence(newAccount());
    evidence.put("evidence", List.of(proof("pwd", clock.instant().minus(Duration.ofMinutes(16)))));

    var answer = phone.open(evidence).then().statusCode(200).extract().jsonPath();

    assertThat(answer.getString("outcome")).isEqualTo("refused");
    assertThat(answer.getString("reason")).isEqualTo("stale-evidence");
  }

  @Test
  void givenAProofFromTheFuture_whenASessionIsAskedFor_thenItIsRefused() {
    var evidence = phone.evidence(newAccount());
    evidence.put("evidence", List.of(proof("pwd", clock.instant().plus(Duration.ofMinutes(10)))));

    assertThat(phone.open(evidence).path("outcome").toString()).isEqualTo("refused");
  }

  @Test
  void safe1_givenTheDeviceTokenOfAnEarlierSignIn_whenSignedInAgain_thenTheDeviceIsRecognised() {
    AccountId alice = newAccount();
    var first = phone.signIn(alice);
    var again = phone.evidence(alice);
    again.put("deviceToken", first.deviceToken());

    var second = phone.signIn(again);

    assertThat(first.newDevice()).isTrue();
    assertThat(second.newDevice()).isFalse();
    assertThat(second.deviceToken()).isEqualTo(first.deviceToken());
    assertThat(rows.query("select name from device where account_id = ?", alice.value()))
        .containsExactly("Mobile Safari on iPhone");
  }

  @Test
  void a09Fixation_givenADeviceTokenPlantedBySomebodyElse_whenTheVictimSignsIn_thenItDoesNotBecomeTheirDevice() {
    var mallory = phone.signIn(newAccount());
    var victim = phone.evidence(newAccount());
    victim.put("deviceToken", mallory.deviceToken());

    var tokens = phone.signIn(victim);

    assertThat(tokens.newDevice()).isTrue();
    assertThat(tokens.deviceToken()).isNotEqualTo(mallory.deviceToken());
    var again = phone.evidence(tokens.account());
    again.put("deviceToken", mallory.deviceToken());
    assertThat(phone.signIn(again).newDevice()).isTrue();
  }

  @Test
  void a09Fixation_givenTwoSignInsFromOneDevice_thenTheyShareNoSessionAndNoToken() {
    AccountId alice = newAccount();
    var first = phone.signIn(alice);
    var second = phone.signIn(alice);

    assertThat(second.session()).isNotEqualTo(first.session());
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
  }

  @Test
  void safe3_givenASessionWasOpened_thenTheEventTellsOfTheNewDevice() {
    AccountId alice = newAccount();
    var tokens = phone.signIn(alice);

    topics.awaitType(alice, "io.portcullis.session.session-established.v1");
    var records = topics.present(SecurityEvent.TOPIC, alice.toString());
    assertThat(records).hasSize(1);
    assertThat(new String(records.getFirst().value(), StandardCharsets.UTF_8))
        .contains("\"session\":\"" + tokens.session() + "\"", "\"recognition\":\"NEW\"",
            "\"device\":\"Mobile Safari on iPhone\"", "\"address\":\"203.0.113.7\"");
  }

  @Test
  void givenTokensWereIssued_thenNoTableHoldsThem() {
    var tokens = phone.signIn(newAccount());

    String session = rows.query("select session::text from session where id = ?", UUID.fromString(tokens.session())).getFirst();
    String device = rows.query("select device::text from device where account_id = ?", tokens.account().value()).getFirst();
    assertThat(session + device).doesNotContain(tokens.refreshToken().substring(10, 60), tokens.deviceToken().substring(10, 40));
    assertThat(session).doesNotContain("prt_", "eyJ");
  }

  @Test
  void in10_givenNotRemembered_whenHalfAnHourPasses_thenTheSessionIsOver() {
    clock.stop();
    var evidence = phone.evidence(newAccount());
    evidence.put("rememberMe", false);
    var tokens = phone.signIn(evidence);

    clock.advance(Duration.ofMinutes(29));
    String next = phone.refreshed(tokens.refreshToken());
    clock.advance(Duration.ofMinutes(31));

    assertThat(phone.refresh(next).statusCode()).isEqualTo(400);
    assertThat(phone.refresh(next).path("error").toString()).isEqualTo("invalid_grant");
  }

  @Test
  void in10_givenNotRemembered_whenRefreshedAllDay_thenTwelveHoursEndIt() {
    clock.stop();
    var evidence = phone.evidence(newAccount());
    evidence.put("rememberMe", false);
    String token = phone.signIn(evidence).refreshToken();

    for (int minutes = 0; minutes + 25 < 12 * 60; minutes += 25) {
      clock.advance(Duration.ofMinutes(25));
      token = phone.refreshed(token);
    }
    clock.advance(Duration.ofMinutes(25));

    assertThat(phone.refresh(token).statusCode()).isEqualTo(400);
  }

  @Test
  void in10_givenRemembered_whenThirteenDaysPass_thenTheSessionGoesOn() {
    clock.stop();
    var tokens = phone.signIn(newAccount());

    clock.advance(Duration.ofDays(13));
    String next = phone.refreshed(tokens.refreshToken());
    clock.advance(Duration.ofDays(15));

    assertThat(phone.refresh(next).statusCode()).isEqualTo(400);
  }
}
