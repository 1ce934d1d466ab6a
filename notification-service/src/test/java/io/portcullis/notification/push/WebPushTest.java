package io.portcullis.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.receiver.ReceiverDouble;
import io.portcullis.runtime.ended.EndedSessions;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.PushedBrowser;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-3: alerts are pushed to browsers. The push service is another company's; the browser reads with code of its own.
@QuarkusTest
@OnTheStack
@WithTestResource(ReceiverDouble.class)
class WebPushTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CODES = "io.portcullis.mfa.recovery-codes-issued.v1";

  ReceiverDouble receiver;

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject Tables tables;
  @Inject ObjectMapper json;
  @Inject PushSubscriptions subscriptions;
  @Inject EndedSessions ended;

  private final String path = "/push/" + UUID.randomUUID();
  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final PushedBrowser browser = new PushedBrowser();

  @BeforeEach
  void arrive() {
    others.publish(new Contact(OtherServices.anEvent(), alice, Instant.now(), List.of(OtherServices.anAddress()), "de"));
  }

  @AfterEach
  void now() {
    clock.reset();
  }

  private String token(AccountId account, SessionId session, String acr, Instant authTime) {
    JwtClaims claims = tokens.claims(account, acr, authTime);
    claims.setClaim("sid", session.toString());
    return tokens.sign(claims, "at+jwt");
  }

  private RequestSpecification customer(AccountId account, SessionId session) {
    return RestAssured.given().auth().oauth2(token(account, session, "aal1", clock.instant())).contentType("application/json");
  }

  private RequestSpecification customer() {
    return customer(alice, session);
  }

  private String key() {
    return customer().get("/v1/push-subscriptions").then().statusCode(200).extract().path("publicKey");
  }

  private Map<String, Object> wish(String endpoint, PushedBrowser browser) {
    return Map.of("endpoint", endpoint, "keys", browser.keys(), "publicKey", key());
  }

  private ValidatableResponse subscribe(AccountId account, SessionId session, Map<String, ?> wish) {
    return customer(account, session).body(wish).post("/v1/push-subscriptions").then();
  }

  private void subscribed() {
    subscribe(alice, session, wish(receiver.url(path), browser)).statusCode(204);
  }

  private ValidatableResponse listed(AccountId account) {
    return customer(account, session).get("/v1/push-subscriptions").then().statusCode(200);
  }

  private SecurityEvent critical() {
    var event = new RecoveryCodesIssued(OtherServices.anEvent(), alice, clock.instant(), 10, Optional.empty());
    others.publish(event);
    return event;
  }

  private SecurityEvent price() {
    var event = new PriceReached(OtherServices.anEvent(), alice, clock.instant(), "prices", "BTC/EUR", "100000");
    others.publish(event);
    return event;
  }

  private List<LoggedRequest> awaitReceived(int times) {
    await().atMost(PATIENCE).until(() -> receiver.received(path).size() >= times);
    return receiver.received(path);
  }

  private JsonNode read(LoggedRequest request) throws Exception {
    return json.readTree(browser.read(request.getBody()));
  }

  private long pushes(AccountId account, String state) {
    return tables.count("select count(*) from delivery where account_id = $1 and channel = 'push' and state = $2", account.value(), state);
  }

  private void awaitPushes(String state, int number) {
    await().atMost(PATIENCE).until(() -> pushes(alice, state) == number);
  }

  private void untilSubscriptions(AccountId account, int number) {
    await().atMost(PATIENCE).untilAsserted(() -> listed(account).body("subscriptions", hasSize(number)));
  }

  @Test
  void safe3_givenABrowser_whenSomethingHappens_thenItIsToldInTheCustomersLanguage_bySealedMailAlone() throws Exception {
    subscribed();
    critical();

    LoggedRequest request = awaitReceived(1).getFirst();
    JsonNode notice = read(request);
    assertThat(notice.path("type").asText()).isEqualTo(CODES);
    assertThat(notice.path("title").asText()).contains("Wiederherstellungscodes");
    assertThat(notice.path("lang").asText()).isEqualTo("de");
    assertThat(notice.path("url").asText()).isEqualTo("/security/alerts");
    assertThat(request.getHeader("Content-Encoding")).isEqualTo("aes128gcm");
    assertThat(request.getHeader("Urgency")).isEqualTo("high");
    assertThat(Integer.parseInt(request.getHeader("TTL"))).isBetween(600_000, 604_800);
    assertThat(request.getHeader("Topic")).as("no urgent alert takes another one's place").isNull();
    assertThat(request.getBodyAsString()).doesNotContain("Wiederherstellung");
    awaitPushes("sent", 1);
  }

  @Test
  void rfc8292_thenThePushServiceSeesWhoSends_forItsOwnOriginAlone() throws Exception {
    subscribed();
    critical();
    String authorization = awaitReceived(1).getFirst().getHeader("Authorization");
    assertThat(authorization).startsWith("vapid t=").endsWith(", k=" + key());

    String token = authorization.substring("vapid t=".length(), authorization.indexOf(','));
    JwtClaims claims = new JwtConsumerBuilder().setVerificationKey(PushedBrowser.key(Base64.getUrlDecoder().decode(key())))
        .setExpectedAudience("http://localhost:" + receiver.port()).setRequireSubject().setRequireExpirationTime().build().processToClaims(token);
    assertThat(claims.getExpirationTime().getValue()).isBetween(Instant.now().getEpochSecond() + 36_000, Instant.now().getEpochSecond() + 86_400);
    assertThat(claims.getSubject()).matches("(https?:|mailto:).*");
  }

  @Test
  void safe3_givenTwoNewsOfAKind_thenTheLaterTakesTheEarlierOnesPlace_andTheTopicTellsNothing() throws Exception {
    subscribed();
    price();
    price();
    List<LoggedRequest> requests = awaitReceived(2);
    assertThat(requests).extracting(request -> request.getHeader("Topic")).doesNotContainNull().containsOnly(requests.getFirst().getHeader("Topic"))
        .allSatisfy(topic -> assertThat(topic).matches("[A-Za-z0-9_-]{32}"));
    assertThat(read(requests.getFirst()).path("tag").asText()).isEqualTo(requests.getFirst().getHeader("Topic"));
    assertThat(requests.getFirst().getHeader("Urgency")).isEqualTo("normal");
  }

  @Test
  void canary_givenWhatAlertsByMailCarry_thenNoPushHoldsIt_andTheTableHoldsNoSecret() throws Exception {
    subscribed();
    RestAssured.given().auth().oauth2(token(alice, session, "aal2", clock.instant())).contentType("application/json")
        .body(Map.of("code", "canary heron")).put("/v1/anti-phishing-code").then().statusCode(204);
    critical();
    awaitReceived(2);
    for (LoggedRequest request : receiver.received(path)) {
      assertThat(browser.read(request.getBody())).doesNotContain("canary", "token", "http", "recovery/freeze");
    }
    assertThat(tables.rows("select from push_subscription where strpos(push_subscription::text, $1) > 0 or strpos(push_subscription::text, $2) > 0",
        path, browser.keys().get("auth"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void rfc8030_givenASubscriptionThatIsGone_thenItEnds(int status) {
    receiver.answers(path, WireMock.aResponse().withStatus(status));
    subscribed();
    critical();
    untilSubscriptions(alice, 0);
    awaitPushes("refused", 1);
    assertThat(receiver.received(path)).hasSize(1);
  }

  @Test
  void rfc8030_givenAServiceThatWantsAPause_thenItIsLeftAloneSoLong_andAskedAgain() {
    receiver.answers(path, WireMock.aResponse().withStatus(429).withHeader("Retry-After", "3600"));
    subscribed();
    critical();
    awaitReceived(1);
    await().atMost(PATIENCE).until(() -> tables.count("""
        select count(*) from delivery where account_id = $1 and channel = 'push' and state = 'queued'
          and next_try_at between $2 and $3""", alice.value(), clock.instant().plus(Duration.ofMinutes(55)).atOffset(java.time.ZoneOffset.UTC),
        clock.instant().plus(Duration.ofMinutes(73)).atOffset(java.time.ZoneOffset.UTC)) == 1);
    listed(alice).body("subscriptions", hasSize(1));

    receiver.answers(path, WireMock.aResponse().withStatus(201));
    clock.advance(Duration.ofMinutes(73));
    awaitPushes("sent", 1);
  }

  @Test
  void rfc8030_givenAMessageThatIsTooLarge_thenItIsNotSentAgain() {
    receiver.answers(path, WireMock.aResponse().withStatus(413));
    subscribed();
    critical();
    awaitPushes("refused", 1);
    listed(alice).body("subscriptions", hasSize(1));
  }

  @Test
  void sharedBrowser_givenAnotherCustomerBeforeIt_thenItTellsTheirAlertsAlone() {
    subscribed();
    var bob = new AccountId(UUID.randomUUID());
    subscribe(bob, new SessionId(UUID.randomUUID()), wish(receiver.url(path), browser)).statusCode(204);
    listed(alice).body("subscriptions", hasSize(0));
    listed(bob).body("subscriptions", hasSize(1));
    SecurityEvent event = critical();
    await().atMost(PATIENCE).until(() -> tables.count(
        "select count(*) from delivery where account_id = $1 and kind = $2 and state = 'sent'", alice.value(), event.type()) == 1);
    assertThat(receiver.received(path)).isEmpty();
  }

  @Test
  void silence_givenWhoKnowsAnothersEndpointAlone_thenTheyTakeNothingOver() {
    subscribed();
    subscribe(new AccountId(UUID.randomUUID()), session, wish(receiver.url(path), new PushedBrowser())).statusCode(409)
        .body("type", endsWith(":push-subscription-taken"));
    critical();
    awaitReceived(1);
    assertThat(browser.read(receiver.received(path).getFirst().getBody())).contains(CODES);
  }

  @Test
  void sharedBrowser_givenTheSessionEnds_orTheAccountIsFrozen_thenNothingIsToldThere() {
    subscribed();
    SessionId other = new SessionId(UUID.randomUUID());
    subscribe(alice, other, wish(receiver.url(path + "/2"), browser)).statusCode(204);
    others.publish(new SessionRevoked(OtherServices.anEvent(), alice, clock.instant(), session, "Firefox", EndReason.SIGNED_OUT));
    untilSubscriptions(alice, 1);
    others.publish(new AccountFrozen(OtherServices.anEvent(), alice, clock.instant(), "customer"));
    untilSubscriptions(alice, 0);
    assertThat(receiver.received(path)).isEmpty();
    assertThat(receiver.received(path + "/2")).isEmpty();
  }

  @Test
  void safe3_givenTheSameBrowserAgain_thenItIsOneSubscription_ofTheSessionThatAskedLast() {
    subscribed();
    others.publish(new SessionEstablished(OtherServices.anEvent(), alice, clock.instant(), session, new DeviceId(UUID.randomUUID()), "Firefox on Linux",
        Optional.empty(), "aal1", DeviceRecognition.KNOWN, Optional.empty(), List.of(), Optional.empty()));
    await().atMost(PATIENCE).untilAsserted(() -> listed(alice).body("subscriptions[0].device", equalTo("Firefox on Linux")));
    String id = listed(alice).extract().path("subscriptions[0].id");
    SessionId next = new SessionId(UUID.randomUUID());
    subscribe(alice, next, wish(receiver.url(path), browser)).statusCode(204);
    listed(alice).body("subscriptions", hasSize(1)).body("subscriptions[0].id", equalTo(id)).body("subscriptions[0].current", equalTo(false));
    others.publish(new SessionRevoked(OtherServices.anEvent(), alice, clock.instant(), session, "Firefox", EndReason.SIGNED_OUT));
    critical();
    awaitReceived(1);
    clock.advance(Duration.ofDays(91));
    listed(alice).body("subscriptions", hasSize(0));
  }

  @Test
  void stolenSession_givenABrowserOfAnotherSession_thenOnlyAProofSilencesIt() {
    subscribed();
    String subscription = "/v1/push-subscriptions/" + listed(alice).extract().path("subscriptions[0].id");
    var thief = new SessionId(UUID.randomUUID());
    RestAssured.given().auth().oauth2(token(alice, thief, "aal2", clock.instant().minus(Duration.ofMinutes(6)))).delete(subscription).then()
        .statusCode(401).body("type", endsWith(":insufficient-user-authentication"));
    customer(new AccountId(UUID.randomUUID()), session).delete(subscription).then().statusCode(404);
    listed(alice).body("subscriptions", hasSize(1));
    RestAssured.given().auth().oauth2(token(alice, session, "aal2", clock.instant().minus(Duration.ofMinutes(6)))).delete(subscription).then()
        .statusCode(204);
    RestAssured.given().auth().oauth2(token(alice, session, "aal2", clock.instant())).delete(subscription).then().statusCode(404);
  }

  @Test
  void safe3_givenASilencedGroup_thenItIsNotPushed_andCriticalAlertsAre() {
    subscribed();
    RequestSpecification proved = RestAssured.given().auth().oauth2(token(alice, session, "aal2", clock.instant())).contentType("application/json");
    proved.body(Map.of("groups", List.of(Map.of("group", "prices", "email", true, "sms", true, "push", false)))).put("/v1/notification-preferences")
        .then().statusCode(204);
    customer().get("/v1/notification-preferences").then().body("groups.find { it.group == 'prices' }.push", equalTo(false))
        .body("groups.find { it.group == 'critical' }.push", equalTo(true));
    proved.body(Map.of("groups", List.of(Map.of("group", "critical", "email", true, "sms", true, "push", false)))).put("/v1/notification-preferences")
        .then().statusCode(400).body("type", endsWith(":critical-alerts"));
    SecurityEvent price = price();
    critical();
    // The choice itself is told, too.
    awaitPushes("sent", 2);
    assertThat(tables.count("select count(*) from delivery where account_id = $1 and channel = 'push' and kind = $2", alice.value(), price.type())).isZero();
  }

  @Test
  void safe3_givenAsManyAsThereMayBe_thenOneMoreIsRefused_andAKnownOneIsNot() {
    for (int i = 0; i < PushSubscriptions.MOST; i++) {
      subscribe(alice, session, wish(receiver.url(path + "/" + i), browser)).statusCode(204);
    }
    subscribe(alice, session, wish(receiver.url(path + "/more"), browser)).statusCode(409).body("type", endsWith(":push-subscriptions-full"));
    subscribe(alice, session, wish(receiver.url(path + "/3"), browser)).statusCode(204);
    listed(alice).body("subscriptions", hasSize(PushSubscriptions.MOST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/", "https://127.0.0.1/", "https://[::1]/", "https://evil.example/x", "https://localhost.evil.example/",
      "https://localhost@evil.example/", "https://user:secret@localhost/", "https://evillocalhost/", "ftp://localhost/", "javascript:alert(1)", "",
      "https://localhost#x"})
  void ssrf_givenAnotherEndpointThanOneOfAPushService_thenItIsRefused(String endpoint) {
    subscribe(alice, session, wish(endpoint, browser)).statusCode(400).body("errors.field", hasItem("endpoint"));
  }

  @Test
  void ssrf_givenANamedHostWhoseAddressMayNotBeCalled_orARedirect_thenNobodyIsCalled() {
    subscribe(alice, session, wish("http://127.0.0.2:" + receiver.port() + path, browser)).statusCode(204);
    receiver.answers(path + "/moved", WireMock.aResponse().withStatus(302).withHeader("Location", receiver.url(path)));
    subscribe(alice, session, wish(receiver.url(path + "/moved"), browser)).statusCode(204);
    critical();
    await().atMost(PATIENCE).until(() -> tables.count("select count(*) from delivery where account_id = $1 and channel = 'push' and tries > 0 "
        + "and state = 'queued'", alice.value()) == 2 && !receiver.received(path + "/moved").isEmpty());
    assertThat(receiver.received(path)).isEmpty();
  }

  @Test
  void badInput_givenKeysThatAreNone_thenTheProblemNamesThem() {
    var keys = new HashMap<>(browser.keys());
    bad("keys.p256dh", keys, "p256dh", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[65]));
    bad("keys.p256dh", keys, "p256dh", browser.keys().get("p256dh") + "=");
    // Another curve's point would make the agreed secret guessable.
    byte[] point = Base64.getUrlDecoder().decode(browser.keys().get("p256dh"));
    point[point.length - 1] ^= 1;
    bad("keys.p256dh", keys, "p256dh", Base64.getUrlEncoder().withoutPadding().encodeToString(point));
    bad("keys.auth", keys, "auth", "c2hvcnQ");
    bad("keys.auth", keys, "auth", "not base64!");
    Map<String, Object> foreign = new HashMap<>(wish(receiver.url(path), browser));
    foreign.put("publicKey", new PushedBrowser().keys().get("p256dh"));
    subscribe(alice, session, foreign).statusCode(400).body("errors.field", hasItem("publicKey"));
    subscribe(alice, session, wish("https://localhost/" + "x".repeat(2048), browser)).statusCode(400);
    listed(alice).body("subscriptions", hasSize(0));
  }

  private void bad(String field, Map<String, String> keys, String key, String value) {
    var changed = new HashMap<>(keys);
    changed.put(key, value);
    subscribe(alice, session, Map.of("endpoint", receiver.url(path), "keys", changed, "publicKey", key())).statusCode(400)
        .body("errors.field", hasItem(field));
  }

  @Test
  void race_givenTheSessionEndsWhileItSubscribes_thenNothingIsLeftSubscribed() {
    // What ends its subscriptions came and found none; the token had been looked at before.
    ended.add(session, Instant.now().plus(Duration.ofMinutes(5)));
    Map<String, String> keys = browser.keys();
    subscriptions.keep(UUID.randomUUID(), alice, session, new PushTarget(receiver.url(path), keys.get("p256dh"), keys.get("auth")), "key")
        .await().atMost(PATIENCE);

    assertThat(subscriptions.list(alice).await().atMost(PATIENCE)).isEmpty();
  }
}
