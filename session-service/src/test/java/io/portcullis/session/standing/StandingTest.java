package io.portcullis.session.standing;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.MutableClock;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnStack
class StandingTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void back1_givenAPasswordReset_thenOlderSessionsEndAndNewProofsOpenNewOnes() {
    AccountId alice = newAccount();
    var old = phone.signIn(alice);

    int ended = phone.tighten(alice, clock.instant(), false, "password-reset").then().statusCode(200).extract().path("ended");

    assertThat(ended).isEqualTo(1);
    assertThat(phone.check(old.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.refresh(old.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(old.session())).contains("PASSWORD_RESET");
    assertThat(phone.check(phone.signIn(alice).accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void in3_givenAPasswordChangedInOneSession_thenThatOneGoesOnAndTheOthersEnd() {
    AccountId alice = newAccount();
    var asking = phone.signIn(alice);
    var other = phone.signIn(alice);
    Instant changed = clock.instant();

    for (int told = 0; told < 2; told++) {
      phone.tightenBut(alice, changed, asking.session()).then().statusCode(200);
    }

    assertThat(phone.check(other.accessToken()).statusCode()).isEqualTo(401);
    assertThat(rows.endReason(other.session())).contains("PASSWORD_CHANGED");
    assertThat(phone.check(asking.accessToken()).statusCode()).isEqualTo(200);
    assertThat(phone.refresh(asking.refreshToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void a43SparedSession_givenOneOfAnotherAccount_thenItIsNotTouched() {
    AccountId alice = newAccount();
    var alices = phone.signIn(alice);
    var mallorys = phone.signIn(newAccount());

    phone.tightenBut(alice, clock.instant(), mallorys.session()).then().statusCode(200);

    assertThat(phone.check(alices.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(mallorys.accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void back1_givenAPasswordProvedBeforeTheReset_whenTheSecondFactorFollowsAfter_thenNothingOpens() {
    AccountId alice = newAccount();
    Instant before = clock.instant().minusSeconds(5);
    phone.tighten(alice, clock.instant().minusSeconds(1), false, "password-reset").then().statusCode(200);
    var evidence = phone.evidence(alice);
    evidence.put("evidence", List.of(proof("pwd", before), proof("otp", clock.instant())));

    Response answer = phone.open(evidence);

    assertThat(answer.path("outcome").toString()).isEqualTo("refused");
    assertThat(answer.path("reason").toString()).isEqualTo("stale-evidence");
  }

  @Test
  void staleToken_givenATokenThatOutlivesItsIdleSession_whenTheAccountIsFrozen_thenItIsVoid() {
    clock.stop();
    clock.advance(Duration.ofMinutes(-31)); // the other services' tokens are of now
    AccountId alice = newAccount();
    var evidence = phone.evidence(alice);
    evidence.put("rememberMe", false);
    var tokens = phone.signIn(evidence);
    clock.advance(Duration.ofMinutes(29));
    String late = phone.elevate(tokens, "otp").then().statusCode(200).extract().path("accessToken");
    clock.advance(Duration.ofMinutes(2));
    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).as("idle").isEqualTo(400);
    assertThat(phone.check(late).statusCode()).isEqualTo(200);

    phone.tighten(alice, clock.instant(), true, "frozen").then().statusCode(200);

    assertThat(phone.check(late).statusCode()).isEqualTo(401);
    assertThat(rows.endReason(tokens.session())).contains("ACCOUNT_FROZEN");
  }

  @Test
  void back6_givenAFrozenAccount_thenSessionsEndAndNoneOpens() {
    AccountId alice = newAccount();
    var old = phone.signIn(alice);

    phone.tighten(alice, clock.instant(), true, "frozen").then().statusCode(200);

    assertThat(phone.check(old.accessToken()).statusCode()).isEqualTo(401);
    Response answer = phone.open(phone.evidence(alice));
    assertThat(answer.path("outcome").toString()).isEqualTo("refused");
    assertThat(answer.path("reason").toString()).isEqualTo("barred");
    assertThat(rows.endReason(old.session())).contains("ACCOUNT_FROZEN");
  }

  @Test
  void back6_givenAnUnfreezeAfterAFreeze_thenNewSessionsOpen_andTheOldOnesStayEnded() {
    AccountId alice = newAccount();
    var old = phone.signIn(alice);
    phone.stand(alice, clock.instant(), true, 1).then().statusCode(200);

    phone.stand(alice, clock.instant(), false, 2).then().statusCode(200);

    assertThat(phone.check(old.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(phone.signIn(alice).accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void a39Replay_givenAnOldFreezeIsToldAgainAfterTheUnfreeze_thenItEndsAndBarsNothing() {
    AccountId alice = newAccount();
    Instant frozen = clock.instant();
    phone.stand(alice, frozen, true, 1).then().statusCode(200);
    phone.stand(alice, frozen, false, 2).then().statusCode(200);
    var after = phone.signIn(alice);

    phone.stand(alice, frozen, true, 1).then().statusCode(200);

    assertThat(phone.check(after.accessToken()).statusCode()).isEqualTo(200);
    assertThat(phone.check(phone.signIn(alice).accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void a39Replay_givenAnUnfreezeIsToldAgainAfterTheNextFreeze_orWithoutAVersion_thenTheAccountStaysBarred() {
    AccountId alice = newAccount();
    Instant now = clock.instant();
    phone.stand(alice, now, true, 1);
    phone.stand(alice, now, false, 2);
    phone.stand(alice, now, true, 3);

    phone.stand(alice, now, false, 2).then().statusCode(200);
    phone.tighten(alice, now, false, "unfrozen").then().statusCode(200);

    assertThat(phone.open(phone.evidence(alice)).path("reason").toString()).isEqualTo("barred");
  }

  @Test
  void a39Unlocking_givenAThiefUnlocksTheSettings_whenTheAccountIsFrozen_thenItStops_andALaterFreezeStopsTheOwnersNoMore() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    String unlocking = "update account_standing set settings_locked_at = now(), settings_lock_days = 1, settings_open_at = now() + interval '1 day' "
        + "where account_id = ? returning 1";
    String open = "select settings_open_at is not null from account_standing where account_id = ?";
    rows.query(unlocking, alice.value());

    phone.stand(alice, clock.instant(), true, 1).then().statusCode(200);
    assertThat(rows.query(open, alice.value())).containsExactly("f");

    rows.query(unlocking, alice.value());
    phone.stand(alice, clock.instant(), true, 2).then().statusCode(200);
    assertThat(rows.query(open, alice.value())).containsExactly("t");
  }

  @Test
  void givenTheSameCallTwice_thenTheSecondEndsNothing() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    Instant at = clock.instant();
    phone.tighten(alice, at, false, "password-reset");

    int ended = phone.tighten(alice, at, false, "password-reset").then().statusCode(200).extract().path("ended");

    assertThat(ended).isZero();
  }

  @Test
  void givenAFrozenAccount_whenALateResetArrives_thenTheBarAndTheNewerInstantStay() {
    AccountId alice = newAccount();
    Instant now = clock.instant();
    phone.tighten(alice, now, true, "frozen");
    phone.tighten(alice, now.minus(Duration.ofHours(1)), false, "password-reset").then().statusCode(200);

    assertThat(phone.open(phone.evidence(alice)).path("reason").toString()).isEqualTo("barred");
    assertThat(rows.query("select barred and evidence_not_before > now() - interval '1 minute' from account_standing where account_id = ?",
        alice.value())).containsExactly("t");
  }

  @Test
  void a34Clock_givenAResetFromAClockFarAheadOrBehind_thenItHoldsAndLocksNobodyOutForLong() {
    clock.stop();
    AccountId alice = newAccount();
    var old = phone.signIn(alice);

    phone.tighten(alice, Instant.MIN, false, "password-reset").then().statusCode(200);
    assertThat(phone.check(old.accessToken()).statusCode()).isEqualTo(200);
    phone.tighten(alice, Instant.MAX, false, "password-reset").then().statusCode(200);
    assertThat(phone.check(old.accessToken()).statusCode()).isEqualTo(401);

    clock.advance(Duration.ofMinutes(2));
    phone.signIn(alice);
  }

  @Test
  void lockIsCheckedWhereATokenIsIssued_givenABarWithoutAnEnding_whenRefreshed_thenRefusedAndNotTakenForReuse() {
    var tokens = phone.signIn(newAccount());
    rows.update("update account_standing set barred = true where account_id = ?", tokens.account().value());

    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(rows.endReason(tokens.session())).isEmpty();
    assertThat(rows.generation(tokens.session())).isZero();
  }

  @Test
  void inFlight_givenManySignInsAndAFreezeAtOnce_thenNoSessionIsLeft() {
    for (int round = 0; round < 10; round++) {
      AccountId alice = newAccount();
      if (round % 2 == 0) {
        phone.signIn(alice); // half the accounts have a standing to lock already
      }
      var requests = new ArrayList<Callable<Response>>();
      for (int i = 0; i < 12; i++) {
        requests.add(() -> phone.open(phone.evidence(alice)));
      }
      requests.add(6, () -> phone.tighten(alice, clock.instant(), true, "frozen"));

      List<Response> answers = Together.run(requests);

      assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
      assertThat(rows.query("select id from session where account_id = ? and ended_at is null", alice.value())).isEmpty();
      answers.stream().filter(answer -> "opened".equals(answer.path("outcome"))).forEach(answer ->
          assertThat(phone.check(answer.path("accessToken")).statusCode()).isEqualTo(401));
    }
  }

  @Test
  void inFlight_givenAFreezeThatIsBeingCommitted_whenASignInArrives_thenItWaitsAndLoses() throws Exception {
    AccountId alice = newAccount();
    phone.signIn(alice);
    CompletableFuture<Response> signIn;
    try (Connection freeze = rows.connect()) {
      freeze.setAutoCommit(false);
      execute(freeze, "update account_standing set barred = true where account_id = '" + alice + "'");

      signIn = CompletableFuture.supplyAsync(() -> phone.open(phone.evidence(alice)));
      awaitWaitingForALock();
      assertThat(signIn).isNotDone();
      freeze.commit();
    }

    assertThat(signIn.join().path("outcome").toString()).isEqualTo("refused");
  }

  @Test
  void inFlight_givenASignInThatHoldsTheStanding_whenAFreezeArrives_thenItWaitsAndEndsWhatWasOpened() throws Exception {
    AccountId alice = newAccount();
    var first = phone.signIn(alice);
    CompletableFuture<Response> freeze;
    try (Connection signIn = rows.connect()) {
      signIn.setAutoCommit(false);
      execute(signIn, "select 1 from account_standing where account_id = '" + alice + "' for share");
      execute(signIn, """
          insert into session select account_id, gen_random_uuid(), device_id, address, acr, amr, auth_time, evidence_at,
          remembered, generation, refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at
          from session where id = '%s'""".formatted(first.session()));

      freeze = CompletableFuture.supplyAsync(() -> phone.tighten(alice, clock.instant(), true, "frozen"));
      awaitWaitingForALock();
      assertThat(freeze).isNotDone();
      signIn.commit();
    }

    assertThat(freeze.join().<Integer>path("ended")).isEqualTo(2);
    assertThat(rows.query("select id from session where account_id = ? and ended_at is null", alice.value())).isEmpty();
  }

  private void awaitWaitingForALock() {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !rows.query(
        "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").isEmpty());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
