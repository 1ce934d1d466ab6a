package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-3: what a claimant knows of the account is one more thing that reviewers see.
@RecoveryTest
class CaseKnowledgeTest {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Instant LAST_SIGN_IN = Instant.parse("2026-03-31T23:30:00Z");

  @Inject Postgres postgres;
  @Inject Desk desk;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";

  @BeforeEach
  void anAccount() {
    auth.knows(account, identifier, "active", "email", identifier);
    auth.allowedSignIn(account, LAST_SIGN_IN);
    auth.answersBalance(account, "{\"atLeast\":\"1000\",\"more\":1}");
  }

  @AfterEach
  void sessionServiceIsThere() {
    auth.hasSignInsAgain();
  }

  private record Opened(String id, String token) {}

  private Opened open(String identifier) {
    Response answer = Cases.open(identifier, "second-factor");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    var opened = new Opened(answer.path("caseId"), answer.path("token"));
    Awaitility.await().atMost(DEADLINE).until(() -> postgres.pool().preparedQuery("select looked_up_at is not null from recovery_case where id = $1")
        .execute(Tuple.of(UUID.fromString(opened.id()))).await().atMost(DEADLINE).iterator().next().getBoolean(0));
    return opened;
  }

  private static Response state(String token, Map<String, ?> said) {
    var body = new HashMap<String, Object>(said);
    body.put("token", token);
    return given().contentType(ContentType.JSON).body(body).post("/v1/recovery/case-knowledge");
  }

