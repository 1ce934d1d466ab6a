package io.portcullis.session.key;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// What an operator does to the keys, and what comes of it for those who hold tokens.
@OnStack
class KeyCommandsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject RotateSigningKeys schedule;
  @Inject MutableClock clock;
  @Inject MeterRegistry metrics;

  private String signing;
  private String next;

  @BeforeEach
  void freshKeys() {
    rows.update("delete from signing_key");
    readAnew();
    signing = kid("signing");
    next = kid("next");
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    rows.update("delete from signing_key");
    readAnew();
  }

  @Test
  void givenTheList_thenItSaysWhatEachKeyIsFor_andNothingPrivate() {
    Response answer = list();

    assertThat(answer.jsonPath().getList("keys.state")).isEqualTo(List.of("signing", "next"));
    assertThat(answer.jsonPath().getList("keys.algorithm")).isEqualTo(List.of("ES256", "ES256"));
    assertThat(answer.jsonPath().<Map<String, Object>>getList("keys")).allSatisfy(key ->
        assertThat(key).containsOnlyKeys("kid", "algorithm", "state", "activeFrom", "createdAt"));
    // The order that ./portcullis keys reads.
    assertThat(answer.asString()).startsWith(
        "{\"keys\":[{\"kid\":\"" + signing + "\",\"algorithm\":\"ES256\",\"state\":\"signing\",\"activeFrom\":\"");
  }

  @Test
  void ops4Rotate_givenTheNextKeyIsKnownEverywhere_thenItSignsAtOnce_andNobodyIsSignedOut() {
    clock.stop();
    var alice = phone.signIn(newAccount());
    clock.advance(Duration.ofMinutes(4));
    var bob = phone.signIn(newAccount());
    clock.advance(Duration.ofMinutes(1).plusSeconds(1)); // what a verifier may keep has grown old
    double rotations = changed("rotated");

    retire(signing).then().statusCode(200);

    assertThat(states()).isEqualTo(Map.of(signing, "retiring", next, "signing", kid("next"), "next"));
    assertThat(changed("rotated")).isEqualTo(rotations + 1);
    assertThat(phone.check(bob.accessToken()).statusCode()).isEqualTo(200);
    String fresh = phone.refresh(alice.refreshToken()).then().statusCode(200).extract().path("access_token");
    assertThat(SigningKeysTest.kid(fresh)).isEqualTo(next);
    assertThat(phone.check(fresh).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(9).plusSeconds(50)); // of a token's life and as much for clocks that differ, ten seconds are left
    readAnew();
    assertThat(published()).contains(signing);
    clock.advance(Duration.ofSeconds(20));
    readAnew();
    assertThat(published()).hasSize(2).doesNotContain(signing);
  }

  @Test
  void ops4Rotate_givenTheNextKeyWasJustPublished_thenItWaitsUntilEveryVerifierCanHaveIt() {
    clock.stop();
    Instant published = clock.instant();

    retire(signing).then().statusCode(200);

    assertThat(states()).isEqualTo(Map.of(signing, "signing", next, "next"));
    assertThat(Instant.parse(list().path("keys[1].activeFrom"))).isBetween(published.plusSeconds(290), published.plusSeconds(301));
    assertThat(SigningKeysTest.kid(phone.signIn(newAccount()).accessToken())).isEqualTo(signing);
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(SigningKeysTest.kid(phone.signIn(newAccount()).accessToken())).isEqualTo(next);
    readAnew();
    assertThat(states()).hasSize(3).containsEntry(signing, "retiring");
  }

  @Test
  void ops4Remove_givenTheSigningKeyWasStolen_thenItsTokensAreVoidAtOnce_andNobodyIsSignedOut() {
    var alice = phone.signIn(newAccount());
    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200); // remembered from now on
    double removals = changed("removed");

    remove(signing).then().statusCode(200);

    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(401);
    given().auth().oauth2(alice.accessToken()).get("/v1/sessions").then().statusCode(401);
    assertThat(published()).doesNotContain(signing);
    assertThat(states()).hasSize(2).containsEntry(next, "signing").containsValue("next");
    assertThat(changed("removed")).isEqualTo(removals + 1);
    String fresh = phone.refresh(alice.refreshToken()).then().statusCode(200).extract().path("access_token");
    assertThat(SigningKeysTest.kid(fresh)).isEqualTo(next);
    assertThat(phone.check(fresh).statusCode()).isEqualTo(200);
  }

  @Test
  void ops4Remove_givenARetiredOneIsLeft_thenItDoesNotSignAgain() {
    clock.stop();
    clock.advance(Duration.ofMinutes(6));
    retire(signing).then().statusCode(200);

    remove(next).then().statusCode(200);

    assertThat(states()).hasSize(3).containsEntry(signing, "retiring").doesNotContainKey(next).containsValues("signing", "next");
    assertThat(SigningKeysTest.kid(phone.signIn(newAccount()).accessToken())).isEqualTo(kid("signing")).isNotEqualTo(signing);
  }

  @Test
  void ops4Remove_givenTheNextKey_thenAnotherIsPublishedAndTokensHold() {
    var alice = phone.signIn(newAccount());

    remove(next).then().statusCode(200);

    assertThat(states()).hasSize(2).containsEntry(signing, "signing").doesNotContainKey(next);
    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAKeyThatIsNotThereOrNotAtWork_thenAProblemAndNothingChanges() {
    var before = states();
    for (String unknown : List.of("unknown", "%00", "' or 1=1 --", "x".repeat(2_000))) {
      assertProblem(retire(unknown), 404, "not-found");
      assertProblem(remove(unknown), 404, "not-found");
    }
    assertProblem(retire(next), 409, "signing-key-unused");
    assertThat(states()).isEqualTo(before);

    remove(signing).then().statusCode(200);
    assertProblem(remove(signing), 404, "not-found");
    assertThat(states()).hasSize(2);
  }

  @Test
  void ops4Race_givenSixteenRotationsAtOnce_thenThereIsOne() throws SQLException {
    clock.stop();
    clock.advance(Duration.ofMinutes(6));
    double rotations = changed("rotated");
    List<Callable<Integer>> together = new ArrayList<>(Collections.nCopies(16, () -> retire(signing).statusCode()));

    try (Connection gate = rows.connect(); var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("select kid from signing_key for update"); // whoever gets so far waits here
      together.add(() -> {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> Integer.parseInt(
            rows.query("select count(*) from pg_locks where not granted").getFirst()) >= 8);
        gate.rollback();
        return 200;
      });
      assertThat(Together.run(together)).containsOnly(200);
    }

    assertThat(states()).hasSize(3).containsEntry(signing, "retiring").containsEntry(next, "signing").containsValue("next");
    assertThat(changed("rotated")).isEqualTo(rotations + 1);
  }

  @Test
  void ops4Race_givenRotationRemovalAndScheduleAtOnce_thenOneSignsAndOneIsNext() {
    clock.stop();
    clock.advance(Duration.ofMinutes(6));
    List<Callable<Integer>> together = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      together.add(() -> retire(signing).statusCode());
      together.add(() -> remove(signing).statusCode());
      together.add(() -> {
        readAnew();
        return 200;
      });
    }

    assertThat(Together.run(together)).containsOnly(200, 404);
    assertThat(states()).hasSize(2).containsEntry(next, "signing").containsValue("next");
    assertThat(published()).containsExactlyInAnyOrderElementsOf(states().keySet());
  }

  @Test
  void ops4_givenAnotherInstanceRemovesTheKey_whenPostgresNotifies_thenItsTokensAreVoidHereWithinASecond() throws SQLException {
    var alice = phone.signIn(newAccount());
    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200);

    try (Connection other = rows.connect(); var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate("delete from signing_key where kid = '" + signing + "'");
      statement.executeUpdate("update signing_key set active_from = created_at where kid = '" + next + "'");
      statement.execute("select pg_notify('portcullis_signing_keys', '" + signing + "')");
      assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200);
      other.commit();
    }

    Awaitility.await().atMost(PATIENCE).until(() -> phone.check(alice.accessToken()).statusCode() == 401);
    String fresh = phone.refresh(alice.refreshToken()).then().statusCode(200).extract().path("access_token");
    assertThat(SigningKeysTest.kid(fresh)).isEqualTo(next);
  }

  @Test
  void ops4_givenAKeyIsRemovedHere_thenOtherInstancesHearOfItWithTheCommit() throws SQLException {
    try (Connection other = rows.connect(); var listen = other.createStatement()) {
      listen.execute("listen portcullis_signing_keys");

      remove(signing).then().statusCode(200);

      var heard = other.unwrap(PGConnection.class).getNotifications(1_000);
      assertThat(heard).extracting(PGNotification::getParameter).contains(signing, next);
    }
  }

  private void readAnew() {
    schedule.handle().await().atMost(Duration.ofSeconds(40));
  }

  private static Response list() {
    return given().auth().oauth2(Phone.operator()).get("/internal/signing-keys");
  }

  private static Response retire(String kid) {
    return given().auth().oauth2(Phone.operator()).post("/internal/signing-keys/{kid}/retire", kid);
  }

  private static Response remove(String kid) {
    return given().auth().oauth2(Phone.operator()).delete("/internal/signing-keys/{kid}", kid);
  }

  private static String kid(String state) {
    return list().path("keys.find { it.state == '" + state + "' }.kid");
  }

  private static Map<String, String> states() {
    return list().path("keys.collectEntries { [it.kid, it.state] }");
  }

  private static List<String> published() {
    return given().get("/.well-known/jwks.json").path("keys.kid");
  }

  private double changed(String change) {
    return metrics.counter("portcullis.signing.keys.changed", "change", change).count();
  }

  private static void assertProblem(Response answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.path("type").toString()).isEqualTo("urn:portcullis:problem:" + slug);
  }
}
