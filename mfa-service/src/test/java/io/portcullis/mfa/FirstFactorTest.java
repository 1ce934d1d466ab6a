package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.StackResource;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may enrol an account's first factor, what it is worth, and how its owner gets rid of a thief's.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class FirstFactorTest {

  private static final Map<String, Object> APP = Map.of();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject Rows rows;
  @Inject Pool pool;
  @Inject RedisDoor redis;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  // ---- a token alone

  @Test
  void a39StolenToken_givenAnAccountWithoutAFactor_thenAFreshTokenAloneBeginsNothing_whateverTheFactor() {
    AccountId account = customers.withoutFactor();
    for (Response refused : beginnings(tokens.of(account), Optional.empty())) {
      refused.then().statusCode(403).body("type", endsWith(":password-proof-required"));
    }
    assertThat(customers.methods(account)).isEmpty();
  }

  @Test
  void a39StolenToken_givenAProofOfAnotherSession_orOfAnotherAccount_orAnOldOne_thenItBeginsNothing() {
    AccountId account = customers.withoutFactor();
    String stolen = tokens.of(account);
    String old = PasswordProof.of(stolen);
    rows.of("update password_proof set expires_at = $2 where account_id = $1", account.value(), clock.instant().atOffset(ZoneOffset.UTC));
    for (String proof : List.of(PasswordProof.of(tokens.of(account)), PasswordProof.of(tokens.of(customers.withoutFactor())),
        old, "ppp_guess", "")) {
      for (Response refused : beginnings(stolen, Optional.of(proof))) {
        refused.then().statusCode(403).body("type", endsWith(":password-proof-required"));
      }
    }
  }

  @Test
  void a39StolenToken_givenAnEnrolmentBegunBesideAFactorThatIsGone_thenItDoesNotBecomeTheFirst() {
    Customer alice = customers.withAuthenticator();
    JsonPath pending = customers.beginBare(customers.strong(alice.account()), "{}").then().statusCode(201).extract().jsonPath();
    customers.remove(customers.proved(alice), alice.authenticator()).then().statusCode(204);

    customers.confirm(tokens.of(alice.account()), pending.getString("id"),
            AuthenticatorApp.with(pending.getString("secret")).codeAt(clock.instant()))
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    assertThat(customers.methods(alice.account())).isEmpty();
  }

  @Test
  void givenTheProof_thenTheSessionMayBeOld_andEachKindCanBeBegun() {
    AccountId account = customers.withoutFactor();
    String old = tokens.of(account, "aal1", clock.instant().minus(Duration.ofHours(3)));
    String proof = PasswordProof.of(old);
    for (Response begun : beginnings(old, Optional.of(proof))) {
      assertThat(begun.statusCode()).as(begun.asString()).isIn(200, 201, 202);
    }
  }

  private List<Response> beginnings(String token, Optional<String> proof) {
    return List.of(begin(token, "POST", "/v1/mfa/totp", APP, proof), begin(token, "POST", "/v1/mfa/webauthn/options", APP, proof),
        begin(token, "PUT", "/v1/mfa/email", Map.of("address", Customers.emailAddress()), proof),
        begin(token, "PUT", "/v1/mfa/sms", Map.of("phoneNumber", Customers.phoneNumber(), "simSwapNoticeRead", true), proof));
  }

  private static Response begin(String token, String verb, String path, Map<String, Object> body, Optional<String> proof) {
    var more = new HashMap<>(body);
    proof.ifPresent(shown -> more.put("passwordProof", shown));
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(more).request(verb, path);
  }

  // ---- what it is worth

  @ParameterizedTest
  @ValueSource(strings = {"totp", "webauthn", "email"})
  void a36Mailbox_givenAPasswordThatAnAddressHasSetWithinTwoDays_thenTheFirstFactorIsFresh(String kind) {
    AccountId account = customers.withoutFactor();
    Instant before = clock.instant();
    enrolFirst(account, kind, Optional.of(clock.instant().minus(Duration.ofHours(47))));

    assertThat(settledAt(account, kind)).isAfter(before.plus(Duration.ofHours(47)));
    assertThat(Instant.parse(enrolledEvent(account).path("resetTakesUntil").asText()))
        .isBetween(before.plus(Duration.ofHours(48)), clock.instant().plus(Duration.ofHours(48)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"totp", "webauthn", "email"})
  void a36Mailbox_givenAPasswordOfBefore_thenTheFirstFactorIsSettledAtOnce(String kind) {
    AccountId account = customers.withoutFactor();
    enrolFirst(account, kind, Optional.of(clock.instant().minus(Duration.ofHours(48))));

    assertThat(settledAt(account, kind)).isBeforeOrEqualTo(clock.instant());
    assertThat(enrolledEvent(account).path("resetTakesUntil").asText("")).isIn("", "null");
  }

  // ---- taking it back

  @ParameterizedTest
  @ValueSource(strings = {"totp", "webauthn", "email"})
  void a36TakenBack_givenAFreshFirstFactorThatRestsOnAMailbox_whenThePasswordIsReset_thenItIsGone_andWhatCameByIt(String kind) {
    AccountId account = customers.withoutFactor();
    enrolFirst(account, kind, Optional.of(clock.instant()));
    customers.enrol(account, fresh(account));

    takeBack(account, Optional.empty());

    assertThat(customers.methods(account)).as("recovery codes, too").isEmpty();
  }

  @Test
  void a36TakenBack_givenAFirstFactorThatIsSettled_orRestsOnThePassword_whenThePasswordIsReset_thenItStays() {
    AccountId alice = customers.withoutFactor();
    enrolFirst(alice, "totp", Optional.empty());
    takeBack(alice, Optional.empty());
    assertThat(customers.methods(alice)).contains("totp");

    AccountId bob = customers.withoutFactor();
    enrolFirst(bob, "totp", Optional.of(clock.instant()));
    older(bob, 48);
    takeBack(bob, Optional.empty());
    assertThat(customers.methods(bob)).contains("totp");
  }

  @Test
  void a36TakenBack_givenAnOrderThatComesAgain_thenWhatItsOwnerHasEnrolledSinceStays() {
    AccountId account = customers.withoutFactor();
    Instant ordered = clock.instant().minus(Duration.ofMinutes(2));
    enrolFirst(account, "totp", Optional.of(clock.instant()));

    takeBack(account, Optional.empty(), ordered);
    takeBack(account, Optional.of(ordered.minus(Duration.ofHours(1))), ordered);

    assertThat(customers.methods(account)).contains("totp");
  }

  @Test
  void a36TakenBack_givenAnOrderThatComesAgainAtOnce_thenWhatItsOwnerHasEnrolledOrBegunSinceStays() {
    AccountId account = customers.withoutFactor();
    Instant ordered = clock.instant();
    takeBack(account, Optional.empty(), ordered);
    enrolFirst(account, "totp", Optional.of(clock.instant()));
    JsonPath begun = customers.beginBare(fresh(account), "{}").then().statusCode(201).extract().jsonPath();

    takeBack(account, Optional.empty(), ordered);
    takeBack(account, Optional.of(ordered.minus(Duration.ofHours(1))), ordered);

    assertThat(customers.methods(account)).contains("totp");
    clock.advance(Customers.STEP);
    customers.confirm(fresh(account), begun.getString("id"), AuthenticatorApp.with(begun.getString("secret")).codeAt(clock.instant()))
        .then().statusCode(200);
  }

  @Test
  void a36TakenBack_givenAChangeOfAddress_whenItIsTakenBack_thenWhatWasEnrolledAfterItIsGone_andNothingElse() {
    Customer alice = customers.withAuthenticator();
    Instant changed = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    Customer thief = customers.enrol(alice.account(), customers.strong(alice.account()));

    takeBack(alice.account(), Optional.of(changed));

    assertThat(customers.overview(alice.account()).getList("totp.id"))
        .containsExactly(alice.authenticator()).doesNotContain(thief.authenticator());
    assertThat(customers.methods(alice.account())).contains("recovery-code");
    takeBack(alice.account(), Optional.of(changed.minus(Duration.ofHours(1))));
    assertThat(customers.methods(alice.account())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"totp", "webauthn", "email"})
  void a36TakenBack_givenAFactorThatAnotherOneFromAfterTheChangeHasConfirmed_whenItIsTakenBack_thenBothAreGone(String kind) {
    AccountId account = customers.withoutFactor();
    Instant changed = clock.instant();
    clock.advance(Duration.ofSeconds(1));
    enrolFirst(account, kind, Optional.empty());
    customers.enrol(account, customers.strong(account));

    takeBack(account, Optional.of(changed));

    assertThat(customers.methods(account)).as("recovery codes, too").isEmpty();
  }

  @Test
  void a36TakenBack_givenEnrolmentsAndProofsFromBefore_thenNoneOfThemEnrolsAFactor() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    String proof = PasswordProof.of(token);
    JsonPath app = begin(token, "POST", "/v1/mfa/totp", APP, Optional.of(proof)).then().statusCode(201).extract().jsonPath();
    String message = begin(token, "PUT", "/v1/mfa/email", Map.of("address", Customers.emailAddress()), Optional.of(proof))
        .then().statusCode(202).extract().path("messageId");
    var key = begunKey(token, proof);

    takeBack(account, Optional.empty());

    customers.confirm(token, app.getString("id"), AuthenticatorApp.with(app.getString("secret")).codeAt(clock.instant()))
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    customers.confirmAddress(token, "email", customers.codeIn(account, message))
        .then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    finishKey(token, key).then().statusCode(403).body("type", endsWith(":enrolment-ended"));
    for (Response refused : beginnings(token, Optional.of(proof))) {
      refused.then().statusCode(403).body("type", endsWith(":password-proof-required"));
    }
  }

  @Test
  void a36TakenBack_givenAnAddressThatIsNamedAtThatVeryMoment_thenItIsNotKept() {
    AccountId account = customers.withoutFactor();
    String token = tokens.of(account);
    String proof = PasswordProof.of(token);
    SqlConnection other = pool.getConnection().await().indefinitely();
    try {
      // The proof is looked at while Redis stands still, which is asked before anything is kept.
      Transaction held = other.begin().await().indefinitely();
      other.query("lock table password_proof in access exclusive mode").execute().await().indefinitely();
      int pid = other.query("select pg_backend_pid()").execute().await().indefinitely().iterator().next().getInteger(0);
      var named = CompletableFuture.supplyAsync(() ->
          begin(token, "PUT", "/v1/mfa/email", Map.of("address", Customers.emailAddress()), Optional.of(proof)));
      int looking = await().atMost(Duration.ofSeconds(40)).until(() -> blockedBy(pid), Optional::isPresent).get();
      redis.ask(api -> api.client(List.of("PAUSE", "5000", "WRITE"))).await().indefinitely();
      held.rollback().await().indefinitely();
      // Not by the pool, which may ask over that very connection.
      await().atMost(Duration.ofSeconds(40)).until(() -> other.preparedQuery("select state from pg_stat_activity where pid = $1").execute(Tuple.of(looking))
          .await().indefinitely().iterator().next().getString(0).equals("idle"));
      takeBack(account, Optional.empty());
      redis.ask(api -> api.client(List.of("UNPAUSE"))).await().indefinitely();

      // On a busy machine Redis may have stood still for too long.
      assertThat(named.join().statusCode()).isIn(403, 503);
      assertThat(rows.number("select count(*)::int from pending_code_address where account_id = $1", account.value())).isZero();
    } finally {
      other.close().await().indefinitely();
    }
  }

  private Optional<Integer> blockedBy(int pid) {
    return rows.of("select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", pid).stream().findFirst()
        .map(row -> row.getInteger(0));
  }

  private void enrolFirst(AccountId account, String kind, Optional<Instant> letInByAddressAt) {
    String token = tokens.of(account);
    Optional<String> proof = Optional.of(PasswordProof.of(token, letInByAddressAt));
    switch (kind) {
      case "totp" -> {
        JsonPath app = begin(token, "POST", "/v1/mfa/totp", APP, proof).then().statusCode(201).extract().jsonPath();
        customers.confirm(token, app.getString("id"), AuthenticatorApp.with(app.getString("secret")).codeAt(clock.instant()))
            .then().statusCode(200);
      }
      case "webauthn" -> finishKey(token, begunKey(token, proof.get())).then().statusCode(201);
      default -> {
        String message = begin(token, "PUT", "/v1/mfa/email",
            Map.of("address", Customers.emailAddress(), "besideStronger", true), proof)
            .then().statusCode(202).extract().path("messageId");
        customers.confirmAddress(token, "email", customers.codeIn(account, message)).then().statusCode(200);
      }
    }
  }

  private Instant settledAt(AccountId account, String kind) {
    return Instant.parse(customers.overview(account).getString(kind.equals("email") ? "email.settledAt" : kind + "[0].settledAt"));
  }

  /// A session of a factor that is fresh.
  private String fresh(AccountId account) {
    var claims = tokens.claims(account, "aal2", clock.instant());
    claims.setClaim("factor_settled_at", clock.instant().plus(Duration.ofHours(48)).getEpochSecond());
    return tokens.sign(claims, "at+jwt");
  }

  private void takeBack(AccountId account, Optional<Instant> enrolledAfter) {
    takeBack(account, enrolledAfter, clock.instant());
  }

  private static void takeBack(AccountId account, Optional<Instant> enrolledAfter, Instant orderedAt) {
    var order = new HashMap<String, String>(Map.of("orderedAt", orderedAt.toString()));
    enrolledAfter.ifPresent(after -> order.put("enrolledAfter", after.toString()));
    given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(order)
        .post("/internal/accounts/{id}/factors/take-back", account.toString()).then().statusCode(204);
  }

  private void older(AccountId account, int hours) {
    rows.of("update totp_authenticator set confirmed_at = confirmed_at - make_interval(hours => $2) where account_id = $1",
        account.value(), hours);
    rows.of("update account set rests_on_address_since = rests_on_address_since - make_interval(hours => $2) where account_id = $1",
        account.value(), hours);
  }

  private static JsonNode begunKey(String token, String proof) {
    return json(begin(token, "POST", "/v1/mfa/webauthn/options", APP, Optional.of(proof)).then().statusCode(200)
        .extract().asString());
  }

  private static Response finishKey(String token, JsonNode begun) {
    var answer = JSON.createObjectNode().put("registrationId", begun.get("registrationId").asText());
    answer.set("credential", new SoftAuthenticator("http://localhost:8080").create(begun.get("publicKey")));
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(answer.toString()).post("/v1/mfa/webauthn");
  }

  private JsonNode enrolledEvent(AccountId account) {
    return topics.await("portcullis.security-events", account.toString(), 2).stream()
        .filter(record -> TopicProbe.type(record).contains("authenticator-enrolled")).findFirst()
        .map(record -> json(new String(record.value(), StandardCharsets.UTF_8))).orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
