package io.portcullis.session.apikey;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.session.apikey.Programs.Call;
import io.portcullis.session.apikey.Programs.Program;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How keys come to be, change and end (SAFE-8, A-41).
@OnStack
@TestProfile(WithApi.class)
class ApiKeysTest {

  private static final Call ORDERS = Call.get("/api/orders");

  @Inject Phone phone;
  @Inject Programs programs;
  @Inject Rows rows;
  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject LapseIdleKeys lapse;

  private Tokens owner;

  @BeforeEach
  void signIn() {
    owner = phone.signIn(newAccount());
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static void problem(Response answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("type")).isEqualTo("urn:portcullis:problem:" + type);
  }

  private int check(Program program) {
    return Programs.check(ORDERS, programs.message(program, ORDERS)).statusCode();
  }

  private List<String> events(AccountId account, int count) {
    return topics.await(SecurityEvent.TOPIC, account.toString(), count).stream().map(record ->
        TopicProbe.type(record).replaceFirst("io.portcullis.session.", "").replaceFirst(".v1$", "")).toList();
  }

  private long keysOf(AccountId account) {
    return rows.query("select id from api_key where account_id = ?", account.value()).size();
  }

  @Test
  void safe8_givenAnApprovedKey_thenItIsListed_itsSecretIsShownOnce_andKeptSealed() {
    var fields = programs.fields("read", "trade");
    fields.put("networks", List.of("203.0.113.7", "::ffff:198.51.100.0/120", "2001:db8:1:2::/64"));
    Response made = programs.create(owner, fields);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String secret = made.path("secret");
    assertThat(secret).matches("pak_[A-Za-z0-9_-]{107}[0-9a-v]{6}");

    Response listed = Programs.list(owner);
    assertThat(listed.<String>path("apiKeys[0].keyId")).isEqualTo(made.path("keyId"));
    assertThat(listed.<String>path("apiKeys[0].algorithm")).isEqualTo("hmac-sha256");
    assertThat(listed.<String>path("apiKeys[0].state")).isEqualTo("active");
    assertThat(listed.<List<String>>path("apiKeys[0].networks")).containsExactly("198.51.100.0/24", "203.0.113.7/32", "2001:db8:1:2::/64");
    assertThat(listed.asString()).doesNotContain("secret").doesNotContain(secret);
    assertThat(rows.query("select row_to_json(k)::text from api_key k where account_id = ?", owner.account().value()).getFirst())
        .doesNotContain(secret).doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII)));
    assertThat(events(owner.account(), 2)).containsExactly("session-established", "api-key-created");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "scopes", "networks", "publicKey", "expiresAt"})
  void a41Approval_givenAnotherFieldThanWasApproved_thenNoKeyComesToBe(String field) {
    var fields = programs.fields("read");
    fields.put("networks", List.of("203.0.113.0/24"));
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(Programs.point(Programs.keyPair())));
    String statement = programs.statement(owner, fields);
    var changed = new LinkedHashMap<>(fields);
    changed.put(field, switch (field) {
      case "name" -> "Market Maker";
      case "scopes" -> List.of("read", "trade");
      case "networks" -> List.of("203.0.113.0/24", "198.51.100.0/24");
      case "publicKey" -> Base64.getUrlEncoder().withoutPadding().encodeToString(Programs.point(Programs.keyPair()));
      default -> "2026-12-24T00:00:00Z";
    });

    problem(Programs.create(owner, changed, statement), 403, "api-key-not-approved");
    changed.remove(field);
    if (field.equals("networks") || field.equals("publicKey")) {
      problem(Programs.create(owner, changed, statement), 403, "api-key-not-approved");
    }
    assertThat(keysOf(owner.account())).isZero();
    assertThat(Programs.create(owner, fields, statement).statusCode()).isEqualTo(201);
  }

  @Test
  void a41Approval_givenAStatementForAnotherSystem_account_orOfAnotherKind_thenItApprovesNothing() {
    var fields = programs.fields("read");
    Tokens mallory = phone.signIn(newAccount());
    String statement = programs.statement(owner, fields);
    for (String useless : List.of(programs.statement(owner, fields, "withdrawals", UUID.randomUUID()), programs.statement(mallory, fields),
        owner.accessToken(), statement + "A", statement.substring(0, statement.lastIndexOf('.') + 1), "x", Phone.authService())) {
      problem(Programs.create(owner, fields, useless), 403, "api-key-not-approved");
    }
    problem(Programs.create(mallory, fields, statement), 403, "api-key-not-approved");
    clock.advance(Duration.ofMinutes(3));
    Tokens later = phone.signIn(owner.account());
    clock.advance(Duration.ofMinutes(2).plusSeconds(1));
    problem(Programs.create(later, fields, statement), 403, "api-key-not-approved");
    assertThat(keysOf(owner.account()) + keysOf(mallory.account())).isZero();
  }

  @Test
  void a41Approval_givenAStatementTwice_alsoAtOnce_thenItMakesOneKey_evenAfterThatWasDeleted() {
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    List<Integer> answers = Together.run(16, () -> Programs.create(owner, fields, statement).statusCode());
    assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    assertThat(keysOf(owner.account())).isEqualTo(1);

    String id = Programs.list(owner).path("apiKeys[0].id");
    given().auth().oauth2(owner.accessToken()).delete("/v1/api-keys/" + id).then().statusCode(204);
    problem(Programs.create(owner, fields, statement), 409, "api-key-approval-used");
  }

  @Test
  void safe8_givenALostAnswer_thenTheSameCallShowsTheSameSecret_untilTheKeyIsUsed_andNobodyElseSeesIt() {
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    Response first = Programs.create(owner, fields, statement, "call-1");
    Response again = Programs.create(owner, fields, statement, "call-1");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.<String>path("secret")).isEqualTo(first.path("secret"));
    problem(Programs.create(owner, fields, statement, "call-2"), 409, "api-key-approval-used");
    problem(Programs.create(owner, fields, statement), 409, "api-key-approval-used");

    var program = new Program(owner, first.path("id"), first.path("keyId"),
        Programs.hmac(first.<String>path("secret").getBytes(StandardCharsets.US_ASCII)));
    assertThat(check(program)).isEqualTo(200);
    problem(Programs.create(owner, fields, statement, "call-1"), 409, "api-key-approval-used");
    assertThat(keysOf(owner.account())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"password-reset, false", "password-changed, false", "identifier-restored, false", "frozen, true", "locked, false"})
  void a44_givenTheAccountChangedAfterTheApproval_thenNoKeyComesToBe(String reason, boolean barred) {
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    // The session itself is spared: what is at stake is the approval.
    rows.update("update session set evidence_at = 'infinity' where account_id = ?", owner.account().value());
    assertThat(phone.tighten(owner.account(), clock.instant().plusSeconds(1), barred, reason).statusCode()).isEqualTo(200);
    Response answer = Programs.create(owner, fields, statement);
    assertThat(answer.statusCode()).isIn(401, 403);
    assertThat(keysOf(owner.account())).isZero();
  }

  /// By another session of the same account, which the holder of the statement may have, too.
  @ParameterizedTest
  @ValueSource(strings = {"signed out", "ended by another session", "ended with all others"})
  void a44EndedSession_givenTheSessionOfTheApprovalWasEnded_thenAnotherSessionMakesNoKeyByIt(String how) {
    Tokens other = phone.signIn(owner.account());
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    switch (how) {
      case "signed out" -> given().auth().oauth2(owner.accessToken()).post("/v1/sign-out").then().statusCode(204);
      case "ended by another session" ->
          given().auth().oauth2(other.accessToken()).delete("/v1/sessions/" + owner.session()).then().statusCode(204);
      default -> given().auth().oauth2(other.accessToken()).delete("/v1/sessions").then().statusCode(204);
    }
    problem(Programs.create(other, fields, statement), 409, "approval-session-ended");
    assertThat(keysOf(owner.account())).isZero();
    assertThat(programs.create(other, fields).statusCode()).as("approved in the session that lives").isEqualTo(201);
  }

  @Test
  void a44EndedSession_givenTheKeyWasMadeBefore_thenItsSecretIsNotShownAgain() {
    Tokens other = phone.signIn(owner.account());
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    assertThat(Programs.create(other, fields, statement, "call-1").statusCode()).isEqualTo(201);
    given().auth().oauth2(owner.accessToken()).post("/v1/sign-out").then().statusCode(204);
    problem(Programs.create(other, fields, statement, "call-1"), 409, "approval-session-ended");
  }

  @Test
  void a44Race_givenASignOutWhileAKeyIsMade_thenWhoeverIsFirstWins_andNeverBothInPart() {
    for (int round = 0; round < 8; round++) {
      Tokens tokens = phone.signIn(newAccount());
      Tokens other = phone.signIn(tokens.account());
      var fields = programs.fields("read");
      String statement = programs.statement(tokens, fields);
      List<Integer> answers = Together.run(List.of(() -> Programs.create(other, fields, statement).statusCode(),
          () -> given().auth().oauth2(tokens.accessToken()).post("/v1/sign-out").statusCode()));
      assertThat(answers).isIn(List.of(201, 204), List.of(409, 204));
      assertThat(keysOf(tokens.account())).isEqualTo(answers.getFirst() == 201 ? 1 : 0);
      problem(Programs.create(other, fields, statement), 409, "approval-session-ended");
    }
  }

  @Test
  void a41Race_givenAFreezeWhileAKeyIsMade_thenNoKeyThatCountsIsLeft() {
    for (int round = 0; round < 8; round++) {
      Tokens tokens = phone.signIn(newAccount());
      var fields = programs.fields("read");
      String statement = programs.statement(tokens, fields);
      Together.run(List.of(() -> Programs.create(tokens, fields, statement).statusCode(),
          () -> phone.tighten(tokens.account(), clock.instant(), true, "frozen").statusCode()));
      assertThat(rows.query("select state from api_key where account_id = ?", tokens.account().value())).isSubsetOf("ENDED");
    }
  }

  private static Response decline(AccountId account, UUID approval) {
    return given().auth().oauth2(Phone.authService()).contentType("application/json")
        .body(Map.of("accountId", account, "approvals", List.of(approval))).post("/internal/voided-approvals");
  }

  @Test
  void a41Declined_givenTheOwnerDeclinesAfterApproving_thenTheStatementMakesNoKey() {
    var fields = programs.fields("read");
    UUID approval = UUID.randomUUID();
    String statement = programs.statement(owner, fields, "portcullis-approvals", approval);
    assertThat(decline(owner.account(), approval).<Integer>path("ended")).isZero();
    problem(Programs.create(owner, fields, statement), 403, "api-key-not-approved");
    assertThat(keysOf(owner.account())).isZero();
    assertThat(Programs.create(owner, fields, programs.statement(owner, fields)).statusCode()).as("another approval").isEqualTo(201);
  }

  @Test
  void a41Declined_givenAThiefHasMadeTheKeyAlready_thenItEnds_andIsNotShownAgain() {
    var fields = programs.fields("read");
    UUID approval = UUID.randomUUID();
    String statement = programs.statement(owner, fields, "portcullis-approvals", approval);
    Response made = Programs.create(owner, fields, statement, "call-1");
    var program = new Program(owner, made.path("id"), made.path("keyId"),
        Programs.hmac(made.<String>path("secret").getBytes(StandardCharsets.US_ASCII)));
    assertThat(decline(newAccount(), approval).<Integer>path("ended")).as("of another account").isZero();
    assertThat(check(program)).isEqualTo(200);
    assertThat(decline(owner.account(), approval).<Integer>path("ended")).isEqualTo(1);
    assertThat(check(program)).isEqualTo(401);
    problem(Programs.create(owner, fields, statement, "call-1"), 403, "api-key-not-approved");
    assertThat(decline(owner.account(), approval).<Integer>path("ended")).as("told again").isZero();
    assertThat(topics.await(SecurityEvent.TOPIC, owner.account().toString(), 3).getLast().value())
        .asString(StandardCharsets.UTF_8).contains("APPROVAL_DECLINED");
  }

  @Test
  void a41Race_givenTheOwnerDeclinesWhileAKeyIsMade_thenNoKeyThatCountsIsLeft() {
    for (int round = 0; round < 8; round++) {
      Tokens tokens = phone.signIn(newAccount());
      var fields = programs.fields("read");
      UUID approval = UUID.randomUUID();
      String statement = programs.statement(tokens, fields, "portcullis-approvals", approval);
      Together.run(List.of(() -> Programs.create(tokens, fields, statement).statusCode(), () -> decline(tokens.account(), approval).statusCode()));
      assertThat(rows.query("select state from api_key where account_id = ?", tokens.account().value())).isSubsetOf("ENDED");
    }
  }

  @Test
  void badInput_givenAKeyThatCantBe_thenItIsRefused_howeverItWasApproved() {
    Map<String, List<Object>> wrong = Map.of(
        "scopes", List.of(List.of("account"), List.of("restricted"), List.of("unknown"), List.of("read", "read"), List.of("withdraw"), List.of("withdraw", "read")),
        "networks", List.of(List.of("0.0.0.0/0"), List.of("::/0"), List.of("203.0.0.0/15"), List.of("::ffff:0:0/96"), List.of("64:ff9b::/96"), List.of("64:ff9b::/64"),
            List.of("64:ff9b:1::/48"), List.of("2001::/32"), List.of("2001:0:a::/111"), List.of("203.0.113.0/016"), List.of("203.0.113.0/33"), List.of("1.2.3")),
        "expiresAt", List.of("2026-02-30T00:00:00Z", clock.instant().minusSeconds(1).toString().substring(0, 19) + "Z", "2029-01-01T00:00:00Z"),
        "publicKey", List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "7P________________________________________8", "x2r6tkfaRWnGHgNeWQFwGmmZVgfV8JzLx0Py_8-ChW0"),
        "name", List.of(" Market maker", "Market\u200bmaker", "e\u0301"));
    wrong.forEach((field, values) -> values.forEach(value -> {
      var fields = programs.fields("read");
      fields.put(field, value);
      problem(Programs.create(owner, fields, programs.statement(owner, fields)), 400, "api-key-refused");
    }));
    for (Object body : List.of(Map.of(), Map.of("name", "x"), List.of())) {
      assertThat(given().auth().oauth2(owner.accessToken()).contentType("application/json").body(body).post("/v1/api-keys").statusCode())
          .isEqualTo(400);
    }
    assertThat(keysOf(owner.account())).isZero();
  }

  /// Under these a constant signature fits many messages: the eight points of small order, and spellings of them.
  @ParameterizedTest
  @ValueSource(strings = {
      "0000000000000000000000000000000000000000000000000000000000000000", "0100000000000000000000000000000000000000000000000000000000000000",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "0000000000000000000000000000000000000000000000000000000000000080"})
  void a41SmallOrder_givenSuchAPoint_thenNoKeyComesToBe(String point) {
    var fields = programs.fields("read");
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(point)));
    problem(programs.create(owner, fields), 400, "api-key-refused");
  }

  @Test
  void safe8_givenAsManyKeysAsOneMayHave_thenNoMore_alsoAtOnce() {
    var requests = new ArrayList<Map<String, Object>>();
    var statements = new ArrayList<String>();
    for (int i = 0; i < 8; i++) {
      requests.add(programs.fields("read"));
      statements.add(programs.statement(owner, requests.getLast()));
    }
    var calls = new ArrayList<java.util.concurrent.Callable<Integer>>();
    for (int i = 0; i < 8; i++) {
      int n = i;
      calls.add(() -> Programs.create(owner, requests.get(n), statements.get(n)).statusCode());
    }
    List<Integer> answers = Together.run(calls);
    assertThat(answers).filteredOn(status -> status == 201).hasSize(5);
    assertThat(answers).filteredOn(status -> status == 409).hasSize(3);
    problem(programs.create(owner, programs.fields("read")), 409, "too-many-api-keys");
  }

  @Test
  void a30_givenMallory_thenAlicesKeyAnswersLikeOneThatIsNotThere() {
    Program program = programs.hmac(owner, programs.fields("read"));
    Tokens mallory = phone.signIn(newAccount());
    var asMallory = new Program(mallory, program.id(), program.keyId(), program.signer());
    for (Response answer : List.of(Programs.change(asMallory, Map.of("enabled", false)), Programs.change(asMallory, Map.of("name", "x")),
        Programs.delete(asMallory), given().auth().oauth2(mallory.accessToken()).get("/v1/api-keys/" + program.id()))) {
      problem(answer, 404, "not-found");
    }
    assertThat(check(program)).isEqualTo(200);
    given().auth().oauth2(mallory.accessToken()).delete("/v1/api-keys").then().statusCode(204);
    assertThat(check(program)).isEqualTo(200);
  }

  @Test
  void safe8_givenAKeyIsDisabled_thenItCountsNoMore_withoutAnyStepUp_andComesBackByASettledFactorAlone() {
    Program program = programs.hmac(owner, programs.fields("read"));
    assertThat(check(program)).isEqualTo(200);
    Response disabled = Programs.change(program, Map.of("enabled", false));
    assertThat(disabled.<String>path("state")).isEqualTo("disabled");
    assertThat(disabled.<String>path("reason")).isEqualTo("disabled-by-customer");
    assertThat(check(program)).isEqualTo(401);

    Tokens old = phone.signIn(with(owner, Instant.EPOCH));
    clock.advance(Duration.ofMinutes(6));
    String refreshed = phone.refresh(old.refreshToken()).then().statusCode(200).extract().path("access_token");
    problem(given().auth().oauth2(refreshed).contentType("application/json").body(Map.of("enabled", true)).patch("/v1/api-keys/" + program.id()),
        401, "insufficient-user-authentication");
    clock.reset();
    Tokens fresh = phone.signIn(with(owner, clock.instant().plus(Duration.ofDays(3))));
    problem(Programs.change(as(fresh, program), Map.of("enabled", true)), 403, "factor-not-settled");
    assertThat(check(program)).isEqualTo(401);
    Tokens strong = phone.signIn(with(owner, Instant.EPOCH));
    assertThat(Programs.change(as(strong, program), Map.of("enabled", true)).<String>path("state")).isEqualTo("active");
    assertThat(check(program)).isEqualTo(200);
  }

  private static Program as(Tokens tokens, Program program) {
    return new Program(tokens, program.id(), program.keyId(), program.signer());
  }

  private Map<String, Object> with(Tokens owner, String amr) {
    var evidence = phone.evidence(owner.account());
    evidence.put("evidence", List.of(Phone.proof(amr, clock.instant())));
    evidence.put("deviceToken", owner.deviceToken());
    return evidence;
  }

  private Map<String, Object> with(Tokens owner, Instant settledAt) {
    var evidence = with(owner, "pwd");
    evidence.put("evidence", List.of(Phone.proof("pwd", clock.instant()), Phone.proof("otp", clock.instant(), settledAt)));
    evidence.put("enrolled", List.of("totp"));
    return evidence;
  }

  @Test
  void safe8_givenFewerNetworks_thenAtOnce_andMoreWantAStepUp_andNeverWhereMoneyLeaves() {
    var fields = programs.fields("read", "trade");
    fields.put("networks", List.of("203.0.113.0/24", "198.51.100.0/24"));
    Program trader = programs.hmac(owner, fields);
    assertThat(Programs.change(trader, Map.of("networks", List.of("203.0.113.0/25"))).<List<String>>path("networks"))
        .containsExactly("203.0.113.0/25");
    assertThat(check(trader)).isEqualTo(200);
    fields.put("scopes", List.of("withdraw"));
    Program withdrawer = programs.hmac(owner, fields);
    fields.put("scopes", List.of("transfer"));
    Program transferrer = programs.hmac(owner, fields);
    Tokens proved = phone.signIn(with(owner, Instant.EPOCH));
    assertThat(Programs.change(as(proved, trader), Map.of("networks", List.of("203.0.113.128/25"))).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(6));
    String old = phone.refresh(proved.refreshToken()).then().statusCode(200).extract().path("access_token");
    for (List<String> wider : List.of(List.<String>of(), List.of("203.0.113.0/24"))) {
      problem(given().auth().oauth2(old).contentType("application/json").body(Map.of("networks", wider)).patch("/v1/api-keys/" + trader.id()),
          401, "insufficient-user-authentication");
    }
    clock.reset();
    for (List<String> wider : List.of(List.<String>of(), List.of("203.0.112.0/23"), List.of("203.0.113.0/24", "192.0.2.1"))) {
      problem(Programs.change(withdrawer, Map.of("networks", wider)), 409, "api-key-needs-approval");
      problem(Programs.change(as(proved, transferrer), Map.of("networks", wider)), 409, "api-key-needs-approval");
    }
    assertThat(Programs.change(withdrawer, Map.of("networks", List.of("198.51.100.7"))).statusCode()).isEqualTo(200);
    assertThat(Programs.change(withdrawer, Map.of("networks", List.of("0.0.0.0/0"))).statusCode()).isEqualTo(400);
  }

  @Test
  void safe8_givenAllAreDisabledInOneCall_thenNoneCounts_andEachIsTold() {
    Program one = programs.hmac(owner, programs.fields("read"));
    Program two = programs.ed25519(owner, programs.fields("read"));
    assertThat(List.of(check(one), check(two))).containsOnly(200);
    given().auth().oauth2(owner.accessToken()).delete("/v1/api-keys").then().statusCode(204);
    assertThat(List.of(check(one), check(two))).containsOnly(401);
    assertThat(events(owner.account(), 7)).filteredOn("api-key-disabled"::equals).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"frozen, true, 0", "locked, false, 1", "support, false, 2", "password-reset, false, 1", "identifier-restored, false, 1", "password-changed, false, 2"})
  void a41SecureMyAccount_givenWhatPutsTheAccountRight_thenKeysCountNoMore_withinASecond(String reason, boolean barred, int left) {
    Program program = programs.hmac(owner, programs.fields("read"));
    assertThat(check(program)).isEqualTo(200);

    phone.tighten(owner.account(), clock.instant(), barred, reason).then().statusCode(200);

    if (left == 2) {
      assertThat(check(program)).isEqualTo(200);
    } else {
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> check(program) == 401);
      assertThat(rows.query("select state from api_key where account_id = ?", owner.account().value()))
          .containsExactly(left == 0 ? "ENDED" : "DISABLED");
    }
  }

  /// As another instance's commit: nothing but the NOTIFY tells this one.
  @Test
  void a41Revoked_givenAnotherInstanceEndsTheKey_thenThisOneHearsWithinASecond() {
    Program program = programs.hmac(owner, programs.fields("read"));
    assertThat(check(program)).isEqualTo(200);
    rows.query("update api_key set state = 'ENDED', changed_at = now() where id = ? returning pg_notify('portcullis_api_key_changed', id::text)::text",
        UUID.fromString(program.id()));
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> check(program) == 401);
  }

  @Test
  void a41Revoked_givenTheNotificationIsLost_thenTheTableTellsAllTheSame() {
    Program program = programs.hmac(owner, programs.fields("read"));
    assertThat(check(program)).isEqualTo(200);
    rows.update("update api_key set state = 'ENDED', changed_at = now() where id = ?", UUID.fromString(program.id()));
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> check(program) == 401);
  }

  @Test
  void a41RevokedRace_givenRequestsWhileTheKeyIsDeleted_thenNoneCountsAfterTheAnswer() {
    for (int round = 0; round < 5; round++) {
      Program program = programs.hmac(owner, programs.fields("read"));
      var calls = new ArrayList<java.util.concurrent.Callable<Integer>>();
      for (int i = 0; i < 12; i++) {
        calls.add(() -> check(program));
      }
      calls.add(() -> Programs.delete(program).statusCode());
      Together.run(calls);
      assertThat(check(program)).isEqualTo(401);
    }
  }

  @Test
  void safe8_givenALeakedSecret_orASignature_thenWhoeverHasItEndsTheKey_andItsOwnerIsTold() {
    var fields = programs.fields("read");
    Response made = programs.create(owner, fields);
    var hmac = new Program(owner, made.path("id"), made.path("keyId"), Programs.hmac(made.<String>path("secret").getBytes(StandardCharsets.US_ASCII)));
    Program ed25519 = programs.ed25519(owner, programs.fields("read"));
    assertThat(List.of(check(hmac), check(ed25519))).containsOnly(200);

    String secret = made.path("secret");
    for (Map<String, Object> nothing : List.<Map<String, Object>>of(
        Map.of("secret", secret.substring(0, secret.length() - 1) + (secret.endsWith("0") ? "1" : "0")),
        Map.of("secret", "pak_" + "A".repeat(113)), signed(ed25519, ed25519.keyId(), clock.instant().minus(Duration.ofDays(2))),
        signed(hmac, ed25519.keyId(), clock.instant()), signed(ed25519, "A".repeat(64), clock.instant()))) {
      problem(leaked(nothing), 403, "api-key-proof-refused");
    }
    assertThat(List.of(check(hmac), check(ed25519))).containsOnly(200);

    assertThat(leaked(Map.of("secret", secret)).statusCode()).isEqualTo(204);
    assertThat(leaked(signed(ed25519, ed25519.keyId(), clock.instant())).statusCode()).isEqualTo(204);
    assertThat(leaked(Map.of("secret", secret)).statusCode()).isEqualTo(204);
    assertThat(List.of(check(hmac), check(ed25519))).containsOnly(401);
    assertThat(Programs.list(owner).<List<?>>path("apiKeys")).isEmpty();
    assertThat(events(owner.account(), 7)).filteredOn("api-key-disabled"::equals).hasSize(2);
    for (Map<String, Object> malformed : List.<Map<String, Object>>of(Map.of(), Map.of("keyId", "x"), Map.of("secret", secret, "timestamp", 1))) {
      assertThat(leaked(malformed).statusCode()).isEqualTo(400);
    }
  }

  private static Map<String, Object> signed(Program program, String keyId, Instant at) {
    return Map.of("keyId", keyId, "timestamp", at.getEpochSecond(),
        "signature", program.sign("portcullis: revoke API key\n" + keyId + "\n" + at.getEpochSecond()));
  }

  private static Response leaked(Map<String, Object> body) {
    return given().contentType("application/json").body(body).post("/v1/api-keys/revocations");
  }

  @Test
  void safe8_givenUseFromANewNetwork_thenItsOwnerIsToldOnce_andTheListSaysWhere() {
    Program program = programs.hmac(owner, programs.fields("read"));
    for (String address : List.of("203.0.113.7", "203.0.113.99", "2001:db8:1::7", "2001:db8:1:2::8", "203.0.113.7")) {
      assertThat(Programs.check(ORDERS, programs.message(program, ORDERS), Programs.HOST, address).statusCode()).isEqualTo(200);
    }
    assertThat(events(owner.account(), 4)).containsExactly("session-established", "api-key-created", "api-key-used-elsewhere", "api-key-used-elsewhere");
    Response listed = Programs.list(owner);
    assertThat(listed.<String>path("apiKeys[0].lastUsedAddress")).isEqualTo("2001:db8:1:0:0:0:0:7");
    assertThat(listed.<String>path("apiKeys[0].lastUsedAt")).isNotNull();
  }

  @Test
  void safe8_givenAKeyThatTradesFromEverywhere_andThirtyIdleDays_thenItsOwnerIsWarned_andItIsDisabled_onceHoweverManyLook() {
    Program trader = programs.hmac(owner, programs.fields("read", "trade"));
    Program reader = programs.hmac(owner, programs.fields("read"));
    var fields = programs.fields("read", "trade");
    fields.put("networks", List.of("203.0.113.0/24"));
    Program fixed = programs.hmac(owner, fields);

    clock.advance(Duration.ofDays(23).minusMinutes(1));
    sweepTwice();
    assertThat(state(trader)).isEqualTo("ACTIVE");
    clock.advance(Duration.ofMinutes(2));
    sweepTwice();
    assertThat(rows.query("select id from api_key where account_id = ? and idle_warned_at is not null", owner.account().value()))
        .containsExactly(trader.id());
    clock.advance(Duration.ofDays(7).minusMinutes(2));
    sweepTwice();
    assertThat(state(trader)).isEqualTo("ACTIVE");
    clock.advance(Duration.ofMinutes(3));
    sweepTwice();
    assertThat(List.of(state(trader), state(reader), state(fixed))).containsExactly("DISABLED", "ACTIVE", "ACTIVE");
    assertThat(events(owner.account(), 6)).filteredOn(type -> type.startsWith("api-key-")).containsExactly(
        "api-key-created", "api-key-created", "api-key-created", "api-key-idle", "api-key-disabled");
  }

  @Test
  void safe8_givenAUseAfterTheWarning_thenTheKeyStays() {
    Program trader = programs.hmac(owner, programs.fields("read", "trade"));
    clock.advance(Duration.ofDays(24));
    sweepTwice();
    assertThat(check(trader)).isEqualTo(200);
    clock.advance(Duration.ofDays(8));
    sweepTwice();
    assertThat(state(trader)).isEqualTo("ACTIVE");
  }

  private void sweepTwice() {
    Together.run(2, () -> lapse.handle().await().indefinitely());
  }

  private String state(Program program) {
    return rows.query("select state from api_key where id = ?", UUID.fromString(program.id())).getFirst();
  }

  @Test
  void a35Restricted_givenARecoveryCodesSession_thenItSeesAndDoesNothingWithKeys() {
    Tokens restricted = phone.signIn(newAccount(), "pwd", "recovery-code");
    assertThat(Programs.list(restricted).statusCode()).isEqualTo(403);
    assertThat(given().auth().oauth2(restricted.accessToken()).delete("/v1/api-keys").statusCode()).isEqualTo(403);
    assertThat(given().get("/v1/api-keys").statusCode()).isEqualTo(401);
  }

  @Test
  void a41Approval_givenASessionThatHasEnded_thenItMakesNoKey() {
    var fields = programs.fields("read");
    String statement = programs.statement(owner, fields);
    given().auth().oauth2(owner.accessToken()).post("/v1/sign-out").then().statusCode(204);
    assertThat(Programs.create(owner, fields, statement).statusCode()).isEqualTo(401);
    assertThat(keysOf(owner.account())).isZero();
  }
}
