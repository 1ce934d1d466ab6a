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
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-12: no withdrawal before its time; a soft lock is lifted by two strong factors that are older than it.
@OnStack
class WithdrawalLockTest {

  private static final String LOCK = "/v1/withdrawal-lock";
  private static final String PROBLEM = "urn:portcullis:problem:";

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void safe12_givenALock_thenItEndsByItselfAtItsTime() {
    Tokens alice = phone.signIn(newAccount());
    assertThat(read(alice.account())).isEqualTo("open");

    Response locked = lock(token(alice), 7, "strict");

    assertThat(locked.statusCode()).isEqualTo(200);
    assertThat(locked.<String>path("kind")).isEqualTo("strict");
    assertThat(Instant.parse(locked.path("opensAt")))
        .isCloseTo(clock.instant().plus(Duration.ofDays(7)), within(1, ChronoUnit.MINUTES));
    assertThat(read(alice.account())).isEqualTo("locked");
    assertThat(given().auth().oauth2(alice.accessToken()).get(LOCK).<String>path("state")).isEqualTo("locked");
    topics.awaitType(alice.account(), "io.portcullis.session.withdrawal-lock-change.v1");

    passed(alice.account(), Duration.ofDays(7));
    assertThat(read(alice.account())).isEqualTo("open");
  }

