package io.portcullis.session.session;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnStack
class SweepSessionsTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject SweepSessions sweep;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
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

  private boolean isThere(Phone.Tokens tokens) {
    return !rows.query("select id from session where id = ?", UUID.fromString(tokens.session())).isEmpty();
  }

  private void sweep() {
    sweep.handle().await().atMost(Duration.ofSeconds(10));
  }
}
