package io.portcullis.session.lifecycle;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnStack
class SessionsTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;

  @Test
  void safe1_givenTwoSignIns_whenListed_thenTheNewestComesFirstAndTheCurrentOneIsMarked() {
    AccountId alice = newAccount();
    var first = phone.signIn(alice);
    var second = phone.signIn(alice);
    phone.signIn(newAccount());

    JsonPath list = list(first, "");

    assertThat(list.getList("sessions.id")).isEqualTo(List.of(second.session(), first.session()));
    assertThat(list.getList("sessions.current")).isEqualTo(List.of(false, true));
    assertThat(list.getString("sessions[0].device.name")).isEqualTo("Mobile Safari on iPhone");
    assertThat(list.getString("sessions[0].device.kind")).isEqualTo("phone");
    assertThat(list.getString("sessions[0].address")).isEqualTo("203.0.113.7");
    assertThat(list.getString("sessions[0].acr")).isEqualTo("aal1");
    assertThat(list.getMap("sessions[0]")).containsKeys("createdAt", "lastUsedAt", "expiresAt");
    assertThat(list.getMap("")).doesNotContainKey("next");
  }

  @Test
  void safe1_givenManySessions_whenPaged_thenEachIsSeenOnce() {
    AccountId alice = newAccount();
    var opened = new ArrayList<String>();
    Phone.Tokens tokens = null;
    for (int i = 0; i < 7; i++) {
      tokens = phone.signIn(alice);
      opened.addFirst(tokens.session());
    }

    List<String> seen = phone.walk(tokens, "sessions", 3, (_, _) -> {});

    assertThat(seen).isEqualTo(opened);
  }

  @Test
  void safe1_givenSessionsComeAndGo_whenPaged_thenEachThatLivedThroughoutIsSeenOnceAndNoneTwice() {
    AccountId alice = newAccount();
    var opened = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      opened.addFirst(phone.signIn(alice).session());
    }
    var reader = phone.signIn(alice);
    var revoked = new ArrayList<String>();

    // After each page the oldest goes, which is yet to come, and after every other page the cursor itself.
    List<String> seen = phone.walk(reader, "sessions", 2, (cursor, round) -> {
      phone.signIn(alice);
      String oldest = opened.get(opened.size() - 1 - round);
      for (String gone : round % 2 == 0 ? List.of(oldest) : List.of(oldest, cursor)) {
        if (!gone.equals(reader.session())) {
          delete(reader, "/v1/sessions/" + gone);
          revoked.add(gone);
        }
      }
    });

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen).startsWith(reader.session());
    assertThat(seen.stream().skip(1).filter(id -> !revoked.contains(id)).toList())
        .isNotEmpty().isEqualTo(opened.stream().filter(id -> !revoked.contains(id)).toList());
    assertThat(seen).doesNotContain(opened.getLast());
  }

  @Test
  void safe1_givenMoreThanAPage_whenNoLimitIsGiven_thenTwentyComeAndAHundredMay() {
    AccountId alice = newAccount();
    var tokens = phone.signIn(alice);
    for (int i = 0; i < 20; i++) {
      phone.signIn(alice);
    }

    assertThat(list(tokens, "").getList("sessions")).hasSize(20);
    assertThat(list(tokens, "").getString("next")).isNotNull();
    assertThat(list(tokens, "?limit=100").getList("sessions")).hasSize(21);
    assertThat(list(tokens, "?limit=21").getMap("")).doesNotContainKey("next");
  }

  @Test
  void safe1_givenAnotherSession_whenRevoked_thenItsTokensAreVoidAndTheEventIsOut() {
    AccountId alice = newAccount();
    var kept = phone.signIn(alice);
    var lost = phone.signIn(alice);

    given().auth().oauth2(kept.accessToken()).delete("/v1/sessions/" + lost.session()).then().statusCode(204);

    assertThat(phone.check(lost.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.refresh(lost.refreshToken()).statusCode()).isEqualTo(400);
    assertThat(phone.check(kept.accessToken()).statusCode()).isEqualTo(200);
    topics.awaitType(alice, "io.portcullis.session.session-revoked.v1");
    assertThat(topics.await(Revocation.TOPIC, lost.session(), 1)).hasSize(1);
  }

  @Test
  void safe1_givenThreeSessions_whenAllOthersAreRevoked_thenOnlyThisOneIsLeft() {
    AccountId alice = newAccount();
    var first = phone.signIn(alice);
    var kept = phone.signIn(alice);
    var third = phone.signIn(alice);
    var stranger = phone.signIn(newAccount());

    given().auth().oauth2(kept.accessToken()).delete("/v1/sessions").then().statusCode(204);

    assertThat(phone.check(first.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(third.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(stranger.accessToken()).statusCode()).isEqualTo(200);
    assertThat(list(kept, "").getList("sessions.id")).isEqualTo(List.of(kept.session()));
  }

  @Test
  void safe1_givenSignOut_thenTheSessionIsOver() {
    var tokens = phone.signIn(newAccount());

    given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").then().statusCode(204);

    assertThat(rows.endReason(tokens.session())).contains("SIGNED_OUT");
    assertThat(phone.refresh(tokens.refreshToken()).statusCode()).isEqualTo(400);
  }

  @Test
  void a30Idor_givenAnotherAccountsSession_whenRevoked_thenTheAnswerIsThatOfARandomIdAndItLives() {
    var alice = phone.signIn(newAccount());
    var mallory = phone.signIn(newAccount());

    Response theirs = delete(mallory, "/v1/sessions/" + alice.session());
    Response random = delete(mallory, "/v1/sessions/" + UUID.randomUUID());
    Response noId = delete(mallory, "/v1/sessions/1");

    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(theirs.asByteArray()).isEqualTo(random.asByteArray()).isEqualTo(noId.asByteArray());
    assertThat(theirs.headers().asList().stream().map(Object::toString).toList())
        .isEqualTo(random.headers().asList().stream().map(Object::toString).toList());
    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200);
    assertThat(rows.endReason(alice.session())).isEmpty();
  }

  @Test
  void a30Idor_givenAnotherAccountsSessionAsCursor_thenOnlyOwnSessionsAreListed() {
    var alice = phone.signIn(newAccount());
    var mallory = phone.signIn(newAccount());

    JsonPath list = list(mallory, "?after=" + alice.session());

    assertThat(list.getList("sessions.id")).doesNotContain(alice.session());
  }

  @Test
  void givenABadPage_thenItIsAProblem() {
    var tokens = phone.signIn(newAccount());

    for (String query : Phone.BAD_PAGES) {
      Response answer = given().auth().oauth2(tokens.accessToken()).get("/v1/sessions" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
  }

  private static Response delete(Phone.Tokens tokens, String path) {
    return given().auth().oauth2(tokens.accessToken()).delete(path);
  }

  private static JsonPath list(Phone.Tokens tokens, String query) {
    return given().auth().oauth2(tokens.accessToken()).get("/v1/sessions" + query)
        .then().statusCode(200).extract().jsonPath();
  }
}
