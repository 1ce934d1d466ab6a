package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.portcullis.session.Phone.proof;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An account has fifty sessions at most; the oldest goes, and its owner is told.
@OnStack
class SessionLimitTest {

  private static final int LIMIT = 50;

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;

  @Test
  void givenAsManyAsAllowed_whenOneMoreIsOpened_thenTheOldestEndsAtOnceAndIsTold() {
    AccountId alice = newAccount();
    var oldest = phone.signIn(alice);
    var second = phone.signIn(alice);
    fill(alice, LIMIT - 2);

    var newest = phone.signIn(alice);

    assertThat(live(alice)).isEqualTo(LIMIT);
    assertThat(rows.endReason(oldest.session())).contains("SESSION_LIMIT");
    assertThat(phone.check(oldest.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.refresh(oldest.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(phone.check(second.accessToken()).statusCode()).isEqualTo(200);
    assertThat(phone.check(newest.accessToken()).statusCode()).isEqualTo(200);
    assertThat(topics.awaitType(alice, "io.portcullis.session.session-revoked.v1")).isNotEmpty();
    assertThat(topics.await("portcullis.revocations", oldest.session(), 1)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recovery-code", "otp"})
  void a35ShutOut_givenAThiefWhoSignsInWithoutEnd_thenHisOwnSessionsMakeRoomAndNoneOfTheOwners(String weak) {
    AccountId alice = newAccount();
    var owner = phone.signIn(alice);
    var thief = weak(alice, weak);
    fill(alice, LIMIT - 2);
    var newest = weak(alice, weak);
    weak(alice, weak);
    assertThat(phone.check(owner.accessToken()).statusCode()).isEqualTo(200);
    assertThat(rows.endReason(thief.session())).contains("SESSION_LIMIT");

    var second = phone.signIn(alice);
    assertThat(live(alice)).isEqualTo(LIMIT);
    assertThat(phone.check(owner.accessToken()).statusCode()).as("weak ones make room for it").isEqualTo(200);
    assertThat(phone.check(second.accessToken()).statusCode()).isEqualTo(200);
    assertThat(phone.check(newest.accessToken()).statusCode()).isEqualTo(200);
  }

  private Tokens weak(AccountId account, String amr) {
    Map<String, Object> body = phone.evidence(account);
    body.put("evidence", List.of(proof("pwd", clock.instant()),
        proof(amr, clock.instant(), clock.instant().plus(Duration.ofHours(47)))));
    body.put("enrolled", List.of("totp", "recovery-code"));
    return phone.signIn(body);
  }

  @Test
  void race_givenOneBelowTheLimit_whenManyOpenAtOnce_thenExactlyTheLimitLives() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    fill(alice, LIMIT - 2);
    var evidence = phone.alsoProved(phone.evidence(alice), "validated-address");

    List<String> outcomes = Together.run(16, () -> phone.open(evidence).path("outcome").toString());

    assertThat(outcomes).containsOnly("opened");
    assertThat(live(alice)).isEqualTo(LIMIT);
  }

  @Test
  void safe1_givenManySessions_whenAllOthersAreEnded_thenOneIsLeft() {
    AccountId alice = newAccount();
    var kept = phone.signIn(alice);
    fill(alice, LIMIT - 1);
    given().auth().oauth2(kept.accessToken()).delete("/v1/sessions").then().statusCode(204);
    assertThat(live(alice)).isEqualTo(1);
  }

  /// Copies of the account's newest session, each a moment younger than the one before.
  private void fill(AccountId account, int count) {
    for (int i = 0; i < count; i++) {
      rows.update("""
          insert into session (account_id, id, device_id, address, acr, amr, auth_time, evidence_at, remembered, generation,
            refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at, restricted, factor_settled_at)
          select account_id, ?, device_id, address, acr, amr, auth_time, evidence_at, remembered, generation,
            refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at, restricted, factor_settled_at
          from session where account_id = ? order by id desc limit 1""", younger(account), account.value());
    }
  }

  private UUID younger(AccountId account) {
    UUID newest = UUID.fromString(rows.query("select id::text from session where account_id = ? order by id desc limit 1", account.value()).getFirst());
    return new UUID(newest.getMostSignificantBits(), newest.getLeastSignificantBits() + 1);
  }

  private int live(AccountId account) {
    return Integer.parseInt(rows.query("select count(*) from session where account_id = ? and ended_at is null", account.value()).getFirst());
  }
}
