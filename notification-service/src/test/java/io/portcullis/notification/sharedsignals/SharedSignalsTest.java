package io.portcullis.notification.sharedsignals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionId;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-7: other systems hear of security events by the Shared Signals Framework.
@QuarkusTest
@OnTheStack
@WithTestResource(ReceiverDouble.class)
class SharedSignalsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String PUSH = "urn:ietf:rfc:8935";
  private static final String POLL = "urn:ietf:rfc:8936";
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String SSF = "https://schemas.openid.net/secevent/ssf/event-type/";

  ReceiverDouble endpoint;

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Tables tables;
  @Inject ObjectMapper json;
  @Inject PushLeases leases;
  @ConfigProperty(name = "portcullis.origin") String origin;

  private final String path = "/events/" + UUID.randomUUID();
  private final AccountId alice = new AccountId(UUID.randomUUID());

  @AfterEach
  void removeAll() {
    clock.reset();
    operator().get("/internal/shared-signals/receivers").jsonPath().getList("id", String.class)
        .forEach(id -> operator().delete("/internal/shared-signals/receivers/" + id).then().statusCode(204));
  }

  // --- who takes part ---

  private static RequestSpecification operator() {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token("operator", "notification-service")).contentType("application/json");
  }

  /// A registered receiver.
  private record Party(String id, String token, String audience) {
    RequestSpecification calls() {
      return RestAssured.given().auth().oauth2(token).contentType("application/json");
    }

    JsonPath creates(Map<String, ?> stream) {
      return calls().body(stream).post("/ssf/streams").then().statusCode(201).extract().jsonPath();
    }

    String polled(String... types) {
      return creates(types.length == 0 ? Map.of() : Map.of("events_requested", List.of(types))).getString("stream_id");
    }

    Response status(String stream) {
      return calls().queryParam("stream_id", stream).get("/ssf/status");
    }
  }

  private Party receiver() {
    return receiver("localhost");
  }

  private Party receiver(String pushHost) {
    String name = "r-" + UUID.randomUUID();
    String audience = "https://receiver.example/" + name;
    JsonPath made = operator().body(Map.of("name", name, "audience", audience, "pushHost", pushHost))
        .post("/internal/shared-signals/receivers").then().statusCode(201).extract().jsonPath();
    return new Party(made.getString("id"), made.getString("token"), audience);
  }

  private Map<String, ?> pushTo(String url) {
    return Map.of("delivery", Map.of("method", PUSH, "endpoint_url", url, "authorization_header", "Bearer of-the-receiver"));
  }

  private String pushed(Party receiver) {
    return receiver.creates(pushTo(endpoint.url(path))).getString("stream_id");
  }

  private SecurityEvent frozen() {
    return told(new AccountFrozen(OtherServices.anEvent(), alice, clock.instant(), "owner"));
  }

  private SecurityEvent told(SecurityEvent event) {
    others.publish(event);
    return event;
  }

  // --- what they get ---

  private Response poll(Party receiver, String stream, Map<String, ?> request) {
    return receiver.calls().body(request).post("/ssf/poll/" + stream);
  }

  /// Tokens by `jti`, as they were sent. Those of other tests' events are left out.
  private Map<String, String> fetch(Party receiver, String stream) {
    Map<String, String> sets = poll(receiver, stream, Map.of("returnImmediately", true)).then().statusCode(200).extract().jsonPath().getMap("sets");
    return sets.entrySet().stream().filter(set -> isOurs(set.getValue()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /// Kafka may still bring what an earlier test published.
  private boolean isOurs(String token) {
    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    return claims.contains(alice.toString()) || claims.contains(SSF);
  }

  private List<JsonNode> awaitPolled(Party receiver, String stream, int count) {
    await().atMost(PATIENCE).until(() -> fetch(receiver, stream).size() >= count);
    return fetch(receiver, stream).values().stream().map(this::verified).toList();
  }

  private List<JsonNode> awaitPushed(int count) {
    await().atMost(PATIENCE).until(() -> received().size() >= count);
    return received().stream().map(LoggedRequest::getBodyAsString).map(this::verified).toList();
  }

  // WireMock lists the latest first or last, by its version: each says when it came.
  private List<LoggedRequest> received() {
    return endpoint.received(path).stream().filter(request -> isOurs(request.getBodyAsString())).sorted((one, other) -> one.getLoggedDate().compareTo(other.getLoggedDate())).toList();
  }

  private JsonNode verified(String token) {
    try {
      var jws = new JsonWebSignature();
      jws.setCompactSerialization(token);
      var keys = new JsonWebKeySet(RestAssured.get("/ssf/jwks.json").then().statusCode(200).extract().asString());
      jws.setKey(new VerificationJwkSelector().select(jws, keys.getJsonWebKeys()).getKey());
      assertThat(jws.verifySignature()).isTrue();
      assertThat(jws.getHeader("typ")).isEqualTo("secevent+jwt");
      assertThat(jws.getAlgorithmHeaderValue()).isEqualTo("ES256");
      return json.readTree(jws.getPayload());
    } catch (JoseException | IOException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static List<String> accounts(List<JsonNode> tokens) {
    return tokens.stream().map(token -> token.at("/sub_id/sub").asText()).toList();
  }

  // --- the CAEP Interoperability Profile's required set ---

  @Test
  void ops7_givenTheInteroperabilityProfile_thenEverythingItAsksOfATransmitterIsThere() {
    JsonPath metadata = RestAssured.get("/.well-known/ssf-configuration").then().statusCode(200).extract().jsonPath();
    assertThat(metadata.getString("spec_version")).isEqualTo("1_0");
    assertThat(metadata.getString("issuer")).isEqualTo(origin);
    assertThat(metadata.getString("jwks_uri")).isEqualTo(origin + "/ssf/jwks.json");
    assertThat(metadata.getList("delivery_methods_supported", String.class)).containsExactlyInAnyOrder(PUSH, POLL);
    assertThat(metadata.getString("configuration_endpoint")).isEqualTo(origin + "/ssf/streams");
    assertThat(metadata.getString("status_endpoint")).isEqualTo(origin + "/ssf/status");
    assertThat(metadata.getString("verification_endpoint")).isEqualTo(origin + "/ssf/verification");
    assertThat(metadata.getString("authorization_schemes[0].spec_urn")).isEqualTo("urn:ietf:rfc:6750");
    assertThat(metadata.getString("default_subjects")).isEqualTo("ALL");
    assertThat(metadata.<String>get("add_subject_endpoint")).as("there is none").isNull();

    Party receiver = receiver();
    List<String> types = List.of(CAEP + "session-revoked", CAEP + "credential-change", "https://example.org/unknown");
    JsonPath polled = receiver.creates(Map.of("events_requested", types, "description", "profile"));
    String poll = polled.getString("stream_id");
    assertThat(polled.getString("iss")).isEqualTo(origin);
    assertThat(polled.getString("aud")).isEqualTo(receiver.audience());
    assertThat(polled.getString("delivery.method")).isEqualTo(POLL);
    assertThat(polled.getString("delivery.endpoint_url")).isEqualTo(origin + "/ssf/poll/" + poll);
    assertThat(polled.getList("events_requested", String.class)).isEqualTo(types);
    assertThat(polled.getList("events_delivered", String.class)).isEqualTo(types.subList(0, 2));
    assertThat(polled.getList("events_supported", String.class)).contains(RISC + "account-disabled");
    String push = pushed(receiver);
    receiver.calls().queryParam("stream_id", push).get("/ssf/streams").then().statusCode(200)
        .body("delivery.method", equalTo(PUSH)).body("delivery.endpoint_url", equalTo(endpoint.url(path)))
        .body("delivery.authorization_header", equalTo(null));
    assertThat(receiver.calls().get("/ssf/streams").jsonPath().getList("stream_id", String.class)).containsExactly(poll, push);

    for (String stream : List.of(poll, push)) {
      receiver.calls().body(Map.of("stream_id", stream, "state", "abc")).post("/ssf/verification").then().statusCode(204);
    }
    List.of(awaitPolled(receiver, poll, 1).getFirst(), awaitPushed(1).getFirst()).forEach(token -> {
      assertThat(token.at("/sub_id/format").asText()).isEqualTo("opaque");
      assertThat(token.at("/sub_id/id").asText()).isIn(poll, push);
      assertThat(token.path("events").path(SSF + "verification").path("state").asText()).isEqualTo("abc");
    });
    LoggedRequest request = received().getFirst();
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/secevent+jwt");
    assertThat(request.getHeader("Accept")).isEqualTo("application/json");
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer of-the-receiver");

    var session = new SessionId(UUID.randomUUID());
    told(new SessionRevoked(OtherServices.anEvent(), alice, clock.instant(), session, "Chrome", EndReason.PASSWORD_RESET));
    told(new CredentialChange(OtherServices.anEvent(), alice, clock.instant(), CredentialType.PASSWORD, Initiator.RECOVERY,
        Optional.empty(), Optional.empty()));
    List<JsonNode> byPoll = awaitPolled(receiver, poll, 3);
    List<JsonNode> byPush = awaitPushed(3);
    for (List<JsonNode> got : List.of(byPoll, byPush)) {
      got.forEach(token -> {
        assertThat(token.path("iss").asText()).isEqualTo(origin);
        assertThat(token.path("aud").asText()).isEqualTo(receiver.audience());
        assertThat(token.path("events").size()).isEqualTo(1);
        assertThat(token.has("sub") || token.has("exp")).as("SSF 1.0 §4.1.8").isFalse();
        assertThat(token.path("iat").isIntegralNumber()).isTrue();
      });
      JsonNode revoked = got.get(1);
      assertThat(revoked.at("/sub_id/format").asText()).isEqualTo("complex");
      assertThat(revoked.at("/sub_id/user/format").asText()).isEqualTo("iss_sub");
      assertThat(revoked.at("/sub_id/user/iss").asText()).isEqualTo(origin);
      assertThat(revoked.at("/sub_id/user/sub").asText()).isEqualTo(alice.toString());
      assertThat(revoked.at("/sub_id/session/id").asText()).isEqualTo(session.toString());
      JsonNode said = revoked.path("events").path(CAEP + "session-revoked");
      assertThat(said.at("/reason_admin/en").asText()).isEqualTo("password reset");
      assertThat(said.path("event_timestamp").isIntegralNumber()).isTrue();
      JsonNode change = got.get(2);
      assertThat(change.at("/sub_id/sub").asText()).isEqualTo(alice.toString());
      assertThat(change.path("events").path(CAEP + "credential-change").path("credential_type").asText()).isEqualTo("password");
      assertThat(change.path("events").path(CAEP + "credential-change").path("change_type").asText()).isEqualTo("update");
      assertThat(change.at("/events").toString()).contains("reason_admin");
    }
    assertThat(byPoll.get(1).path("txn")).as("the same event").isEqualTo(byPush.get(1).path("txn"));
    assertThat(byPoll.get(1).path("jti")).as("another token").isNotEqualTo(byPush.get(1).path("jti"));
    assertThat(tables.rows("select from ssf_stream where authorization_header like '%of-the-receiver%'")).as("sealed where it is kept").isEmpty();
    assertThat(tables.rows("select from ssf_signing_key where sealed_jwk like '%kty%'")).as("sealed where it is kept").isEmpty();
  }

  // --- streams ---

  @Test
  void ops7_givenAStream_thenItsReceiverChangesReplacesAndDeletesIt() {
    Party receiver = receiver();
    String stream = receiver.creates(Map.of("description", "first", "events_requested", List.of(RISC + "account-disabled"))).getString("stream_id");

    receiver.calls().body(Map.of("stream_id", stream, "description", "second", "iss", origin)).patch("/ssf/streams").then().statusCode(200)
        .body("description", equalTo("second")).body("events_delivered", equalTo(List.of(RISC + "account-disabled")));
    receiver.calls().body(Map.of("stream_id", stream, "delivery", Map.of("method", PUSH, "endpoint_url", endpoint.url(path))))
        .patch("/ssf/streams").then().statusCode(200).body("delivery.method", equalTo(PUSH)).body("description", equalTo("second"));
    receiver.calls().body(Map.of("stream_id", stream, "delivery", Map.of("method", POLL))).put("/ssf/streams").then().statusCode(200)
        .body("delivery.method", equalTo(POLL)).body("description", equalTo(null)).body("events_requested", equalTo(null));

    receiver.calls().body(Map.of("stream_id", stream, "aud", "https://another.example")).patch("/ssf/streams").then().statusCode(400);
    receiver.calls().body(Map.of("description", "none")).put("/ssf/streams").then().statusCode(400);
    receiver.calls().body(Map.of("stream_id", UUID.randomUUID().toString())).patch("/ssf/streams").then().statusCode(404);
    receiver.calls().body(Map.of("events_requested", List.of())).post("/ssf/streams").then().statusCode(400);
    receiver.calls().body(Map.of("delivery", Map.of("method", "urn:ietf:rfc:1149"))).post("/ssf/streams").then().statusCode(400);

    receiver.polled();
    receiver.polled();
    receiver.calls().body(Map.of()).post("/ssf/streams").then().statusCode(409).body("type", endsWith(":signals-streams-full"));
    receiver.calls().queryParam("stream_id", stream).delete("/ssf/streams").then().statusCode(204);
    receiver.calls().queryParam("stream_id", stream).delete("/ssf/streams").then().statusCode(404);
    receiver.calls().queryParam("stream_id", stream).get("/ssf/streams").then().statusCode(404);
    receiver.calls().delete("/ssf/streams").then().statusCode(404);
  }

  @Test
  void ops7_givenAPausedStream_thenEventsAreHeld_andADisabledOneHoldsNone() {
    Party receiver = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    receiver.status(stream).then().statusCode(200).body("status", equalTo("enabled")).body("reason", equalTo(null));
    receiver.calls().body(Map.of("stream_id", stream, "status", "paused", "reason", "upgrade")).post("/ssf/status").then().statusCode(200);
    receiver.status(stream).then().body("status", equalTo("paused")).body("reason", equalTo("upgrade"));
    frozen();
    await().atMost(PATIENCE).until(() -> waiting(stream) == 1);
    assertThat(fetch(receiver, stream)).isEmpty();
    receiver.calls().body(Map.of("stream_id", stream, "status", "enabled")).post("/ssf/status").then().statusCode(200);
    assertThat(fetch(receiver, stream)).hasSize(1);

    receiver.calls().body(Map.of("stream_id", stream, "status", "disabled")).post("/ssf/status").then().statusCode(200);
    assertThat(waiting(stream)).isZero();
    receiver.calls().body(Map.of("stream_id", stream)).post("/ssf/verification").then().statusCode(400)
        .body("type", endsWith(":signals-stream-disabled"));
  }

  /// Of this test's events, and of what the stream says of itself.
  private long waiting(String stream) {
    return tables.count("select count(*) from ssf_set where stream_id = $1 and state = 'waiting' and (claims like $2 or event_id is null)",
        UUID.fromString(stream), "%" + alice + "%");
  }

  // --- poll ---

  @Test
  void ops7_givenAPoll_thenTokensComeInOrder_againUntilTheyAreAcknowledged() {
    Party receiver = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    for (int i = 0; i < 3; i++) {
      frozen();
    }
    await().atMost(PATIENCE).until(() -> waiting(stream) == 3);
    List<String> all = List.copyOf(poll(receiver, stream, Map.of("returnImmediately", true)).jsonPath().<String, String>getMap("sets").keySet());
    JsonPath first = poll(receiver, stream, Map.of("maxEvents", 2)).jsonPath();
    assertThat(first.<String, String>getMap("sets").keySet()).containsExactlyElementsOf(all.subList(0, 2));
    assertThat(first.getBoolean("moreAvailable")).isTrue();

    JsonPath second = poll(receiver, stream, Map.of("ack", List.of(all.get(0)), "setErrs", Map.of(all.get(1), Map.of("err", "invalid_audience",
        "description", "not ours")), "returnImmediately", true)).jsonPath();
    assertThat(second.<String, String>getMap("sets").keySet()).containsExactlyElementsOf(all.subList(2, all.size()));
    assertThat(second.getBoolean("moreAvailable")).isFalse();
    poll(receiver, stream, Map.of("maxEvents", 0, "ack", all.subList(2, all.size()))).then().statusCode(200).body("sets", equalTo(Map.of()));
    assertThat(fetch(receiver, stream)).isEmpty();

    JsonPath line = operator().get("/internal/shared-signals/streams").jsonPath();
    assertThat(line.getInt("find { it.id == '" + stream + "' }.refused")).isEqualTo(1);
    assertThat(replay(stream, false)).isEqualTo(1);
    assertThat(poll(receiver, stream, Map.of("returnImmediately", true)).jsonPath().<String, String>getMap("sets").keySet())
        .as("the same jti").containsExactly(all.get(1));
    assertThat(replay(stream, true)).isEqualTo(all.size() - 1);
    assertThat(poll(receiver, stream, Map.of("returnImmediately", true)).jsonPath().<String, String>getMap("sets").keySet())
        .containsExactlyElementsOf(all);
  }

  private int replay(String stream, boolean all) {
    return operator().body(Map.of("since", clock.instant().minus(Duration.ofHours(1)).toString(), "all", all))
        .post("/internal/shared-signals/streams/" + stream + "/replay").then().statusCode(200).extract().path("queued");
  }

  @Test
  void ops7_givenAPollThatWaits_thenItIsAnsweredWhenSomethingHappens_andWithNothingAfterAWhile() throws Exception {
    Party receiver = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    assertThat(poll(receiver, stream, Map.of()).jsonPath().<Boolean>get("moreAvailable")).as("after ten seconds at most").isFalse();
    var answers = new CopyOnWriteArrayList<String>();
    Thread waiting = Thread.ofVirtual().start(() -> {
      while (answers.isEmpty()) {
        poll(receiver, stream, Map.of()).jsonPath().<String, String>getMap("sets").keySet().forEach(answers::add);
      }
    });
    frozen();
    assertThat(waiting.join(PATIENCE)).isTrue();
  }

  // --- push ---

  @Test
  void ops7_givenAnEndpointThatFails_thenTheSameTokensComeInOrderWhenItIsBack() {
    endpoint.answers(path, WireMock.aResponse().withStatus(503));
    Party receiver = receiver();
    String stream = pushed(receiver);
    List<SecurityEvent> events = List.of(frozen(), frozen(), frozen());
    awaitPushed(1);
    await().atMost(PATIENCE).until(() -> waiting(stream) == 3);
    assertThat(awaitPushed(1)).extracting(token -> token.path("txn").asText()).as("what follows waits behind it")
        .containsOnly(events.getFirst().id().toString());

    endpoint.answers(path, WireMock.aResponse().withStatus(202));
    clock.advance(Duration.ofMinutes(20));
    await().atMost(PATIENCE).until(() -> waiting(stream) == 0);
    List<JsonNode> all = received().stream().map(request -> verified(request.getBodyAsString())).toList();
    assertThat(all).extracting(token -> token.path("txn").asText()).containsSubsequence(
        events.stream().map(event -> event.id().toString()).toList());
    assertThat(all.stream().map(token -> token.path("jti").asText()).distinct()).as("each token keeps its jti").hasSize(3);
  }

  @Test
  void ops7_givenAnEndpointThatRefusesATokenByAnError_thenThatIsKept_andTheNextOneComes() {
    endpoint.answers(path, WireMock.aResponse().withStatus(400).withHeader("Content-Type", "application/json")
        .withBody("{\"err\":\"invalid_audience\",\"description\":\"not ours\"}"));
    Party receiver = receiver();
    String stream = pushed(receiver);
    frozen();
    frozen();
    await().atMost(PATIENCE).until(() -> tables.count(
        "select count(*) from ssf_set where stream_id = $1 and state = 'refused' and answer = 'invalid_audience'", UUID.fromString(stream)) == 2);
    assertThat(received()).hasSize(2);

    // About its keys, not about this token.
    endpoint.answers(path, WireMock.aResponse().withStatus(400).withBody("{\"err\":\"invalid_key\"}"));
    frozen();
    awaitPushed(3);
    await().atMost(PATIENCE).until(() -> tables.count(
        "select count(*) from ssf_set where stream_id = $1 and state = 'waiting' and answer = '400'", UUID.fromString(stream)) == 1);
  }

  @Test
  void ops7_givenAnEndpointThatTakesNothingForDays_thenTheStreamIsPaused_andGoesOnWhenItsReceiverSaysSo() {
    endpoint.answers(path, WireMock.aResponse().withStatus(500).withBody("x".repeat(100_000)));
    Party receiver = receiver();
    String stream = pushed(receiver);
    frozen();
    awaitPushed(1);
    await().atMost(PATIENCE).until(() -> tables.count(
        "select count(*) from ssf_stream where id = $1 and failing_since is not null", UUID.fromString(stream)) == 1);
    clock.advance(Duration.ofDays(3));
    await().atMost(PATIENCE).until(() -> receiver.status(stream).jsonPath().getString("status").equals("paused"));
    assertThat(receiver.status(stream).jsonPath().getString("reason")).isEqualTo("the endpoint takes no event");

    endpoint.answers(path, WireMock.aResponse().withStatus(202));
    receiver.calls().body(Map.of("stream_id", stream, "status", "enabled")).post("/ssf/status").then().statusCode(200);
    await().atMost(PATIENCE).until(() -> waiting(stream) == 0);
    assertThat(awaitPushed(2)).extracting(token -> token.at("/events").toString()).anyMatch(events -> events.contains("stream-updated"));
  }

  @Test
  void slowReceiver_givenAnotherOneThatNeverAnswers_thenItHoldsUpNobodyElse_andNoSecondReplicaPushesItsStream() {
    // A lease that ran out meanwhile, or a try that came again, would be another matter.
    clock.stop();
    endpoint.answers(path + "/slow", WireMock.aResponse().withFixedDelay(60_000).withStatus(202));
    Party slow = receiver();
    String stuck = slow.creates(pushTo(endpoint.url(path + "/slow"))).getString("stream_id");
    String quick = pushed(receiver());
    for (int i = 0; i < 5; i++) {
      frozen();
    }
    await().atMost(PATIENCE).until(() -> !endpoint.received(path + "/slow").isEmpty());
    assertThat(accounts(awaitPushed(5))).containsOnly(alice.toString());
    assertThat(waiting(stuck)).isEqualTo(5);
    assertThat(leases.claim().await().atMost(PATIENCE)).doesNotContain(UUID.fromString(stuck));
  }

  @Test
  void backPressure_givenAReceiverThatFetchesNothing_thenItsStreamIsPausedWhenItIsFull_andItHearsThat() {
    Party receiver = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    String other = receiver.polled(CAEP + "session-revoked");
    for (int i = 0; i < 105; i++) {
      frozen();
    }
    await().atMost(PATIENCE).until(() -> receiver.status(stream).jsonPath().getString("status").equals("paused"));
    assertThat(receiver.status(stream).jsonPath().getString("reason")).isEqualTo("too many events wait");
    // Of one partition: what is behind the flood is not handled before it.
    told(new SessionRevoked(OtherServices.anEvent(), alice, clock.instant(), new SessionId(UUID.randomUUID()), "Chrome", EndReason.SIGNED_OUT));
    await().atMost(PATIENCE).until(() -> waiting(other) == 1);
    assertThat(tables.count("select count(*) from ssf_set where stream_id = $1", UUID.fromString(stream))).isEqualTo(101);
    assertThat(receiver.status(other).jsonPath().getString("status")).isEqualTo("enabled");
    List<JsonNode> told = awaitPolled(receiver, stream, 1);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().path("events").path(SSF + "stream-updated").path("status").asText()).isEqualTo("paused");

    receiver.calls().body(Map.of("stream_id", stream, "status", "enabled")).post("/ssf/status").then().statusCode(200);
    JsonPath held = poll(receiver, stream, Map.of("returnImmediately", true, "maxEvents", 1000)).jsonPath();
    assertThat(held.<String, String>getMap("sets")).as("at most so many at once").hasSize(100);
    assertThat(held.getBoolean("moreAvailable")).isTrue();
  }

  // --- attacks ---

  @Test
  void privilege_givenAnotherReceiver_thenItSeesChangesAndAcknowledgesNothing() {
    Party receiver = receiver();
    Party thief = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    frozen();
    await().atMost(PATIENCE).until(() -> waiting(stream) == 1);
    String jti = fetch(receiver, stream).keySet().iterator().next();

    thief.calls().queryParam("stream_id", stream).get("/ssf/streams").then().statusCode(404);
    assertThat(thief.calls().get("/ssf/streams").jsonPath().getList("$")).isEmpty();
    thief.status(stream).then().statusCode(404);
    thief.calls().body(Map.of("stream_id", stream, "status", "disabled")).post("/ssf/status").then().statusCode(404);
    thief.calls().body(Map.of("stream_id", stream, "description", "mine")).patch("/ssf/streams").then().statusCode(404);
    thief.calls().body(Map.of("stream_id", stream)).put("/ssf/streams").then().statusCode(404);
    thief.calls().body(Map.of("stream_id", stream)).post("/ssf/verification").then().statusCode(404);
    thief.calls().queryParam("stream_id", stream).delete("/ssf/streams").then().statusCode(404);
    poll(thief, stream, Map.of("ack", List.of(jti))).then().statusCode(404);
    // By a stream of its own it reaches no other one's tokens.
    poll(thief, thief.polled(), Map.of("maxEvents", 0, "ack", List.of(jti), "setErrs", Map.of(jti, Map.of("err", "x")))).then().statusCode(200);
    assertThat(fetch(receiver, stream)).containsOnlyKeys(jti);
  }

  @Test
  void forgery_givenAnAcknowledgementOfWhatNeverWentOut_thenItCountsForNothing() {
    Party receiver = receiver();
    String stream = receiver.polled(RISC + "account-disabled");
    frozen();
    await().atMost(PATIENCE).until(() -> waiting(stream) == 1);
    String jti = tables.rows("select jti from ssf_set where stream_id = $1", UUID.fromString(stream)).getFirst().getUUID(0).toString();
    poll(receiver, stream, Map.of("maxEvents", 0, "ack", List.of(jti, "x", UUID.randomUUID().toString()),
        "setErrs", Map.of(jti, Map.of("err", "x")))).then().statusCode(200);
    assertThat(waiting(stream)).isEqualTo(1);
  }

  @Test
  void privilege_givenAnotherCredential_thenNoDoorOpens() {
    Party receiver = receiver();
    String stream = receiver.polled();
    for (String token : List.of(tokens.of(alice), ServiceTokenFiles.token("operator", "notification-service"), "pss_" + "A".repeat(49),
        receiver.token().substring(0, receiver.token().length() - 1) + "x", receiver.token().toUpperCase())) {
      RequestSpecification other = RestAssured.given().auth().oauth2(token).contentType("application/json");
      assertThat(other.get("/ssf/streams").statusCode()).isIn(401, 403);
      assertThat(other.body("{}").post("/ssf/poll/" + stream).statusCode()).isIn(401, 403);
    }
    for (String other : List.of("/v1/activity", "/v1/alerts", "/internal/shared-signals/receivers", "/internal/webhooks")) {
      assertThat(receiver.calls().get(other).statusCode()).as(other).isIn(401, 403);
    }
    for (String token : List.of(tokens.of(alice), ServiceTokenFiles.token("withdrawals", "notification-service"))) {
      assertThat(RestAssured.given().auth().oauth2(token).get("/internal/shared-signals/receivers").statusCode()).isIn(401, 403);
    }
    assertThat(RestAssured.given().queryParam("access_token", receiver.token()).get("/ssf/streams").statusCode())
        .as("a token in an address (RFC 6750 §2.3)").isEqualTo(401);

    String fresh = operator().post("/internal/shared-signals/receivers/" + receiver.id() + "/token").then().statusCode(200).extract().path("token");
    receiver.calls().get("/ssf/streams").then().statusCode(401);
    new Party(receiver.id(), fresh, receiver.audience()).calls().get("/ssf/streams").then().statusCode(200);
    assertThat(tables.rows("select from ssf_receiver where encode(token_digest, 'escape') like '%pss%'")).as("a digest is kept").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/", "https://[::1]/", "http://2130706433/", "https://evil.example/", "https://localhost.evil.example/",
      "https://user:secret@localhost/", "https://localhost#x", "ftp://localhost/", "localhost", "javascript:alert(1)", "",
      "https://localhost:0/", "https://localhost/events?token=secret", "https://127.0.0.2/"})
  void ssrf_givenAnotherEndpointThanOneOfTheReceiversHost_thenItIsRefused(String url) {
    receiver().calls().body(pushTo(url)).post("/ssf/streams").then().statusCode(400);
  }

  @Test
  void ssrf_givenARedirect_orAHostWhoseAddressMayNotBeCalled_thenNobodyInsideIsCalled() {
    endpoint.answers(path, WireMock.aResponse().withStatus(302).withHeader("Location", endpoint.url(path + "/inside")));
    String redirected = pushed(receiver());
    String inside = receiver("127.0.0.2").creates(pushTo("http://127.0.0.2:" + endpoint.port() + path + "/inside")).getString("stream_id");
    frozen();
    for (var answer : Map.of(redirected, "302", inside, "AddressNotAllowed").entrySet()) {
      await().atMost(PATIENCE).until(() -> tables.count("select count(*) from ssf_set where stream_id = $1 and answer = $2",
          UUID.fromString(answer.getKey()), answer.getValue()) == 1);
    }
    assertThat(endpoint.received(path + "/inside")).isEmpty();
    operator().body(Map.of("name", "x", "audience", "x", "pushHost", "evil.example")).post("/internal/shared-signals/receivers")
        .then().statusCode(400).body("type", endsWith(":signals-endpoint-refused"));
    JsonPath polls = operator().body(Map.of("name", "polls", "audience", "https://polls.example"))
        .post("/internal/shared-signals/receivers").then().statusCode(201).extract().jsonPath();
    new Party(polls.getString("id"), polls.getString("token"), "").calls().body(pushTo(endpoint.url(path))).post("/ssf/streams")
        .then().statusCode(400);
  }

  @Test
  void flood_givenVerificationsInARow_orBodiesThatAreTooLarge_thenTheyAreRefused() {
    Party receiver = receiver();
    String stream = receiver.polled();
    clock.stop();
    receiver.calls().body(Map.of("stream_id", stream)).post("/ssf/verification").then().statusCode(204);
    Response again = receiver.calls().body(Map.of("stream_id", stream)).post("/ssf/verification");
    again.then().statusCode(429).body("type", endsWith(":signals-verified-just-now"));
    assertThat(again.header("Retry-After")).isEqualTo("60");
    clock.advance(Duration.ofSeconds(60));
    receiver.calls().body(Map.of("stream_id", stream)).post("/ssf/verification").then().statusCode(204);
    assertThat(waiting(stream)).isEqualTo(2);

    poll(receiver, stream, Map.of("ack", List.of("x".repeat(70_000)))).then().statusCode(413);
    receiver.calls().body(Map.of("stream_id", stream, "state", "x".repeat(1001))).post("/ssf/verification").then().statusCode(400);
    receiver.calls().body(Map.of("description", "x".repeat(501))).post("/ssf/streams").then().statusCode(400);
    for (String header : List.of("Bearer a\r\nX-Evil: 1", "\u00e4", " ")) {
      receiver.calls().body(Map.of("delivery", Map.of("method", PUSH, "endpoint_url", endpoint.url(path), "authorization_header", header)))
          .post("/ssf/streams").then().statusCode(400);
    }
  }

  // --- keys ---

  @Test
  void ops7_givenTimeThatPasses_thenANewKeyIsPublishedBeforeItSigns_andAKeyThatWasTakenIsReplacedAtOnce() {
    List<String> before = kids();
    clock.advance(Duration.ofDays(100));
    List<String> announced = kids();
    assertThat(announced).containsAll(before).hasSize(before.size() + 1);
    assertThat(kids()).as("one alone").isEqualTo(announced);
    clock.reset();

    String kid = operator().post("/internal/shared-signals/keys/replace").then().statusCode(200).extract().path("kid");
    assertThat(kids()).containsExactly(kid).doesNotContainAnyElementsOf(announced);
    Party receiver = receiver();
    String stream = receiver.polled();
    receiver.calls().body(Map.of("stream_id", stream)).post("/ssf/verification").then().statusCode(204);
    awaitPolled(receiver, stream, 1);
  }

  private static List<String> kids() {
    String jwks = RestAssured.get("/ssf/jwks.json").asString();
    assertThat(jwks).doesNotContain("\"d\"");
    return JsonPath.from(jwks).getList("keys.kid", String.class);
  }

  @Test
  void givenWhatIsThereAlready_orIsUnknown_thenItIsRefused() {
    for (int i = 0; i < 20; i++) {
      operator().body(Map.of("name", "r" + i, "audience", "https://r.example")).post("/internal/shared-signals/receivers").then().statusCode(201);
    }
    operator().body(Map.of("name", "r1", "audience", "https://r.example")).post("/internal/shared-signals/receivers")
        .then().statusCode(409).body("type", endsWith(":signals-receiver-exists"));
    operator().body(Map.of("name", "r21", "audience", "https://r.example")).post("/internal/shared-signals/receivers")
        .then().statusCode(409).body("type", endsWith(":signals-receivers-full"));
    String nobody = "/internal/shared-signals/receivers/" + UUID.randomUUID();
    operator().delete(nobody).then().statusCode(404);
    operator().post(nobody + "/token").then().statusCode(404);
    operator().body(Map.of("since", clock.instant().toString())).post("/internal/shared-signals/streams/" + UUID.randomUUID() + "/replay")
        .then().statusCode(404);
  }
}
