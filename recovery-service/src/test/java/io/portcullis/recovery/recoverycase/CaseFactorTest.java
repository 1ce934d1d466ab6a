package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-3: whether a claimant still has the authenticator app is one more thing that reviewers see.
@RecoveryTest
class CaseFactorTest {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String RIGHT = "271828";
  private static final String WRONG = "000000";

  @Inject Postgres postgres;
  @Inject Desk desk;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";

  @BeforeEach
  void anAccountWithAnApp() {
    auth.knows(account, identifier, "active", "email", identifier);
    auth.comparesFactor(account, RIGHT, "match");
    auth.comparesFactor(account, WRONG, "no-match");
  }

  private record Opened(String id, String token) {}

  private Opened open(String identifier) {
    Response answer = Cases.open(identifier, "identifier");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    var opened = new Opened(answer.path("caseId"), answer.path("token"));
    Awaitility.await().atMost(DEADLINE).until(() -> postgres.pool().preparedQuery("select looked_up_at is not null from recovery_case where id = $1")
        .execute(Tuple.of(UUID.fromString(opened.id()))).await().atMost(DEADLINE).iterator().next().getBoolean(0));
    return opened;
  }

  private static Response show(Opened opened, Object code) {
    return given().contentType(ContentType.JSON).body(Map.of("token", opened.token(), "code", code)).post("/v1/recovery/case-factor");
  }

  private String seen(Opened opened) {
    Response shown = desk.as(provider.token("rita-" + UUID.randomUUID(), "reviewer")).contentType(ContentType.JSON)
        .body(Map.of("reason", "case-review")).post("/v1/support/cases/" + opened.id() + "/show");
    assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
    return shown.jsonPath().getString("signals.factor");
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  @Test
  void back3_givenACodeOfTheOldApp_thenReviewersSeeWhetherItIsRight_andTheCaseIsNoFurther() {
    Opened right = open(identifier);
    assertThat(seen(right)).isNull();
    Response answer = show(right, RIGHT);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(204);
    assertThat(seen(right)).isEqualTo("match");
    assertThat(Cases.state(right.token())).isEqualTo("evidence");

    Opened wrong = open(identifier);
    assertThat(show(wrong, WRONG).statusCode()).isEqualTo(204);
    assertThat(seen(wrong)).isEqualTo("no-match");

    auth.comparesFactor(account, "314159", "too-new");
    Opened thief = open(identifier);
    assertThat(show(thief, "314159").statusCode()).isEqualTo(204);
    assertThat(seen(thief)).isEqualTo("too-new");
  }

  @Test
  void guessing_givenManyTriesAtOnce_thenOneIsCompared() throws Exception {
    Opened opened = open(identifier);
    var statuses = new ArrayList<Integer>();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : together.invokeAll(Collections.nCopies(6, (Callable<Integer>) () -> show(opened, WRONG).statusCode()))) {
        statuses.add(done.get());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(204, 409, 409, 409, 409, 409);
    assertThat(problem(show(opened, RIGHT))).isEqualTo("factor-shown");
    assertThat(auth.factorsCompared(opened.id())).hasSize(1);
    assertThat(seen(opened)).isEqualTo("no-match");
  }

  @Test
  void a13_givenTenCasesOfAnAccountInThirtyDays_thenTheNextOnesCodeIsNotCompared_andTheClaimantDoesNotLearnIt() {
    Opened latest = open(identifier);
    for (int other = 0; other < 10; other++) {
      postgres.pool().preparedQuery("""
          insert into recovery_case (id, account, looked_up_at, reason, share, token, state, opened_at, high_risk, attempts, version, factor_shown_at)
          select gen_random_uuid(), account, looked_up_at, reason, share, sha256(gen_random_uuid()::text::bytea), 'CANCELLED', opened_at, false, 0, 0,
            now() - interval '29 days' from recovery_case where id = $1""")
          .execute(Tuple.of(UUID.fromString(latest.id()))).await().atMost(DEADLINE);
    }
    assertThat(show(latest, RIGHT).statusCode()).isEqualTo(204);
    assertThat(seen(latest)).isEqualTo("not-compared");
    assertThat(auth.factorsCompared(latest.id())).as("the stand-in was asked about").containsExactly(latest.id());
  }

  @Test
  void accountEnumeration_givenNobody_thenTheAnswersAreTheSame_alsoWhileMfaServiceIsAway() {
    Opened known = open(identifier);
    Opened nobody = open("nobody-" + UUID.randomUUID() + "@example.org");
    StubMapping away = auth.comparesNoFactor();
    for (Opened each : List.of(known, nobody)) {
      assertThat(problem(show(each, RIGHT))).isEqualTo("unavailable");
    }
    auth.forget(List.of(away));
    for (Opened each : List.of(known, nobody)) {
      assertThat(show(each, RIGHT).statusCode()).as("the try was given back").isEqualTo(204);
      assertThat(problem(show(each, RIGHT))).isEqualTo("factor-shown");
    }
    assertThat(auth.factorsCompared(nobody.id())).hasSize(2).containsOnly(nobody.id());
    assertThat(problem(show(new Opened("", "prc_" + "A".repeat(43)), RIGHT))).isEqualTo("link-refused");
  }

  @Test
  void badInput_givenNoCode_thenRefused_andTheTryIsLeft() {
    Opened opened = open(identifier);
    for (Object odd : List.of("", "12345", "1234567", "12345a", "١٢٣٤٥٦", 271828, List.of(RIGHT))) {
      assertThat(show(opened, odd).statusCode()).as(String.valueOf(odd)).isEqualTo(400);
    }
    assertThat(show(opened, RIGHT).statusCode()).isEqualTo(204);
  }

  @Test
  void back3_givenACaseThatIsOver_thenNothingIsCompared() {
    Opened opened = open(identifier);
    Cases.post("cancel", opened.token()).then().statusCode(204);
    assertThat(problem(show(opened, RIGHT))).isEqualTo("case-state");
    assertThat(auth.factorsCompared(opened.id())).isEmpty();
  }
}
