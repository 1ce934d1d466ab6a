package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerChanges;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SessionEndings;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SAFE-12: what the customer's lock of the settings refuses here, and what goes on under it.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class SettingsLockDoorsTest {

  private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";
  private static final Map<String, Object> NOTHING = Map.of();

  /// By what makes each of them readable.
  private static final Map<String, Map<String, Object>> LOCKED = Map.ofEntries(
      Map.entry("POST /v1/mfa/totp", NOTHING),
      Map.entry("POST /v1/mfa/totp/confirm", Map.of("id", UNKNOWN, "code", "123456")),
      Map.entry("DELETE /v1/mfa/totp/{id}", NOTHING),
      Map.entry("POST /v1/mfa/webauthn/options", NOTHING),
      Map.entry("PATCH /v1/mfa/webauthn/{id}", Map.of("name", "x")),
      Map.entry("DELETE /v1/mfa/webauthn/{id}", NOTHING),
      Map.entry("PUT /v1/mfa/email", Map.of("address", "ann@example.org")),
      Map.entry("POST /v1/mfa/email/confirm", Map.of("code", "123456")),
      Map.entry("DELETE /v1/mfa/email", NOTHING),
      Map.entry("PUT /v1/mfa/sms", Map.of("phoneNumber", "+447400123456", "simSwapNoticeRead", true)),
      Map.entry("POST /v1/mfa/sms/confirm", Map.of("code", "123456")),
      Map.entry("DELETE /v1/mfa/sms", NOTHING),
      Map.entry("POST /v1/mfa/recovery-codes", NOTHING),
      Map.entry("PUT /v1/trading-passphrase", Map.of("passphrase", "493817")));

  /// Looks at the credential first, and then ends what `options` would have begun.
  private static final List<String> LOCKED_BEFORE = List.of("POST /v1/mfa/webauthn");

  /// Cancelling a removal keeps a protection.
  private static final List<String> DESPITE_THE_LOCK = List.of("DELETE /v1/mfa/removals/{id}");

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject SessionEndings endings;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void safe12_givenEveryChangeOfThisService_thenItIsOnOneOfTheLists() {
    assertThat(CustomerChanges.of("io.portcullis.mfa")).containsExactlyInAnyOrderElementsOf(
        Stream.of(LOCKED.keySet().stream(), LOCKED_BEFORE.stream(), DESPITE_THE_LOCK.stream()).flatMap(all -> all).toList());
  }

  @Test
  void safe12_givenTheBestProof_whenTheSettingsAreLocked_thenNothingIsChanged() {
    Customer alice = customers.withAuthenticator();
    String locked = locked(alice.account());
    LOCKED.forEach((door, body) -> {
      Response answer = knock(locked, door, body);
      assertThat(answer.<String>path("type")).as("%s: %s", door, answer.asString())
          .isEqualTo("urn:portcullis:problem:settings-locked");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.<String>path("opensAt")).as(door).isEqualTo("2027-01-01T00:00:00Z");
    });
    assertThat(customers.overview(alice.account()).getList("totp.id")).containsExactly(alice.authenticator());
  }

  @Test
  void safe12_givenNoFactorAtAll_thenAFirstOneIsNotEnrolledUnderTheLockEither() {
    AccountId account = customers.withoutFactor();
    String locked = locked(account);
    Response answer = given().auth().oauth2(locked).contentType(ContentType.JSON).body(PasswordProof.beside(locked, Map.of()))
        .post("/v1/mfa/totp");
    assertThat(answer.<String>path("type")).isEqualTo("urn:portcullis:problem:settings-locked");
  }

  @Test
  void a44_oldToken_givenATokenFromBeforeTheLock_thenItIsRefused_andOneThatSaysSoIsNot() {
    await().atMost(Duration.ofSeconds(40)).until(Management::isReady);
    Customer alice = customers.withAuthenticator();
    String before = customers.strong(alice.account());
    assertThat(knock(before, "GET /v1/mfa", NOTHING).statusCode()).isEqualTo(200);

    endings.lockSettings(alice.account());

    await().atMost(Duration.ofSeconds(40)).until(() -> knock(before, "GET /v1/mfa", NOTHING).statusCode() == 401);
    assertThat(knock(locked(alice.account()), "GET /v1/mfa", NOTHING).statusCode()).isEqualTo(200);
    assertThat(knock(customers.strong(customers.withoutFactor()), "GET /v1/mfa", NOTHING).statusCode()).as("others").isEqualTo(200);
  }

  @Test
  void safe12_removal_givenAThiefAskedForOneBeforeTheLock_thenItIsCancelled_andTheOwnerIsTold() {
    Customer alice = customers.withAuthenticator();
    Customer thief = customers.enrol(alice.account(), customers.token(alice.account(), "aal2", "pwd", "recovery-code"));
    given().auth().oauth2(customers.proved(thief)).queryParam("wait", true).delete("/v1/mfa/totp/{id}", alice.authenticator())
        .then().statusCode(202);

    endings.lockSettings(alice.account());

    topics.awaitType(alice.account(), "io.portcullis.mfa.authenticator-removal-cancelled.v1");
    assertThat(given().auth().oauth2(locked(alice.account())).get("/v1/mfa").jsonPath().getList("pendingRemovals")).isEmpty();
  }

  @Test
  void safe12_removal_givenOneWaitsUnderTheLock_thenItsOwnerCancelsItAllTheSame() {
    Customer alice = customers.withAuthenticator();
    Response answer = knock(locked(alice.account()), "DELETE /v1/mfa/removals/{id}", NOTHING);
    assertThat(answer.<String>path("type")).as("there is none").isEqualTo("urn:portcullis:problem:not-found");
  }

  private String locked(AccountId account) {
    JwtClaims claims = tokens.claims(account, "phr", clock.instant());
    claims.setClaim("settings_locked", true);
    claims.setClaim("settings_open_at", Instant.parse("2027-01-01T00:00:00Z").getEpochSecond());
    return tokens.sign(claims, "at+jwt");
  }

  private static Response knock(String token, String door, Map<String, Object> body) {
    String verb = door.substring(0, door.indexOf(' '));
    String path = door.substring(door.indexOf(' ') + 1).replace("{id}", UUID.randomUUID().toString());
    var request = given().auth().oauth2(token).contentType(ContentType.JSON);
    return (verb.equals("DELETE") || verb.equals("GET") || path.endsWith("recovery-codes") ? request : request.body(body))
        .request(verb, path);
  }
}
