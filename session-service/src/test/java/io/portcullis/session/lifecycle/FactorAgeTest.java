package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A session says how old the second factor is that it rests on, in every token of its.
@OnStack
class FactorAgeTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;

  private static JsonPath claims(String accessToken) {
    return new JsonPath(new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8));
  }

  /// Signed in with a password and a code of an app, which settles then.
  private Tokens withApp(Instant settledAt) {
    Map<String, Object> body = phone.evidence(newAccount());
    var proofs = new ArrayList<Object>((List<?>) body.get("evidence"));
    proofs.add(proof("otp", clock.instant(), settledAt));
    body.put("evidence", proofs);
    body.put("enrolled", List.of("totp"));
    return phone.signIn(body);
  }

  @Test
  void givenAFactorThatSettlesTomorrow_whenSignedIn_thenEveryTokenOfTheSessionSaysSo() {
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

    Tokens tokens = withApp(tomorrow);

    assertThat(claims(tokens.accessToken()).getLong("factor_settled_at")).isEqualTo(tomorrow.getEpochSecond());
    assertThat(claims(phone.refresh(tokens.refreshToken()).path("access_token")).getLong("factor_settled_at"))
        .isEqualTo(tomorrow.getEpochSecond());
  }

  @Test
  void givenASignInAndAStepUp_thenTheFactsSayFromWhenOnTheShownFactorIsSettled_andSayNothingOfAPassword() {
    Tokens tokens = withApp(Instant.parse("2026-03-01T12:00:00Z"));
    phone.elevate(tokens.account(), tokens.session(), List.of(proof("otp", clock.instant(), Instant.parse("2026-03-02T12:00:00Z"))));
    topics.awaitType(tokens.account(), "io.portcullis.session.assurance-level-change.v1");
    List<String> facts = topics.present(SecurityEvent.TOPIC, tokens.account().toString()).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    assertThat(facts.getFirst()).contains("\"factorSettledAt\":\"2026-03-01T12:00:00Z\"");
    assertThat(facts.getLast()).contains("\"factorSettledAt\":\"2026-03-02T12:00:00Z\"");

    AccountId alone = newAccount();
    phone.signIn(alone);
    topics.awaitType(alone, "io.portcullis.session.session-established.v1");
    assertThat(new String(topics.present(SecurityEvent.TOPIC, alone.toString()).getFirst().value(), StandardCharsets.UTF_8))
        .doesNotContain("factorSettledAt");
  }

  @Test
  void a35FreshFactor_givenASettledAppAtTheSignIn_whenAFreshKeyIsShownNow_thenTheTokenHasTheKeysAge() {
    Tokens tokens = withApp(Instant.EPOCH);
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

    Response raised = phone.elevate(tokens.account(), tokens.session(), List.of(
        proof("pop", clock.instant(), tomorrow), proof("user", clock.instant(), tomorrow)));

    assertThat(claims(raised.path("accessToken")).getLong("factor_settled_at")).isEqualTo(tomorrow.getEpochSecond());
  }

  @Test
  void a35FreshFactor_givenTwoFactorsAtOnce_thenTheOldOneLendsTheNewOneNoAge() {
    Tokens tokens = withApp(Instant.EPOCH);
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

    Response raised = phone.elevate(tokens.account(), tokens.session(), List.of(
        proof("otp", clock.instant(), Instant.EPOCH), proof("pop", clock.instant(), tomorrow)));

    assertThat(claims(raised.path("accessToken")).getLong("factor_settled_at")).isEqualTo(tomorrow.getEpochSecond());
  }

  @Test
  void givenThatNoFactorIsSettled_thenEveryTokenSaysSo_untilOneIs() {
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
    Map<String, Object> body = phone.evidence(newAccount());
    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("otp", clock.instant(), tomorrow)));
    body.put("enrolled", List.of("totp"));
    body.put("enrolledSettled", List.of());
    Tokens alone = phone.signIn(body);
    assertThat(claims(alone.accessToken()).<Boolean>get("factor_settled_enrolled")).isFalse();
    assertThat(claims(phone.refresh(alone.refreshToken()).path("access_token")).<Boolean>get("factor_settled_enrolled")).isFalse();

    body.put("factorWithheld", true);
    assertThat(claims(phone.signIn(body).accessToken()).<Object>get("factor_settled_enrolled")).as("one is withheld").isNull();
    body.remove("factorWithheld");
    body.put("enrolledSettled", List.of("sms"));
    assertThat(claims(phone.signIn(body).accessToken()).<Object>get("factor_settled_enrolled")).isNull();
  }

  @Test
  void givenAnAccountWithoutAFactor_thenTheTokenSaysThatThereIsNone_andOtherwiseNothing() {
    JsonPath without = claims(phone.signIn(newAccount()).accessToken());
    assertThat(without.<Boolean>get("factor_enrolled")).isFalse();

    // mfa-service of before: the factor's age is unknown, so the token claims none.
    Tokens unknown = phone.signIn(newAccount(), "pwd", "otp");
    rows.update("update session set factor_enrolled = null, factor_settled_at = null where id = ?", UUID.fromString(unknown.session()));
    JsonPath refreshed = claims(phone.refresh(unknown.refreshToken()).path("access_token"));
    assertThat(refreshed.<Object>get("factor_enrolled")).isNull();
    assertThat(refreshed.<Object>get("factor_settled_at")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"recovery-code, pop, aal2", "recovery-code, otp, aal2"})
  void a35RecoveryCode_givenAFactorEnrolledBehindIt_whenSteppedUpWithIt_thenTheSessionStaysRestricted(
      String own, String enrolled, String acr) {
    Tokens thief = phone.signIn(newAccount(), "pwd", own);

    Response fresh = phone.elevate(thief.account(), thief.session(),
        List.of(proof(enrolled, clock.instant(), clock.instant().plusSeconds(1))));
    assertThat(fresh.<String>path("acr")).isEqualTo(acr);
    assertThat(claims(fresh.path("accessToken")).getString("scope")).isEqualTo("restricted");
    assertThat(claims(phone.refresh(thief.refreshToken()).path("access_token")).getString("scope")).isEqualTo("restricted");

    Response unknown = phone.elevate(thief.account(), thief.session(),
        List.of(Map.of("amr", enrolled, "at", clock.instant().toString())));
    assertThat(claims(unknown.path("accessToken")).getString("scope")).as("of unknown age").isEqualTo("restricted");

    Response settled = phone.elevate(thief, enrolled);
    assertThat(claims(settled.path("accessToken")).getString("scope")).as("the owner's").isEqualTo("account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "sms"})
  void a36Mailbox_givenASessionThatRestsOnAMessage_whenSteppedUpWithAFreshKey_thenItIsNotPhishingResistant(String sent) {
    Tokens thief = phone.signIn(newAccount(), "pwd", sent);

    Response fresh = phone.elevate(thief.account(), thief.session(),
        List.of(proof("pop", clock.instant(), clock.instant().plusSeconds(1))));
    assertThat(fresh.<String>path("acr")).isEqualTo("aal2");

    assertThat(phone.elevate(thief, "pop").<String>path("acr")).as("the owner's").isEqualTo("phr");
  }

  @Test
  void a36Mailbox_givenAFactorThatHasResetThePassword_whenSignedInWithoutAnother_thenTheSessionIsRestrictedAtAal1() {
    Map<String, Object> body = phone.evidence(newAccount());
    body.put("factorWithheld", true);

    JsonPath claims = claims(phone.signIn(body).accessToken());

    assertThat(claims.getString("scope")).isEqualTo("restricted");
    assertThat(claims.getString("acr")).isEqualTo("aal1");
    assertThat(claims.<Object>get("factor_enrolled")).as("one is").isNull();

    body.put("enrolled", List.of("recovery-code"));
    assertThat(phone.open(body).<String>path("outcome")).as("a recovery code is asked for").isEqualTo("more-proof");
    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("recovery-code", clock.instant())));
    assertThat(claims(phone.signIn(body).accessToken()).getString("acr")).as("and opens more").isEqualTo("aal2");
    body.put("evidence", List.of(proof("pwd", clock.instant())));
    body.put("restrictedWillDo", true);
    JsonPath declined = claims(phone.signIn(body).accessToken());
    assertThat(declined.getString("acr")).as("declined").isEqualTo("aal1");
    assertThat(declined.getString("scope")).isEqualTo("restricted");

    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("otp", clock.instant())));
    assertThat(claims(phone.signIn(body).accessToken()).getString("scope")).as("another factor").isEqualTo("account");
  }

  @Test
  void a35RecoveryCode_givenOneWithAnAge_thenItIsNoFactorAndHasNone() {
    Map<String, Object> body = phone.evidence(newAccount());
    body.put("evidence", List.of(proof("pwd", clock.instant()), proof("recovery-code", clock.instant(), Instant.EPOCH)));
    body.put("enrolled", List.of("totp", "recovery-code"));

    JsonPath claims = claims(phone.signIn(body).accessToken());

    assertThat(claims.<Object>get("factor_settled_at")).isNull();
    assertThat(claims.<Object>get("factor_enrolled")).isNull();
    assertThat(claims.getString("scope")).isEqualTo("restricted");
  }
}
