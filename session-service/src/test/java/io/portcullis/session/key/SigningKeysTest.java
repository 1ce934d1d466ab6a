package io.portcullis.session.key;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.session.token.AccessTokens;
import io.portcullis.session.token.Grant;
import io.portcullis.testkit.MutableClock;
import io.quarkus.runtime.StartupEvent;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnStack
class SigningKeysTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject RotateSigningKeys rotate;
  @Inject SigningKeys keys;
  @Inject AccessTokens tokens;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
    rows.update("delete from signing_key");
    await();
  }

  @Test
  void ops4_givenAnEmptyTable_whenManyInstancesStartAtOnce_thenThereIsOneKeyAndItsSuccessor() {
    rows.update("delete from signing_key");

    Together.run(8, () -> rotate.handle().await().atMost(Duration.ofSeconds(40)));

    assertThat(rows.query("select kid from signing_key")).hasSize(2);
  }

  @Test
  void givenTheKeys_thenOnlyPublicHalvesArePublishedAndTheRestIsSealed() {
    Response answer = given().get("/.well-known/jwks.json");

    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(answer.jsonPath().getList("keys")).hasSize(2);
    assertThat(answer.jsonPath().getList("keys.alg")).isEqualTo(List.of("ES256", "ES256"));
    assertThat(answer.jsonPath().getList("keys.d")).containsOnlyNulls();
    rows.query("select sealed_jwk from signing_key").forEach(sealed -> {
      assertThat(sealed).doesNotContain("crv", "{");
      assertThat(new String(Base64.getUrlDecoder().decode(sealed.substring(sealed.indexOf('.') + 1)))).doesNotContain("P-256");
    });
  }

  @Test
  void ops4_givenTheSuccessorTakesOver_thenTheOldKeysTokensStillHoldAndNobodyIsSignedOut() {
    clock.stop();
    String before = keys.current().kid();
    clock.advance(Duration.ofDays(400).minusMinutes(1));
    await();
    var grant = new Grant(newAccount(), new SessionId(UUID.randomUUID()), "aal1", List.of("pwd"), clock.instant(), new FactorAge.Unknown(), Grant.Scope.ACCOUNT,
        clock.instant().plusSeconds(3600), Optional.empty(), Optional.empty());
    String accessToken = tokens.issue(grant).value();

    clock.advance(Duration.ofMinutes(2));
    await();

    assertThat(kid(accessToken)).isEqualTo(before);
    assertThat(phone.check(accessToken).statusCode()).isEqualTo(200);
    assertThat(keys.current().kid()).isNotEqualTo(before);
    assertThat(given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid")).hasSize(3).contains(before);

    clock.advance(Duration.ofMinutes(10));
    await();
    assertThat(given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid")).hasSize(2).doesNotContain(before);
  }

  @Test
  void givenTheKeysAreUnchanged_whenTheyAreAskedForWithTheirTag_thenTheAnswerIsShort() {
    String tag = given().get("/.well-known/jwks.json").header("ETag");

    Response again = given().header("If-None-Match", "\"other\", " + tag).get("/.well-known/jwks.json");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.header("ETag")).isEqualTo(tag);
    assertThat(again.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(again.asString()).isEmpty();

    rows.update("delete from signing_key where active_from > ?", clock.instant().atOffset(ZoneOffset.UTC));
    await();
    assertThat(given().header("If-None-Match", tag).get("/.well-known/jwks.json").statusCode()).isEqualTo(200);
  }

  @Test
  void ops4_givenAnInstanceThatStarts_thenItDoesNotListenBeforeTheKeysAreRead() throws SQLException {
    try (Connection gate = rows.connect(); var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("lock table signing_key in access exclusive mode");
      var started = CompletableFuture.runAsync(this::start);
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> Integer.parseInt(
          rows.query("select count(*) from pg_locks where not granted and relation = 'signing_key'::regclass").getFirst()) > 0);
      assertThat(started).isNotDone();
      gate.rollback();
      assertThat(started).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private void start() {
    try {
      rotate.start(new StartupEvent());
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private void await() {
    rotate.handle().await().atMost(Duration.ofSeconds(40));
  }

  static String kid(String token) {
    String header = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));
    return header.replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
  }
}
