package io.portcullis.recovery.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators at the desk (OPS-7, A-36, A-37): what they may do with webhooks, and that they may do nothing else.
@RecoveryTest
class ManageWebhooksTest {

  private static final String PATH = "/v1/support/webhooks";
  private static final int ACTS = 20;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Inject Desk desk;
  @Inject Postgres postgres;
  @Inject MutableClock clock;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final String olga = "olga-" + UUID.randomUUID();
  private final String webhook = UUID.randomUUID().toString();
  private final String event = UUID.randomUUID().toString();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Response ask(String token, String path, Map<String, ?> body) {
    return desk.as(token).contentType(ContentType.JSON).body(body).post(PATH + path);
  }

  private Response ask(String path) {
    return ask(provider.token(olga, "operator"), path, Map.of("reason", "operations", "ticket", "OPS-1"));
  }

  private static String problem(Response answer) {
    return answer.jsonPath().getString("type").replace("urn:portcullis:problem:", "");
  }

  private List<Row> calls() {
    String person = desk.as(provider.token(olga, "operator")).get("/v1/support/me").path("person");
    return postgres.pool().preparedQuery("select operation, account, webhook, reason, ticket from support_call where person = $1 order by id")
        .execute(Tuple.of(person)).await().atMost(DEADLINE).stream().toList();
  }