  private JsonPath seen(Opened opened) {
    Response shown = desk.as(provider.token("rita-" + UUID.randomUUID(), "reviewer")).contentType(ContentType.JSON)
        .body(Map.of("reason", "case-review")).post("/v1/support/cases/" + opened.id() + "/show");
    assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
    return shown.jsonPath();
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  @Test
  void back3_givenWhatAClaimantKnows_thenReviewersSeeHowNearItIs_andTheCaseIsNoFurther() {
    Opened right = open(identifier);
    assertThat(seen(right).<Object>get("signals.lastSignIn")).isNull();
    assertThat(seen(right).getString("signals.openedFrom")).isEqualTo("strangers");
    Response answer = state(right.token(), Map.of("lastSignIn", "2026-03", "balanceAtLeast", "1000"));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    assertThat(seen(right).getString("signals.lastSignIn")).isEqualTo("match");
    assertThat(seen(right).getString("signals.balance")).isEqualTo("match");
    assertThat(Cases.state(right.token())).isEqualTo("evidence");

    Opened near = open(identifier);
    assertThat(state(near.token(), Map.of("lastSignIn", "2026-04", "balanceAtLeast", "100")).statusCode()).isEqualTo(204);
    assertThat(seen(near).getString("signals.lastSignIn")).isEqualTo("near");
    assertThat(seen(near).getString("signals.balance")).isEqualTo("near");

    Opened wrong = open(identifier);
    assertThat(state(wrong.token(), Map.of("lastSignIn", "2025-03")).statusCode()).isEqualTo(204);
    assertThat(seen(wrong).getString("signals.lastSignIn")).isEqualTo("no-match");
    assertThat(seen(wrong).<Object>get("signals.balance")).isNull();
  }

  @Test
  void back3_givenASignInThatIsYoungerThanTheCase_thenTheOneBeforeCounts() {
    auth.allowedSignIn(account, Instant.parse("2099-01-01T00:00:00Z"));
    Opened opened = open(identifier);
    assertThat(state(opened.token(), Map.of("lastSignIn", "2020-01")).statusCode()).isEqualTo(204);
    assertThat(seen(opened).getString("signals.lastSignIn")).isEqualTo("match");
  }

  @Test
  void back3_givenAnExchangeThatAnswersOddly_thenTheBalanceIsNotCompared() {
    for (String odd : List.of("{\"atLeast\":\"999\"}", "{\"atLeast\":[\"1000\"]}", "{}", "[]", "{\"atLeast\":\"" + "9".repeat(5000) + "\"}")) {
      auth.answersBalance(account, odd);
      var other = UUID.randomUUID() + "@example.org";
      auth.knows(account, other, "active", "email", other);
      Opened opened = open(other);
      assertThat(state(opened.token(), Map.of("balanceAtLeast", "1000")).statusCode()).isEqualTo(204);
      assertThat(seen(opened).getString("signals.balance")).as(odd.substring(0, Math.min(30, odd.length()))).isEqualTo("not-compared");
    }
  }

  @Test
  void guessing_givenManyTriesAtOnce_thenTheFirstCounts_andNoOther() throws Exception {
    Opened opened = open(identifier);
    var statuses = new ArrayList<Integer>();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : together.invokeAll(Collections.nCopies(6, (Callable<Integer>) () ->
          state(opened.token(), Map.of("lastSignIn", "2025-01")).statusCode()))) {
        statuses.add(done.get());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(204, 409, 409, 409, 409, 409);
    assertThat(problem(state(opened.token(), Map.of("lastSignIn", "2026-03")))).isEqualTo("knowledge-stated");
    assertThat(seen(opened).getString("signals.lastSignIn")).isEqualTo("no-match");
  }

  @Test
  void accountEnumeration_givenNobody_thenTheAnswersAreTheSame_alsoWhileSessionServiceIsAway() {
    Opened known = open(identifier);
    Opened nobody = open("nobody-" + UUID.randomUUID() + "@example.org");
    assertThat(Cases.post("inspect", known.token()).jsonPath().<Object>get("knowledgeOffered"))
        .isEqualTo(Cases.post("inspect", nobody.token()).jsonPath().<Object>get("knowledgeOffered"))
        .isEqualTo(Map.of("balanceBands", Map.of("unit", "USD", "atLeast", List.of("0", "100", "1000", "10000", "100000"))));
    auth.hasNoSignIns(503);
    Map<String, String> said = Map.of("lastSignIn", "2026-03", "balanceAtLeast", "0");
    for (Opened each : List.of(known, nobody)) {
      assertThat(problem(state(each.token(), said))).isEqualTo("unavailable");
    }
    auth.hasSignInsAgain();
    auth.allowedSignIn(account, LAST_SIGN_IN);
    for (Opened each : List.of(known, nobody)) {
      assertThat(state(each.token(), said).statusCode()).isEqualTo(204);
      assertThat(problem(state(each.token(), said))).isEqualTo("knowledge-stated");
    }
    assertThat(problem(state("prc_" + "A".repeat(43), said))).isEqualTo("link-refused");
  }

  @Test
  void badInput_givenNothingSaid_noMonth_orABandThatWasNotOffered_thenRefused_andNothingIsUsedUp() {
    Opened opened = open(identifier);
    for (Map<String, ?> said : List.<Map<String, ?>>of(Map.of(), Map.of("lastSignIn", "March"), Map.of("lastSignIn", "2026-13"),
        Map.of("lastSignIn", "2026-3"), Map.of("lastSignIn", 202603), Map.of("balanceAtLeast", "1000.00"), Map.of("balanceAtLeast", ""),
        Map.of("balanceAtLeast", List.of("1000")))) {
      assertThat(state(opened.token(), said).statusCode()).as(said.toString()).isEqualTo(400);
    }
    assertThat(state(opened.token(), Map.of("lastSignIn", YearMonth.from(LAST_SIGN_IN.atOffset(ZoneOffset.UTC)).toString())).statusCode()).isEqualTo(204);
  }

  @Test
  void back3_givenACaseThatIsOver_thenNothingIsNoted() {
    Opened opened = open(identifier);
    Cases.post("cancel", opened.token()).then().statusCode(204);
    assertThat(problem(state(opened.token(), Map.of("lastSignIn", "2026-03")))).isEqualTo("case-state");
  }
}