  @Test
  void safe12_shortening_givenALock_thenItIsMadeLongerOrStricterAndNeverTheOtherWay() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 3, "soft").then().statusCode(200);
    assertThat(problem(lock(token(alice), 2, "soft"))).isEqualTo("lock-not-shortened");
    assertThat(problem(lock(token(alice), 2, "strict"))).as("stricter does not pay for shorter").isEqualTo("lock-not-shortened");
    assertThat(lock(token(alice), 4, "strict").<String>path("kind")).isEqualTo("strict");
    assertThat(problem(lock(token(alice), 7, "soft"))).as("longer does not pay for softer").isEqualTo("lock-not-shortened");
    lock(token(alice), 7, "strict").then().statusCode(200);
  }

  @Test
  void safe12_strict_givenEveryFactorThereIs_thenNobodyLiftsIt() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1, "strict").then().statusCode(200);
    phone.elevate(alice, "pop", "mfa");

    Response refused = lift(token(alice));

    assertThat(problem(refused)).isEqualTo("withdrawal-lock-strict");
    assertThat(refused.<String>path("opensAt")).isNotBlank();
    assertThat(read(alice.account())).isEqualTo("locked");
  }

  @Test
  void safe12_soft_givenTwoStrongFactorsThatAreOlder_shownOneAfterTheOther_thenItIsLifted() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 7, "soft").then().statusCode(200);
    phone.elevate(alice, "pop", "mfa");

    assertThat(lift(token(alice)).statusCode()).isEqualTo(204);
    assertThat(read(alice.account())).isEqualTo("open");
    assertThat(problem(lift(token(alice)))).isEqualTo("withdrawals-not-locked");
    lock(token(alice), 1, "soft").then().statusCode(200);
  }

  @Test
  void safe12_soft_givenOneFactorTwice_orAWeakOneBesideIt_thenTheOtherStrongOneIsAskedFor() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 7, "soft").then().statusCode(200);
    phone.elevate(alice, "otp");
    phone.elevate(alice, "email");
    phone.elevate(alice, "sms");

    Response refused = lift(token(alice));

    assertThat(problem(refused)).isEqualTo("insufficient-user-authentication");
    assertThat(refused.<List<String>>path("methods")).containsExactly("webauthn");
    assertThat(refused.<String>path("detail")).contains("together with an authenticator app", "waits until the lock ends");
    assertThat(refused.header("WWW-Authenticate")).contains("insufficient_user_authentication");
    assertThat(read(alice.account())).isEqualTo("locked");
  }

  @Test
  void a31_freshness_givenTheFirstFactorWasShownSixMinutesAgo_orAtTheSignInAlone_thenItIsAskedForAgain() {
    Tokens alice = phone.signIn(newAccount(), "pwd", "pop", "user");
    lock(token(alice), 7, "soft").then().statusCode(200);
    assertThat(lift(token(alice)).<List<String>>path("methods")).as("shown at the sign-in").containsExactly("webauthn");
    phone.elevate(alice, "pop", "mfa");
    rows.update("update session set key_shown_at = key_shown_at - interval '301 seconds' where id = ?",
        UUID.fromString(alice.session()));
    assertThat(lift(token(alice)).<List<String>>path("methods")).containsExactly("webauthn");
    rows.update("update session set key_shown_at = now() + interval '10 minutes' where id = ?", UUID.fromString(alice.session()));
    assertThat(lift(token(alice)).statusCode()).as("a clock that was set back").isEqualTo(401);
  }

  @Test
  void safe12_soft_givenAFactorThatWasEnrolledAfterTheLock_orFreshThen_thenItDoesNotLiftIt() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 7, "soft").then().statusCode(200);
    for (Instant settledAt : List.of(clock.instant().plusSeconds(1), clock.instant().plus(Duration.ofDays(1)))) {
      phone.elevate(alice.account(), alice.session(),
          List.of(proof("pop", clock.instant(), settledAt), Map.of("amr", "mfa", "at", clock.instant().toString())));
      assertThat(problem(lift(token(alice)))).isEqualTo("factor-newer-than-lock");
    }
    phone.elevate(alice.account(), alice.session(), List.of(
        Map.of("amr", "pop", "at", clock.instant().toString()), Map.of("amr", "mfa", "at", clock.instant().toString())));
    assertThat(problem(lift(token(alice)))).as("of unknown age").isEqualTo("factor-newer-than-lock");
  }

  @Test
  void safe12_soft_givenALockThatWasMadeLonger_thenAFactorFromInBetweenIsStillTooNew() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 3, "soft").then().statusCode(200);
    passed(alice.account(), Duration.ofDays(2));
    lock(token(alice), 3, "soft").then().statusCode(200);
    phone.elevate(alice.account(), alice.session(), List.of(
        proof("pop", clock.instant(), clock.instant().minus(Duration.ofDays(1))),
        Map.of("amr", "mfa", "at", clock.instant().toString())));
    assertThat(problem(lift(token(alice)))).isEqualTo("factor-newer-than-lock");
  }

  @Test
  void a30_idor_givenTheFactorsWereShownInAnotherSession_thenTheyDoNotCountHere() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 7, "soft").then().statusCode(200);
    Tokens other = phone.signIn(alice.account(), "pwd", "otp");
    phone.elevate(other, "pop", "mfa");
    assertThat(lift(token(alice)).<List<String>>path("methods")).containsExactly("webauthn");
  }

  @Test
  void safe12_givenTheSettingsAreLocked_thenASoftLockIsNotLifted_butASecondOneIsSet() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 3, "soft").then().statusCode(200);
    given().auth().oauth2(token(alice)).contentType("application/json").body(Map.of("days", 1)).put("/v1/settings-lock")
        .then().statusCode(200);
    phone.elevate(alice, "pop", "mfa");

    assertThat(problem(lift(token(alice)))).isEqualTo("settings-locked");
    lock(token(alice), 5, "soft").then().statusCode(200);
  }

  @Test
  void a35_thief_givenThePasswordAlone_thenWithdrawalsAreNotLockedOrUnlocked() {
    Tokens alice = phone.signIn(newAccount());
    assertThat(problem(lock(alice.accessToken(), 7, "strict"))).isEqualTo("insufficient-user-authentication");
    assertThat(problem(lift(alice.accessToken()))).isEqualTo("insufficient-user-authentication");
    for (Object days : new Object[] {0, 8, -1, "x"}) {
      assertThat(lock(token(alice), days, "soft").statusCode()).isEqualTo(400);
    }
    assertThat(lock(token(alice), 1, "none").statusCode()).isEqualTo(400);
  }

  @Test
  void race_givenLiftsAndStricterLocksAtOnce_thenWhatWasAnsweredLastHolds() {
    Tokens alice = phone.signIn(newAccount());
    lock(token(alice), 1, "soft").then().statusCode(200);
    phone.elevate(alice, "pop", "mfa");
    String token = token(alice);
    List<Callable<Integer>> calls = IntStream.range(0, 16).<Callable<Integer>>mapToObj(i -> i % 2 == 0
        ? () -> lift(token).statusCode() : () -> lock(token, 7, "strict").statusCode()).toList();
    List<Integer> answers = Together.run(calls);
    assertThat(answers.stream().filter(status -> status == 204).count()).isLessThanOrEqualTo(1);
    assertThat(read(alice.account())).as("a strict lock was set, and nobody lifts it").isEqualTo("locked");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.9, 7.99, 1.0})
  void roundedNumber_givenAFractionOfADay_thenRefused_andNothingIsLocked(double days) {
    Tokens alice = phone.signIn(newAccount());
    assertThat(lock(token(alice), days, "strict").statusCode()).isEqualTo(400);
    assertThat(read(alice.account())).isEqualTo("open");
  }

  private String token(Tokens tokens) {
    return phone.elevate(tokens, "otp").then().statusCode(200).extract().path("accessToken");
  }

  private static Response lock(String token, Object days, String kind) {
    return given().auth().oauth2(token).contentType("application/json").body(Map.of("days", days, "kind", kind)).put(LOCK);
  }

  private static Response lift(String token) {
    return given().auth().oauth2(token).delete(LOCK);
  }

  private static String problem(Response answer) {
    return answer.<String>path("type").substring(PROBLEM.length());
  }

  /// As auth-service reads it.
  private static String read(AccountId account) {
    return given().auth().oauth2(Phone.authService()).get("/internal/accounts/" + account + "/locks/withdrawal")
        .then().statusCode(200).extract().path("state");
  }

  private void passed(AccountId account, Duration time) {
    rows.update("update account_standing set withdrawals_locked_at = withdrawals_locked_at - ?::interval, "
        + "withdrawals_open_at = withdrawals_open_at - ?::interval where account_id = ?", time.toString(), time.toString(), account.value());
  }
}
