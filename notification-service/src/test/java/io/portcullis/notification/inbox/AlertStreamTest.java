package io.portcullis.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SessionEndings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SAFE-3: alerts as they happen.
@QuarkusTest
@OnTheStack
class AlertStreamTest {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Instant NOON = Instant.now().minus(Duration.ofHours(3));

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject SessionEndings endings;
  @Inject MutableClock clock;
  @Inject Tables tables;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final AccountId bob = new AccountId(UUID.randomUUID());
  private final List<AlertListener> opened = new ArrayList<>();

  @AfterEach
  void hangUp() {
    opened.forEach(AlertListener::close);
    clock.reset();
  }

  private AlertListener listen(String token, String query, String lastEventId) throws IOException {
    var listener = new AlertListener(token, query, lastEventId);
    opened.add(listener);
    return listener;
  }

  private AlertListener listen(AccountId account) throws IOException {
    var listener = listen(tokens.of(account), "", null);
    await().atMost(SOON).until(() -> listener.text().contains("listening"));
    return listener;
  }

  private void used(AccountId account, int left) {
    others.publish(new RecoveryCodeUsed(OtherServices.anEvent(), account, NOON, left, Optional.empty()));
  }

  private void untilKept(AccountId account, int alerts) {
    await().atMost(SOON).until(() ->
        tables.count("select count(*) from kept_alert where account_id = $1", account.value()) == alerts);
  }

