package io.portcullis.recovery.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Auditors at the desk (SAFE-4, A-37): what they see, and that nobody looks unseen.
@RecoveryTest
class SearchAuditTest {

  private static final String PATH = "/v1/support/audit";
  private static final int READS = 40;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Inject Desk desk;
  @Inject Postgres postgres;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String first = UUID.randomUUID().toString();
  private final String second = UUID.randomUUID().toString();
  private final String otto = "otto-" + UUID.randomUUID();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Response ask(String path, Map<String, ?> body, String... roles) {
    return desk.as(provider.token(otto, roles)).contentType(ContentType.JSON).body(body).post(PATH + path);
  }

  private Response ask(String path, Map<String, ?> more) {
    var body = new HashMap<String, Object>(Map.of("accountId", account.toString(), "reason", "quality-check", "ticket", "Q-7"));
    body.putAll(more);
    return ask(path, body, "auditor");
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  private String person() {
    return desk.as(provider.token(otto, "auditor")).get("/v1/support/me").path("person");
  }

  private List<Row> calls() {
    return postgres.pool().preparedQuery("select operation, account, reason, ticket from support_call where person = $1 order by id")
        .execute(Tuple.of(person())).await().atMost(DEADLINE).stream().toList();
  }

  @Test
  void safe4_givenAnAuditor_thenTheTrailIsShownPageByPage_theCallIsKept_andTheOwnerSeesIt() {
    auth.hasAudit(account, first, second);

    Response page = ask("/search", Map.of("kinds", List.of("io.portcullis.mfa.recovery-code-used.v1"), "from", "2026-01-01T00:00:00Z", "limit", 1));
    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    assertThat(page.jsonPath().getList("entries.event")).containsExactly(first);
    assertThat(page.jsonPath().getInt("entries[0].content.left")).isEqualTo(3);
    Response next = ask("/search", Map.of("after", page.jsonPath().getString("next")));
    assertThat(next.jsonPath().getList("entries.event")).containsExactly(second);
    assertThat(next.jsonPath().getString("next")).isNull();

    assertThat(auth.auditSearches(account)).hasSize(2).allSatisfy(call -> assertThat(call.getUrl()).contains("person=" + person()));
    assertThat(auth.auditSearches(account).getFirst().getUrl()).contains("kind=io.portcullis.mfa.recovery-code-used.v1", "from=2026-01-01", "limit=1");
    assertThat(calls()).hasSize(2).allSatisfy(row -> {
      assertThat(row.getString("operation")).isEqualTo("search-audit");
      assertThat(row.getUUID("account")).isEqualTo(account.value());
      assertThat(row.getString("reason") + row.getString("ticket")).isEqualTo("quality-checkQ-7");
    });
    topics.awaitType(account, "io.portcullis.recovery.support-read.v1");
    assertThat(topics.present(SecurityEvent.TOPIC, account.toString())).anySatisfy(record ->
        assertThat(new String(record.value())).contains(person(), "search-audit", "quality-check").doesNotContain(otto));
  }

  @Test
  void safe4_givenAnExport_thenEachEntryIsALine_andTheLastLineSaysHowManyThereAre() {
    auth.hasAudit(account, first, second);

    Response export = ask("/export", Map.of());

    assertThat(export.statusCode()).as(export.asString()).isEqualTo(200);
    assertThat(export.contentType()).startsWith("application/x-ndjson");
    List<String> lines = export.asString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains(first, "\"left\":3");
    assertThat(lines.get(1)).contains(second);
    assertThat(lines.get(2)).isEqualTo("{\"entries\":2}");
    assertThat(calls()).singleElement().satisfies(row -> assertThat(row.getString("operation")).isEqualTo("export-audit"));
  }

  @Test
  void safe4_givenNotificationServiceGoesAwayMeanwhile_thenTheExportHasNoLastLine() {
    auth.hasAudit(account, first, second);
    StubMapping lost = auth.losesAudit(account);
    try {
      String got;
      try {
        got = ask("/export", Map.of()).asString();
      } catch (Exception brokenConnection) {
        got = "";
      }
      assertThat(got).doesNotContain("\"entries\"");
    } finally {
      auth.forget(lost);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"support", "reviewer", "lead", "operator"})
  void a37Privilege_givenStaffWhoAreNoAuditors_thenNothingIsShown_andNobodyIsAsked(String role) {
    var body = Map.of("accountId", account.toString(), "reason", "quality-check");
    for (String path : List.of("/search", "/export")) {
      Response answer = ask(path, body, role);
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
      assertThat(problem(answer)).isEqualTo("role-missing");
    }
    assertThat(auth.auditSearches(account)).isEmpty();
  }

  @Test
  void a37Privilege_givenAnAuditor_thenNothingElseOfTheDeskIsOpen() {
    assertThat(desk.as(provider.token(otto, "auditor")).get("/v1/support/me").jsonPath().getList("operations", String.class))
        .containsExactlyInAnyOrder("search-audit", "export-audit");
  }

  @Test
  void a37Ration_givenManySearches_thenTheRationStopsTheExport_too() {
    clock.stop();
    for (int i = 0; i < READS; i++) {
      assertThat(ask("/search", Map.of()).statusCode()).isEqualTo(200);
    }
    for (String path : List.of("/search", "/export")) {
      Response answer = ask(path, Map.of());
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(429);
      assertThat(problem(answer)).isEqualTo("ration-used-up");
      assertThat(answer.header("Retry-After")).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"from", "to", "after", "kinds", "limit", "ticket", "accountId"})
  void badInput_thenTheSearchIsRefused(String field) {
    assertThat(ask("/search", Map.of(field, field.equals("limit") ? 501 : "no such thing")).statusCode()).isEqualTo(400);
  }
}
