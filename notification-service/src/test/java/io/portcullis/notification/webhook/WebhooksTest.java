package io.portcullis.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.receiver.ReceiverDouble;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-7: other systems hear of security events by signed webhooks.
@QuarkusTest
@OnTheStack
@WithTestResource(ReceiverDouble.class)
class WebhooksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  ReceiverDouble receiver;

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Tables tables;
  @Inject ObjectMapper json;

  private final String path = "/hooks/" + UUID.randomUUID();
  private final AccountId alice = new AccountId(UUID.randomUUID());

  @AfterEach
  void removeAll() {
    clock.reset();
    operator().get("/internal/webhooks").jsonPath().getList("id", String.class)
        .forEach(id -> operator().delete("/internal/webhooks/" + id).then().statusCode(204));
  }

  private static RequestSpecification operator() {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token("operator", "notification-service")).contentType("application/json");
  }

  private static Response register(String url, String... types) {
    return operator().body(Map.of("url", url, "types", List.of(types))).post("/internal/webhooks");
  }

  private JsonPath registered(String... types) {
    return register(receiver.url(path), types).then().statusCode(201).extract().jsonPath();
  }

  private SecurityEvent changed() {
    var event = new AccountActivated(OtherServices.anEvent(), alice, clock.instant());
    others.publish(event);
    return event;
  }

  private void awaitReceived(int times) {
    await().atMost(PATIENCE).until(() -> receiver.received(path).size() >= times);
  }

  private static void verify(String secret, LoggedRequest request) throws WebhookVerificationException {
    new Webhook(secret).verify(request.getBodyAsString(), request.getHeaders().all().stream()
        .collect(Collectors.toMap(header -> header.key().toLowerCase(), header -> header.values(), (first, _) -> first)));
  }

  @Test
  void ops7_givenAReceiver_thenItHearsOfAnEvent_signedByTheStandard() throws Exception {
    JsonPath made = registered();
    SecurityEvent event = changed();

    awaitReceived(1);
    LoggedRequest request = receiver.received(path).getFirst();
    verify(made.getString("secret"), request);
    assertThat(request.getHeader("webhook-id")).isEqualTo(event.id().toString());
    var body = json.readTree(request.getBodyAsString());
    assertThat(body.path("type").asText()).isEqualTo(event.type());
    assertThat(Instant.parse(body.path("timestamp").asText())).isEqualTo(event.time());
    assertThat(body.path("data").isObject()).isTrue();
    await().atMost(PATIENCE).until(() -> log(made, "delivered").getList("eventId").contains(event.id().toString()));
  }

  @Test
  void forgery_givenAnotherSecretOrAnEditedBody_thenTheSignatureDoesNotHold() throws Exception {
    registered();
    changed();
    awaitReceived(1);
    String other = register(receiver.url("/other")).jsonPath().getString("secret");
    assertThatThrownBy(() -> verify(other, receiver.received(path).getFirst())).isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void ops7_givenTypes_thenNothingElseIsSent() {
    registered("io.portcullis.auth.account-frozen.v1");
    changed();
    // A second receiver shows that the event was looked at.
    register(receiver.url(path + "/all")).then().statusCode(201);
    SecurityEvent second = changed();
    await().atMost(PATIENCE).until(() -> receiver.received(path + "/all").stream()
        .anyMatch(request -> isOf(second, request)));
    assertThat(receiver.received(path)).isEmpty();
  }

  @Test
  void ops7_givenAReceiverThatFails_thenItIsTriedAgain_andAReplaySendsWhatWasTaken() {
    receiver.answers(path, WireMock.aResponse().withStatus(500));
    JsonPath made = registered();
    SecurityEvent event = changed();
    awaitReceived(1);
    await().atMost(PATIENCE).until(() -> log(made, "waiting").getList("answer").contains("500"));
    assertThat(state(made)).isEqualTo("failing");

    receiver.answers(path, WireMock.aResponse().withStatus(200).withBody("thanks"));
    clock.advance(Duration.ofMinutes(1));
    await().atMost(PATIENCE).until(() -> log(made, "delivered").getList("eventId").contains(event.id().toString()));
    await().atMost(PATIENCE).until(() -> state(made).equals("active"));

    int before = receiver.received(path).size();
    assertThat(replay(made, false)).as("nothing failed for good").isZero();
    assertThat(replay(made, true)).isEqualTo(1);
    awaitReceived(before + 1);
    assertThat(receiver.received(path)).extracting(request -> request.getHeader("webhook-id")).containsOnly(event.id().toString());
  }

  @Test
  void ops7_givenTriesForTooLong_thenTheReceiverIsDisabled_andGetsWhatItMissedWhenItIsEnabled() {
    receiver.answers(path, WireMock.aResponse().withStatus(503));
    JsonPath made = registered();
    changed();
    awaitReceived(1);
    await().atMost(PATIENCE).until(() -> state(made).equals("failing"));
    clock.advance(Duration.ofDays(6));
    // Service tokens are long over by now.
    await().atMost(PATIENCE).until(() -> tables.count("select count(*) from webhook_endpoint where id = $1 and disabled_at is not null",
        UUID.fromString(made.getString("id"))) == 1);
    clock.reset();
    assertThat(state(made)).isEqualTo("disabled");

    receiver.answers(path, WireMock.aResponse().withStatus(204));
    SecurityEvent missed = changed();
    await().atMost(PATIENCE).until(() -> log(made, "waiting").getList("eventId").contains(missed.id().toString()));
    operator().post("/internal/webhooks/" + made.getString("id") + "/enable").then().statusCode(204);
    await().atMost(PATIENCE).until(() -> log(made, "delivered").getList("eventId").contains(missed.id().toString()));
  }

  @Test
  void ops7_givenAReceiverThatIsGone_thenItIsDisabledAtOnce() {
    receiver.answers(path, WireMock.aResponse().withStatus(410));
    JsonPath made = registered();
    changed();
    await().atMost(PATIENCE).until(() -> state(made).equals("disabled"));
  }

  /// As the desk of recovery-service has it.
  private static RequestSpecification desk() {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token("recovery-service", "notification-service")).contentType("application/json");
  }

  @Test
  void ops7_givenAReceiverThatAnOperatorPauses_thenItHearsNothing_andGetsWhatItMissedWhenItIsEnabled() {
    String id = registered().getString("id");
    desk().post("/internal/webhooks/" + id + "/pause").then().statusCode(204);
    desk().post("/internal/webhooks/" + id + "/pause").then().statusCode(204);
    SecurityEvent missed = changed();
    await().atMost(PATIENCE).until(() -> desk().get("/internal/webhooks/" + id + "/deliveries").jsonPath().getList("eventId")
        .contains(missed.id().toString()));
    // A second receiver shows that a round has passed.
    register(receiver.url(path + "/other")).then().statusCode(201);
    SecurityEvent second = changed();
    await().atMost(PATIENCE).until(() -> receiver.received(path + "/other").stream().anyMatch(request -> isOf(second, request)));
    assertThat(receiver.received(path)).isEmpty();
    assertThat(desk().get("/internal/webhooks").jsonPath().getString("find { it.id == '" + id + "' }.state")).isEqualTo("paused");

    desk().post("/internal/webhooks/" + id + "/enable").then().statusCode(204);
    awaitReceived(2);
    assertThat(desk().get("/internal/webhooks").jsonPath().getString("find { it.id == '" + id + "' }.state")).isEqualTo("active");
  }

  @Test
  void ops7_givenOneDelivery_whenItIsReplayed_thenItAloneIsSentAgain() {
    JsonPath made = registered();
    String id = made.getString("id");
    SecurityEvent first = changed();
    SecurityEvent second = changed();
    await().atMost(PATIENCE).until(() -> log(made, "delivered").getList("eventId")
        .containsAll(List.of(first.id().toString(), second.id().toString())));

    desk().post("/internal/webhooks/" + id + "/deliveries/" + first.id() + "/replay").then().statusCode(204);

    awaitReceived(3);
    assertThat(receiver.received(path)).filteredOn(request -> isOf(first, request)).hasSize(2);
    desk().post("/internal/webhooks/" + id + "/deliveries/" + UUID.randomUUID() + "/replay").then().statusCode(404);
    desk().post("/internal/webhooks/" + UUID.randomUUID() + "/deliveries/" + first.id() + "/replay").then().statusCode(404);
    desk().post("/internal/webhooks/" + UUID.randomUUID() + "/pause").then().statusCode(404);
  }

  @Test
  void ssrf_givenTheDesksToken_thenTheSameUrlsAreRefused_andNothingElseHereIsOpen() {
    for (String url : List.of("http://169.254.169.254/", "https://evil.example/", "http://127.0.0.1:8080/")) {
      desk().body(Map.of("url", url)).post("/internal/webhooks").then().statusCode(400).body("type", endsWith(":webhook-url-refused"));
    }
    desk().get("/internal/shared-signals").then().statusCode(oneOf(403, 404));
    desk().get("/internal/audit/entries?limit=1").then().statusCode(403);
    desk().header("Idempotency-Key", "x").body(Map.of("kind", "withdrawal-requested", "accountId", alice.toString()))
        .post("/internal/alerts").then().statusCode(oneOf(400, 403));
  }

  @Test
  void ops7_givenANewSecret_thenBothSignForADay() throws Exception {
    JsonPath made = registered();
    String fresh = operator().post("/internal/webhooks/" + made.getString("id") + "/secret").then().statusCode(200).extract().path("secret");
    changed();
    awaitReceived(1);
    verify(made.getString("secret"), receiver.received(path).getFirst());
    verify(fresh, receiver.received(path).getFirst());
    assertThat(tables.rows("select from webhook_endpoint where secret like '%whsec%' or earlier_secret like '%whsec%'"))
        .as("sealed where they are kept").isEmpty();

    clock.advance(Duration.ofHours(25));
    SecurityEvent later = changed();
    await().atMost(PATIENCE).until(() -> receiver.received(path).stream().anyMatch(request -> isOf(later, request)));
    LoggedRequest request = receiver.received(path).stream().filter(one -> isOf(later, one)).findFirst().orElseThrow();
    assertThat(request.getHeader("webhook-signature").split(" ")).as("the new secret alone").hasSize(1);
  }

  private static boolean isOf(SecurityEvent event, LoggedRequest request) {
    return request.getHeader("webhook-id").equals(event.id().toString());
  }

  @Test
  void slowReceiver_givenAnotherOneThatNeverAnswers_thenItHoldsUpNobodyElse() {
    receiver.answers(path + "/slow", WireMock.aResponse().withFixedDelay(60_000).withStatus(204));
    register(receiver.url(path + "/slow")).then().statusCode(201);
    registered();
    // More than fit between the slow one's calls, which are given up after a while.
    for (int i = 0; i < 24; i++) {
      changed();
    }
    awaitReceived(24);
  }

  @Test
  void ssrf_givenARedirectInside_thenItIsNotFollowed() {
    receiver.answers(path, WireMock.aResponse().withStatus(302).withHeader("Location", receiver.url(path + "/inside")));
    JsonPath made = registered();
    changed();
    await().atMost(PATIENCE).until(() -> log(made, "waiting").getList("answer").contains("302"));
    assertThat(receiver.received(path + "/inside")).isEmpty();
  }

  @Test
  void ssrf_givenANamedHostWhoseAddressMayNotBeCalled_thenNobodyIsCalled() {
    JsonPath made = register("http://127.0.0.2:" + receiver.port() + path).then().statusCode(201).extract().jsonPath();
    changed();
    await().atMost(PATIENCE).until(() -> log(made, "waiting").getList("answer").contains("AddressNotAllowed"));
    assertThat(receiver.received(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/", "http://127.0.0.1:8080/", "https://[::1]/", "http://2130706433/", "https://evil.example/",
      "https://localhost.evil.example/", "https://localhost@evil.example/", "https://user:secret@localhost/", "https://localhost#x",
      "ftp://localhost/", "localhost", "https:localhost", "javascript:alert(1)", "", "https://localhost:0/", "https://loc\u0430lhost/"})
  void ssrf_givenAnotherUrlThanOneOfANamedHost_thenItIsRefused(String url) {
    register(url).then().statusCode(400);
  }

  @Test
  void privilege_givenAnotherCallerThanAnOperator_thenNothingIsShownOrChanged() {
    JsonPath made = registered();
    for (String token : List.of(tokens.of(alice), ServiceTokenFiles.token("withdrawals", "notification-service"),
        ServiceTokenFiles.token("operator", "session-service"))) {
      RequestSpecification other = RestAssured.given().auth().oauth2(token).contentType("application/json");
      assertThat(other.get("/internal/webhooks").statusCode()).isIn(401, 403);
      assertThat(other.delete("/internal/webhooks/" + made.getString("id")).statusCode()).isIn(401, 403);
      assertThat(other.post("/internal/webhooks/" + made.getString("id") + "/secret").statusCode()).isIn(401, 403);
      assertThat(other.body(Map.of("url", receiver.url("/x"))).post("/internal/webhooks").statusCode()).isIn(401, 403);
    }
    operator().header("Idempotency-Key", "x").body(Map.of("kind", "withdrawal-requested", "accountId", alice.toString()))
        .post("/internal/alerts").then().statusCode(oneOf(400, 403));
  }

  @Test
  void givenWhatIsThereAlready_orIsUnknown_thenItIsRefused() {
    registered();
    register(receiver.url(path)).then().statusCode(409);
    register(receiver.url("/y"), "io.portcullis.no-such.v1").then().statusCode(400);
    String nobody = "/internal/webhooks/" + UUID.randomUUID();
    operator().delete(nobody).then().statusCode(404);
    operator().post(nobody + "/secret").then().statusCode(404);
    operator().post(nobody + "/enable").then().statusCode(404);
    operator().get(nobody + "/deliveries").then().statusCode(404);
    operator().body(Map.of("since", clock.instant().toString())).post(nobody + "/replay").then().statusCode(404);
    for (String never : List.of("+1000000000-12-31T23:59:59Z", "+999999-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z", "1969-12-31T23:59:59Z")) {
      operator().body(Map.of("since", never)).post(nobody + "/replay").then().statusCode(400);
    }
    for (int i = 1; i < 20; i++) {
      register(receiver.url(path + "/" + i)).then().statusCode(201);
    }
    register(receiver.url(path + "/21")).then().statusCode(409).body("type", endsWith(":webhooks-full"));
  }

  private JsonPath log(JsonPath made, String state) {
    return operator().queryParam("state", state).get("/internal/webhooks/" + made.getString("id") + "/deliveries")
        .then().statusCode(200).extract().jsonPath();
  }

  private int replay(JsonPath made, boolean all) {
    return operator().body(Map.of("since", clock.instant().minus(Duration.ofHours(1)).toString(), "all", all))
        .post("/internal/webhooks/" + made.getString("id") + "/replay").then().statusCode(200).extract().path("queued");
  }

  private String state(JsonPath made) {
    return operator().get("/internal/webhooks").jsonPath().getString("find { it.id == '" + made.getString("id") + "' }.state");
  }
}