  @Test
  void ops7_givenAnOperator_whenAReceiverIsRegistered_thenTheSecretIsInTheAnswerAlone_andTheCallIsKeptWithItsReason() {
    String url = "https://hooks.exchange.example/" + UUID.randomUUID();
    String secret = auth.registersWebhook(url, webhook);

    Response answer = ask(provider.token(olga, "operator"), "",
        Map.of("url", url, "types", List.of("io.portcullis.auth.account-frozen.v1"), "reason", "operations", "ticket", "OPS-1"));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.jsonPath().getString("secret")).isEqualTo(secret);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(calls()).singleElement().satisfies(row -> {
      assertThat(row.getString("operation")).isEqualTo("register-webhook");
      assertThat(row.getUUID("webhook")).hasToString(webhook);
      assertThat(row.getUUID("account")).isNull();
      assertThat(row.getString("reason") + row.getString("ticket")).isEqualTo("operationsOPS-1");
      assertThat(row.deepToString()).doesNotContain(secret);
    });
  }

  @Test
  void ops7_givenAReceiver_thenAnOperatorSeesItAndItsDeliveries_andPausesResumesRenewsReplaysAndRemovesIt() {
    assertThat(ask("/list").jsonPath().getString("webhooks[0].state")).isEqualTo("failing");
    Response log = ask(provider.token(olga, "operator"), "/" + webhook + "/deliveries", Map.of("reason", "operations", "state", "waiting"));
    assertThat(log.statusCode()).as(log.asString()).isEqualTo(200);
    assertThat(log.jsonPath().getString("deliveries[0].answer")).isEqualTo("503");
    assertThat(log.asString()).doesNotContain("subject", "account-of-somebody");
    assertThat(ask("/" + webhook + "/secret").jsonPath().getString("secret")).startsWith("whsec_");
    for (String act : List.of("/pause", "/resume", "/deliveries/" + event + "/replay", "/remove")) {
      assertThat(ask("/" + webhook + act).statusCode()).as(act).isEqualTo(204);
    }

    assertThat(auth.callsAboutWebhook(webhook)).extracting(call -> call.getMethod() + call.getUrl().replaceFirst(".*" + webhook, ""))
        .containsExactly("GET/deliveries?state=waiting", "POST/secret", "POST/pause", "POST/enable", "POST/deliveries/" + event + "/replay", "DELETE");
    assertThat(calls()).extracting(row -> row.getString("operation")).containsExactly("list-webhooks", "list-webhook-deliveries",
        "renew-webhook-secret", "pause-webhook", "resume-webhook", "replay-webhook", "remove-webhook");
    assertThat(calls()).filteredOn(row -> row.getUUID("webhook") == null).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"support", "reviewer", "lead"})
  void a37Privilege_givenStaffWhoAreNoOperators_thenNoDoorOpens_andNobodyIsAsked(String role) {
    String token = provider.token(UUID.randomUUID().toString(), role);
    for (String path : List.of("/list", "/" + webhook + "/secret", "/" + webhook + "/pause", "/" + webhook + "/resume", "/" + webhook + "/remove",
        "/" + webhook + "/deliveries", "/" + webhook + "/deliveries/" + event + "/replay")) {
      Response answer = ask(token, path, Map.of("reason", "operations"));
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(problem(answer)).isEqualTo("role-missing");
    }
    String url = "https://hooks.exchange.example/" + UUID.randomUUID();
    assertThat(ask(token, "", Map.of("url", url, "reason", "operations")).statusCode()).isEqualTo(403);
    assertThat(auth.callsAboutWebhook(webhook)).isEmpty();
    assertThat(auth.webhooksRegistered(url)).isEmpty();
  }

  @Test
  void a37Privilege_givenAnOperator_thenNoAccountIsFound_andNothingElseOfTheDeskIsOpen() {
    var account = new AccountId(UUID.randomUUID());
    String customer = "ada-" + UUID.randomUUID() + "@example.org";
    auth.deskKnows(account, customer);
    String token = provider.token(olga, "operator");

    Response answer = desk.as(token).contentType(ContentType.JSON).body(Map.of("identifier", customer, "reason", "operations"))
        .post("/v1/support/accounts/find");

    assertThat(problem(answer)).isEqualTo("role-missing");
    assertThat(auth.deskSearches(customer)).isEmpty();
    assertThat(desk.as(token).get("/v1/support/me").jsonPath().getList("operations", String.class))
        .allMatch(operation -> operation.contains("webhook")).hasSize(8);
    assertThat(EnumSet.allOf(StaffOperation.class)).filteredOn(operation -> operation.wireName().contains("webhook"))
        .allMatch(operation -> operation.roles().size() == 1);
  }

  @ParameterizedTest
  @CsvSource({"webhook-url-refused,400,webhook-url-refused", "webhook-exists,409,webhook-exists", "webhooks-full,409,webhooks-full",
      "invalid-fields,400,invalid-fields", "forbidden,403,unavailable", "unavailable,503,unavailable"})
  void ssrf_givenNotificationServiceRefuses_thenTheOperatorLearnsWhy_andHasNoSecret(String slug, int status, String told) {
    String url = "https://169.254.169.254/" + UUID.randomUUID();
    auth.refusesWebhook(url, slug, status);

    Response answer = ask(provider.token(olga, "operator"), "", Map.of("url", url, "reason", "operations"));

    assertThat(problem(answer)).isEqualTo(told);
    assertThat(answer.asString()).doesNotContain("whsec_");
    assertThat(calls()).as("it was tried, and that is kept").singleElement().satisfies(row -> assertThat(row.getUUID("webhook")).isNull());
  }

  @Test
  void a37Ration_givenAnOperatorWhoActsTooOften_thenTheRationEndsIt_andReadsGoOn() {
    clock.stop();
    for (int i = 0; i < ACTS; i++) {
      assertThat(ask("/" + webhook + "/deliveries/" + event + "/replay").statusCode()).isEqualTo(204);
    }
    Response last = ask("/" + webhook + "/deliveries/" + event + "/replay");

    assertThat(problem(last)).isEqualTo("ration-used-up");
    assertThat(auth.callsAboutWebhook(webhook)).hasSize(ACTS);
    assertThat(ask("/list").statusCode()).isEqualTo(200);
  }

  @Test
  void badInput_givenNoReason_noUrl_orIdsThatAreNone_thenNobodyIsAsked() {
    String token = provider.token(olga, "operator");
    for (Map<String, ?> body : List.of(Map.of("reason", "operations"), Map.of("url", "https://x.example/"), Map.of("url", " ", "reason", "operations"),
        Map.of("url", "https://x.example/" + "x".repeat(500), "reason", "operations"),
        Map.of("url", "https://x.example/", "reason", "curiosity"), Map.of("url", List.of("x"), "reason", "operations"))) {
      assertThat(ask(token, "", body).statusCode()).as(body.toString()).isEqualTo(400);
    }
    assertThat(ask(token, "/" + webhook + "/deliveries", Map.of("reason", "operations", "state", "x' or 1=1")).statusCode()).isEqualTo(400);
    for (String id : List.of("x", "..%2F..%2Fstreams", "0", webhook.toUpperCase() + "0")) {
      assertThat(desk.as(token).urlEncodingEnabled(false).contentType(ContentType.JSON).body(Map.of("reason", "operations"))
          .post(PATH + "/" + id + "/pause").statusCode()).as(id).isIn(400, 404);
    }
    assertThat(calls()).isEmpty();
    assertThat(auth.callsAboutWebhook(webhook)).isEmpty();
  }

  @Test
  void givenAReceiverThatIsNotThere_thenItIsUnknown() {
    auth.hasNoWebhook(webhook);
    for (String path : List.of("/secret", "/pause", "/deliveries/" + event + "/replay", "/deliveries")) {
      assertThat(problem(ask("/" + webhook + path))).as(path).isEqualTo("webhook-unknown");
    }
  }
}
