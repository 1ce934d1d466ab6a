package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.session.sweep.BatchedDeletes;
import io.portcullis.testkit.MutableClock;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnStack
class SweepSessionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject SweepSessions sweep;
  @Inject MutableClock clock;
  @Inject Scheduler scheduler;

  /// It sweeps by itself, too, and would take away what a test counts.
  @BeforeEach
  void onlyWhenAsked() {
    scheduler.pause();
  }

  @AfterEach
  void asEver() {
    scheduler.resume();
    clock.reset();
  }

  @Test
  void givenALiveSession_whenSwept_thenItStays() {
    var tokens = phone.signIn(newAccount());

    sweep();

    assertThat(isThere(tokens)).isTrue();
  }

  @Test
  void givenAnEndedSession_whenOtherInstancesHaveHeard_thenItGoes() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    rows.update("update session set ended_at = now(), end_reason = 'SIGNED_OUT' where id = ?", UUID.fromString(tokens.session()));
    clock.advance(Duration.ofMinutes(50));
    sweep();
    assertThat(isThere(tokens)).isTrue();

    clock.advance(Duration.ofMinutes(11));
    sweep();

    assertThat(isThere(tokens)).isFalse();
    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void givenAnExpiredSession_whenSwept_thenItGoesAndItsDeviceStays() {
    clock.stop();
    var tokens = phone.signIn(newAccount());
    clock.advance(Duration.ofDays(91));

    sweep();

    assertThat(isThere(tokens)).isFalse();
    assertThat(rows.query("select id from device where account_id = ?", tokens.account().value())).hasSize(1);
  }

  /// Else each sign-in would write into every index of the table.
  @Test
  void givenTheTableOfDevices_thenASignInFromAKnownOneChangesNoIndexedColumn() {
    assertThat(rows.query("select indexdef from pg_indexes where tablename = 'device' and indexdef ~ '(last|trusted)_'")).isEmpty();
  }

  /// A year at least, and never more than 13 months after it last signed in.
  @Test
  void givenADeviceThatNeverCameBack_whenSwept_thenItIsForgottenAfterItsLastSignIn() {
    clock.stop();
    AccountId account = newAccount();
    var known = phone.signIn(account);
    rows.update("update device set forget_at = now() - interval '1 day' where account_id = ?", account.value());
    var again = phone.evidence(account);
    again.put("deviceToken", known.deviceToken());
    phone.signIn(again);
    clock.advance(Duration.ofDays(364));
    sweep();
    assertThat(rows.query("select id from device where account_id = ?", account.value())).hasSize(1);

    clock.advance(Duration.ofDays(33));
    sweep();

    assertThat(rows.query("select id from device where account_id = ?", account.value())).isEmpty();
  }

  @Test
  void givenABacklog_whenSwept_thenARunDeletesSoMuchAndTheNextGoesOn() {
    int most = BatchedDeletes.BATCHES * BatchedDeletes.BATCH;
    expire(most + 300);

    sweep();
    assertThat(backlog()).isEqualTo(300);
    sweep();

    assertThat(backlog()).isZero();
  }

  @Test
  void givenABacklog_whenReplicasSweepAtOnceAndCustomersComeAndGo_thenAllGetThrough() {
    AccountId alice = newAccount();
    var kept = phone.signIn(alice);
    expire(8 * BatchedDeletes.BATCH);

    var sweeps = Uni.join().all(sweep.handle(), sweep.handle(), sweep.handle()).andFailFast().subscribeAsCompletionStage();
    var statuses = Together.run(8, () -> {
      var tokens = phone.signIn(alice);
      phone.refreshed(tokens.refreshToken());
      return given().auth().oauth2(tokens.accessToken()).delete("/v1/sessions/" + tokens.session()).statusCode();
    });

    assertThat(sweeps).succeedsWithin(PATIENCE);
    assertThat(statuses).hasSize(8).containsOnly(204);
    assertThat(backlog()).isZero();
    assertThat(isThere(kept)).isTrue();
  }

  @Test
  void givenRowsInAnotherReplicasHands_whenSwept_thenNobodyWaitsForThem() throws SQLException {
    expire(3 * BatchedDeletes.BATCH);
    try (Connection other = rows.connect(); Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from session where expires_at < now() order by expires_at limit 100 for update");

      sweep();

      assertThat(backlog()).isEqualTo(100);
      other.rollback();
    }
    sweep();
    assertThat(backlog()).isZero();
  }

  private void expire(int sessions) {
    rows.update("""
        insert into session (account_id, id, device_id, address, acr, amr, auth_time, evidence_at, remembered, generation,
          refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at)
        select gen_random_uuid(), uuidv7(), gen_random_uuid(), 'backlog', 'aal1', '{pwd}', at, at, true, 0, '', at, '', at, at, at
        from generate_series(1, ?) i cross join lateral (select now() - interval '1 day' - i * interval '1 second') past(at)""", sessions);
  }

  private int backlog() {
    return Integer.parseInt(rows.query("select count(*) from session where address = 'backlog'").getFirst());
  }

  private boolean isThere(Phone.Tokens tokens) {
    return !rows.query("select id from session where id = ?", UUID.fromString(tokens.session())).isEmpty();
  }

  private void sweep() {
    sweep.handle().await().atMost(PATIENCE);
  }
}