  private static List<String> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Long::toString).toList();
  }

  @Test
  void safe3_givenClientsThatListen_thenEachOfTheAccountHearsANewAlert_andNobodyElse() throws IOException {
    AlertListener phone = listen(alice);
    AlertListener desk = listen(alice);
    AlertListener stranger = listen(bob);
    used(alice, 3);
    used(bob, 2);

    for (AlertListener listener : List.of(phone, desk, stranger)) {
      await().atMost(SOON).until(() -> listener.ids().equals(numbers(1, 1)));
    }
    assertThat(phone.status()).isEqualTo(200);
    assertThat(phone.header("Content-Type")).startsWith("text/event-stream");
    assertThat(phone.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(phone.header("Cache-Control")).isEqualTo("no-store");
    assertThat(phone.text()).contains("event:alert").containsPattern("retry:[1-4]\\d{3}");
    assertThat(phone.data()).singleElement().asString().contains("\"title\":\"A recovery code was used\"", "\"number\":1", "Only 3 left");
    assertThat(stranger.data()).singleElement().asString().contains("Only 2 left");
  }

  @Test
  void safe3_givenAlertsWhileNobodyListened_thenAReconnectHearsEachOnceInOrder_andThenTheNewOnes() throws IOException {
    IntStream.range(0, 130).forEach(i -> used(alice, i));
    untilKept(alice, 130);
    AlertListener back = listen(tokens.of(alice), "", "7");
    await().atMost(SOON).until(() -> back.ids().equals(numbers(8, 130)));
    used(alice, 1);
    await().atMost(SOON).until(() -> back.ids().equals(numbers(8, 131)));

    AlertListener first = listen(tokens.of(alice), "?after=129", null);
    await().atMost(SOON).until(() -> first.ids().equals(numbers(130, 131)));
  }

  @Test
  void safe3_givenAClientWithoutAPlace_thenItHearsWhatIsNewAlone() throws IOException {
    used(alice, 1);
    untilKept(alice, 1);
    AlertListener listener = listen(alice);
    used(alice, 2);
    await().atMost(SOON).until(() -> listener.ids().equals(numbers(2, 2)));
  }

  @Test
  void restored_givenAPlaceThatIsAheadOfTheStore_thenNewAlertsAreHeardAllTheSame() throws IOException {
    used(alice, 1);
    untilKept(alice, 1);
    AlertListener listener = listen(tokens.of(alice), "", "9000");
    await().atMost(SOON).until(() -> listener.text().contains("listening"));
    used(alice, 2);
    await().atMost(SOON).until(() -> listener.ids().equals(numbers(2, 2)));
  }

  @Test
  void safe3_givenAClientThatReconnectsWhileAlertsCome_thenItMissesNoneAndHearsNoneTwice() throws IOException {
    var heard = new ArrayList<String>();
    for (int round = 0; round < 10; round++) {
      AlertListener listener = listen(tokens.of(alice), "?after=" + (heard.isEmpty() ? "0" : heard.getLast()), null);
      IntStream.range(0, 12).forEach(i -> used(alice, i));
      // Wherever it stands by then.
      await().atMost(SOON).until(() -> !listener.ids().isEmpty());
      listener.close();
      await().atMost(SOON).until(listener::hasEnded);
      heard.addAll(listener.ids());
    }
    AlertListener last = listen(tokens.of(alice), "", heard.getLast());
    await().atMost(SOON).until(() -> heard.size() + last.ids().size() == 120);
    heard.addAll(last.ids());
    assertThat(heard).isEqualTo(numbers(1, 120));
  }

  @Test
  void a44StaleAuthority_givenTheSessionEnds_thenItsStreamEnds_andThatOfAnotherSessionGoesOn() throws IOException {
    JwtClaims claims = tokens.claims(alice, "aal1", clock.instant());
    AlertListener stolen = listen(tokens.sign(claims, "at+jwt"), "", null);
    AlertListener other = listen(alice);
    endings.end(new SessionId(UUID.fromString(claims.getClaimValueAsString("sid"))));

    await().atMost(SOON).until(stolen::hasEnded);
    used(alice, 1);
    await().atMost(SOON).until(() -> other.ids().equals(numbers(1, 1)));
    assertThat(stolen.ids()).isEmpty();
  }

  @Test
  void a44StaleAuthority_givenTheTokenExpires_thenItsStreamEnds() throws IOException {
    AlertListener listener = listen(alice);
    clock.advance(Duration.ofMinutes(6));
    await().atMost(SOON).until(listener::hasEnded);
  }

  @Test
  void safe12_givenTheSettingsAreLocked_thenTheStreamOfAnOlderTokenEnds() throws IOException {
    AlertListener listener = listen(alice);
    endings.lockSettings(alice);
    await().atMost(SOON).until(listener::hasEnded);
  }

  @Test
  void safe3_givenNothingHappens_thenACommentSaysThatTheStreamIsAlive() throws IOException {
    AlertListener listener = listen(alice);
    clock.advance(AlertStream.HEARTBEAT);
    await().atMost(SOON).until(() -> listener.heartbeats() == 1);
    clock.advance(AlertStream.HEARTBEAT);
    await().atMost(SOON).until(() -> listener.heartbeats() == 2);
    assertThat(listener.hasEnded()).isFalse();
  }

  @Test
  void exhaustion_givenAnAccountWithFiveStreams_thenASixthIsRefused_untilOneHasEnded() throws IOException {
    for (int i = 0; i < 5; i++) {
      listen(alice);
    }
    AlertListener sixth = listen(tokens.of(alice), "", null);
    assertThat(sixth.status()).isEqualTo(429);
    assertThat(sixth.header("Retry-After")).isEqualTo("30");
    await().atMost(SOON).until(() -> sixth.text().contains("urn:portcullis:problem:too-many-streams"));
    assertThat(sixth.header("Content-Type")).isEqualTo("application/problem+json");
    listen(bob);

    opened.getFirst().close();
    await().atMost(SOON).until(() -> listen(tokens.of(alice), "", null).status() == 200);
  }

  @Test
  void badInput_givenAPlaceThatIsNone_thenTheProblemNamesIt() throws IOException {
    for (AlertListener refused : List.of(listen(tokens.of(alice), "", "x"), listen(tokens.of(alice), "?after=x", null),
        listen(tokens.of(alice), "?last=1", null))) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }
    assertThat(listen("none", "", null).status()).isEqualTo(401);
  }
}
