package io.portcullis.recovery.question;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-4: security questions are set by their customer, and one more thing that reviewers see.
@RecoveryTest
class SecurityQuestionsTest {

  private static final String PATH = "/v1/recovery/security-questions";
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final List<Map<String, String>> RIGHT = answers("under the stairs", "a Blue Lamp", "the cellar");
  private static final List<Map<String, String>> SPELT = answers("Under  the\u00a0Stairs ", "A BLUE LAMP", "\uff34\uff48\uff45 cellar");
  private static final List<Map<String, String>> WRONG = answers("under the stairs", "a blue lamp", "the attic");

  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject Postgres postgres;
  @Inject Desk desk;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";

  @BeforeEach
  void anAccount() {
    auth.knows(account, identifier, "active", "email", identifier);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private static List<Map<String, String>> answers(String place, String thing, String fear) {
    return List.of(Map.of("question", "hiding-place", "answer", place), Map.of("question", "broken-thing", "answer", thing),
        Map.of("question", "first-fear", "answer", fear));
  }

  private RequestSpecification as(JwtClaims claims) {
    return given().auth().oauth2(tokens.sign(claims, "at+jwt")).contentType(ContentType.JSON);
  }

  private RequestSpecification owner() {
    return as(tokens.claims(account, "aal2", clock.instant()));
  }

  private void set(List<Map<String, String>> chosen) {
    assertThat(owner().body(Map.of("answers", chosen)).put(PATH).statusCode()).isEqualTo(204);
  }

  private record Opened(String id, String token) {}

  private Opened open() {
    Response answer = opening(identifier);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    var opened = new Opened(answer.path("caseId"), answer.path("token"));
    Awaitility.await().atMost(DEADLINE).until(() -> postgres.pool().preparedQuery("select looked_up_at is not null from recovery_case where id = $1")
        .execute(Tuple.of(UUID.fromString(opened.id()))).await().atMost(DEADLINE).iterator().next().getBoolean(0));
    return opened;
  }

  private static Response opening(String identifier) {
    UUID network = UUID.randomUUID();
    var body = new HashMap<String, Object>(Map.of("identifier", identifier, "reason", "second-factor"));
    body.put("humanProof", Map.of("method", "altcha", "solution", AuthServiceDouble.RIGHT_PROOF));
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", "2001:db8:%x:%x::1".formatted(
        network.getMostSignificantBits() & 0xffff, network.getLeastSignificantBits() & 0xffff)).body(body).post("/v1/recovery/cases");
  }

  private static Response answer(String token, List<Map<String, String>> given) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token, "answers", given)).post("/v1/recovery/case-answers");
  }

  private static List<Object> offeredAt(String token) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token)).post("/v1/recovery/cases/inspect").jsonPath().getList("questionsOffered");
  }

  private String seen(Opened opened) {
    Response shown = desk.as(provider.token("rita-" + UUID.randomUUID(), "reviewer")).contentType(ContentType.JSON)
        .body(Map.of("reason", "case-review")).post("/v1/support/cases/" + opened.id() + "/show");
    assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
    return shown.path("answers");
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  @Test
  void back4_givenThreeAnswers_thenTheOwnerIsTold_noAnswerIsShown_andTheyCanBeRemoved() {
    Response none = owner().get(PATH);
    assertThat(none.jsonPath().getList("offered.question")).hasSize(Question.values().length).contains("hiding-place");
    assertThat(none.jsonPath().getList("questions")).isEmpty();
    set(RIGHT);
    Response set = owner().get(PATH);
    assertThat(set.jsonPath().getList("questions")).containsExactlyInAnyOrder("hiding-place", "broken-thing", "first-fear");
    assertThat(set.asString()).doesNotContain("stairs", "Lamp");
    assertThat(owner().delete(PATH).statusCode()).isEqualTo(204);
    assertThat(owner().delete(PATH).statusCode()).isEqualTo(204);
    assertThat(owner().get(PATH).jsonPath().getList("questions")).isEmpty();
    Awaitility.await().atMost(DEADLINE).until(() -> topics.present("portcullis.security-events", account.toString()).stream()
        .filter(record -> TopicProbe.type(record).endsWith("security-questions-changed.v1")).count() == 2);
  }

  @Test
  void back4_givenRightAnswers_inAnySpelling_thenReviewersSeeAMatch_andTheCaseIsNoFurther() {
    set(RIGHT);
    Opened opened = open();
    assertThat(seen(opened)).isNull();
    assertThat(answer(opened.token(), WRONG).statusCode()).isEqualTo(204);
    assertThat(seen(opened)).isEqualTo("no-match");
    assertThat(answer(opened.token(), SPELT).statusCode()).isEqualTo(204);
    assertThat(seen(opened)).isEqualTo("match");
    assertThat(given().contentType(ContentType.JSON).body(Map.of("token", opened.token())).post("/v1/recovery/cases/inspect").<String>path("state"))
        .isEqualTo("evidence");
  }

  @Test
  void guessing_givenManyTriesAtOnce_thenThreeForACase_andTenForAnAccount() throws Exception {
    set(RIGHT);
    Opened opened = open();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      for (var done : together.invokeAll(Collections.nCopies(6, (Callable<Integer>) () -> answer(opened.token(), WRONG).statusCode()))) {
        statuses.add(done.get());
      }
      assertThat(statuses.stream().filter(status -> status == 204)).hasSize(3);
      assertThat(statuses.stream().filter(status -> status != 204)).containsOnly(409);
    }
    assertThat(problem(answer(opened.token(), RIGHT))).isEqualTo("answers-used-up");
    set(RIGHT);
    for (int i = 0; i < 2; i++) {
      Opened another = open();
      for (int n = 0; n < 3; n++) {
        answer(another.token(), WRONG).then().statusCode(204);
      }
    }
    Opened last = open();
    answer(last.token(), RIGHT).then().statusCode(204);
    assertThat(seen(last)).as("the tenth").isEqualTo("match");
    answer(last.token(), RIGHT).then().statusCode(204);
    assertThat(seen(last)).as("the eleventh, however right").isEqualTo("not-compared");
  }

  @Test
  void race_givenManyChangesAtOnce_thenThreeAnswersAreSet_thoseOfOneChange() throws Exception {
    List<Map<String, String>> others = List.of(Map.of("question", "bad-meal", "answer", "burnt soup"), RIGHT.get(1), RIGHT.get(2));
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var changes = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 3; i++) {
        changes.add(() -> owner().body(Map.of("answers", RIGHT)).put(PATH).statusCode());
        changes.add(() -> owner().body(Map.of("answers", others)).put(PATH).statusCode());
      }
      for (var done : together.invokeAll(changes)) {
        assertThat(done.get()).isEqualTo(204);
      }
    }
    assertThat(owner().get(PATH).jsonPath().<String>getList("questions")).hasSize(3).contains("broken-thing", "first-fear");
  }

  @Test
  void accountEnumeration_givenNobody_orNoQuestions_thenTheAnswerIsTheSame() {
    Opened without = open();
    assertThat(answer(without.token(), RIGHT).statusCode()).isEqualTo(204);
    assertThat(seen(without)).isEqualTo("no-match");
    assertThat(offeredAt(without.token())).hasSize(Question.values().length).isEqualTo(owner().get(PATH).jsonPath().getList("offered"));
    set(RIGHT);
    assertThat(offeredAt(without.token())).isEqualTo(owner().get(PATH).jsonPath().getList("offered"));
    Response nobody = opening("nobody-" + UUID.randomUUID() + "@example.org");
    Awaitility.await().atMost(DEADLINE).until(() -> answer(nobody.path("token"), RIGHT).statusCode() == 204);
    answer(nobody.path("token"), RIGHT).then().statusCode(204);
    answer(nobody.path("token"), RIGHT).then().statusCode(204);
    assertThat(problem(answer(nobody.path("token"), RIGHT))).isEqualTo("answers-used-up");
    assertThat(offeredAt(nobody.path("token"))).isEqualTo(offeredAt(without.token()));
    assertThat(problem(answer("prc_" + "A".repeat(43), RIGHT))).isEqualTo("link-refused");
  }

  @Test
  void a35_givenAnOldProof_aFreshFactor_aRestrictedSession_orLockedSettings_thenNothingIsSet() {
    JwtClaims old = tokens.claims(account, "aal2", clock.instant().minus(Duration.ofMinutes(6)));
    JwtClaims fresh = tokens.claims(account, "aal2", clock.instant());
    fresh.setClaim("factor_settled_at", clock.instant().plus(Duration.ofHours(1)).getEpochSecond());
    JwtClaims restricted = tokens.claims(account, "aal1", clock.instant());
    restricted.setClaim("scope", "restricted");
    JwtClaims locked = tokens.claims(account, "aal2", clock.instant());
    locked.setClaim("settings_locked", true);
    for (JwtClaims claims : List.of(old, fresh, restricted, locked)) {
      assertThat(as(claims).body(Map.of("answers", RIGHT)).put(PATH).statusCode()).isIn(401, 403);
      assertThat(as(claims).delete(PATH).statusCode()).isIn(401, 403);
    }
    assertThat(problem(as(locked).body(Map.of("answers", RIGHT)).put(PATH))).isEqualTo("settings-locked");
    assertThat(problem(as(locked).delete(PATH))).isEqualTo("settings-locked");
    assertThat(owner().get(PATH).jsonPath().getList("questions")).isEmpty();
  }

  @Test
  void badInput_givenAnswersThatAreFew_short_alikeOrTheQuestionItself_thenRefused() {
    for (Map<String, ?> body : List.<Map<String, ?>>of(Map.of(), Map.of("answers", RIGHT.subList(0, 2)),
        Map.of("answers", List.of(RIGHT.get(0), RIGHT.get(1), Map.of("question", "maiden-name", "answer", "Lovelace"))),
        Map.of("answers", List.of(RIGHT.get(0), RIGHT.get(1), RIGHT.get(1))), Map.of("answers", answers("x".repeat(201), "blue lamp", "cellar")))) {
      assertThat(owner().body(body).put(PATH).statusCode()).as(body.toString()).isEqualTo(400);
    }
    for (Map.Entry<String, List<Map<String, String>>> each : Map.of("too-short", answers("  no ", "a lamp", "cellar"),
        "repeated", answers("the lamp", "The  Lamp", "cellar"), "same-as-question", answers("hide things", "a lamp", "cellar")).entrySet()) {
      Response refused = owner().body(Map.of("answers", each.getValue())).put(PATH);
      assertThat(problem(refused)).isEqualTo("answers-refused");
      assertThat(refused.jsonPath().getString("reason")).isEqualTo(each.getKey());
    }
  }

  @Test
  void insider_givenTheTable_thenItHoldsHashesAlone() {
    set(RIGHT);
    postgres.pool().preparedQuery("select hash from security_answer where account = $1").execute(Tuple.of(account.value())).await().atMost(DEADLINE)
        .forEach(row -> assertThat(row.getString(0)).startsWith("a1.").doesNotContain("stairs"));
  }

  @Test
  void strictProfile_givenIt_orTheSwitch_thenThereAreNone() {
    assertThat(new QuestionsOffered(() -> true, "standard").now()).isTrue();
    assertThat(new QuestionsOffered(() -> true, "strict").now()).isFalse();
    assertThat(new QuestionsOffered(() -> false, "standard").now()).isFalse();
    assertThat(new QuestionsOffered(() -> true, "standard").list()).hasSize(Question.values().length);
    assertThat(new QuestionsOffered(() -> true, "strict").list()).isEmpty();
  }
}
