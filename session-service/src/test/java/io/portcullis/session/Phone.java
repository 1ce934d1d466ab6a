package io.portcullis.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Plays the clients of this service: auth-service that brings evidence, and the customer's phone that holds tokens.
@Singleton
public class Phone {

  public static final String USER_AGENT =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          + "Version/18.1 Mobile/15E148 Safari/604.1";

  private static final Set<String> SECOND_FACTORS = Set.of("otp", "pop", "user", "mfa", "sms", "email");

  private final Clock clock;

  Phone(Clock clock) {
    this.clock = clock;
  }

  public record Tokens(
      AccountId account, String session, String accessToken, String refreshToken, String deviceToken, boolean newDevice) {}

  public static AccountId newAccount() {
    return new AccountId(UUID.randomUUID());
  }

  public static String authService() {
    return ServiceTokenFiles.token("auth-service", "session-service");
  }

  public static String operator() {
    return ServiceTokenFiles.token("operator", "session-service");
  }

  /// A password proved now, nothing enrolled.
  public Map<String, Object> evidence(AccountId account) {
    var body = new HashMap<String, Object>();
    body.put("accountId", account.toString());
    body.put("evidence", new ArrayList<>(List.of(proof("pwd", clock.instant()))));
    body.put("enrolled", List.of());
    body.put("userAgent", USER_AGENT);
    body.put("address", "203.0.113.7");
    body.put("rememberMe", true);
    return body;
  }

  /// A second factor is one that is long settled.
  public static Map<String, Object> proof(String amr, Instant at) {
    return SECOND_FACTORS.contains(amr) ? proof(amr, at, Instant.EPOCH) : Map.of("amr", amr, "at", at.toString());
  }

  /// Of a second factor that is settled from `settledAt` on.
  public static Map<String, Object> proof(String amr, Instant at, Instant settledAt) {
    return Map.of("amr", amr, "at", at.toString(), "settledAt", settledAt.toString());
  }

  public Response open(Map<String, Object> evidence) {
    return given().auth().oauth2(authService()).contentType("application/json").body(evidence).post("/internal/sessions");
  }

  public Tokens signIn(AccountId account) {
    return signIn(evidence(account));
  }

  /// Reads the code that is sent to the customer's mailbox, if the sign-in is unusual.
  public Tokens signIn(Map<String, Object> evidence) {
    var answer = open(evidence).then().statusCode(200).extract().jsonPath();
    if ("unusual-sign-in".equals(answer.getString("reason")) && answer.getList("methods").equals(List.of("validated-address"))) {
      answer = open(alsoProved(evidence, "validated-address")).then().statusCode(200).extract().jsonPath();
    }
    assertThat(answer.getString("outcome")).as(answer.prettify()).isEqualTo("opened");
    return new Tokens(AccountId.of((String) evidence.get("accountId")), answer.getString("sessionId"),
        answer.getString("accessToken"), answer.getString("refreshToken"), answer.getString("deviceToken"),
        answer.getBoolean("newDevice"));
  }

  /// The same sign-in, one step on.
  public Map<String, Object> alsoProved(Map<String, Object> evidence, String amr) {
    var more = new HashMap<>(evidence);
    var proofs = new ArrayList<Object>((List<?>) evidence.get("evidence"));
    proofs.add(proof(amr, clock.instant()));
    more.put("evidence", proofs);
    return more;
  }

  public Response refresh(String refreshToken) {
    return refresh(refreshToken, USER_AGENT);
  }

  public Response refresh(String refreshToken, String userAgent) {
    return given().header("User-Agent", userAgent)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", refreshToken).post("/oauth2/token");
  }

  /// The next refresh token.
  public String refreshed(String refreshToken) {
    return refresh(refreshToken).then().statusCode(200).extract().path("refresh_token");
  }

  /// A step-up's evidence, all of it proved now.
  public Response elevate(Tokens tokens, String... amr) {
    return elevate(tokens.account(), tokens.session(), Arrays.stream(amr).map(method -> proof(method, clock.instant())).toList());
  }

  public Response elevate(AccountId account, String session, List<Map<String, Object>> evidence) {
    return given().auth().oauth2(authService()).contentType("application/json")
        .body(Map.of("accountId", account.toString(), "evidence", evidence)).post("/internal/sessions/" + session + "/elevate");
  }

  /// mfa-service has named no factor for it.
  public Response elevateWithoutFactor(Tokens tokens, Map<String, Object> proof) {
    return given().auth().oauth2(authService()).contentType("application/json")
        .body(Map.of("accountId", tokens.account().toString(), "evidence", List.of(proof), "enrolled", List.of()))
        .post("/internal/sessions/" + tokens.session() + "/elevate");
  }

  /// Queries of a list that must be refused.
  public static final List<String> BAD_PAGES = List.of("?after=x", "?after=00000000-0000-0000-0000-00000000000",
      "?after=%27%20or%201=1", "?limit=0", "?limit=101", "?limit=-1");

  /// What happens between two pages.
  @FunctionalInterface
  public interface Meanwhile {
    void happens(String cursor, int round);
  }

  /// The ids in `/v1/{list}`, page by page to the last.
  public List<String> walk(Tokens tokens, String list, int limit, Meanwhile meanwhile) {
    var seen = new ArrayList<String>();
    String after = "";
    for (int round = 0; after != null; round++) {
      var page = given().auth().oauth2(tokens.accessToken()).get("/v1/" + list + "?limit=" + limit + after)
          .then().statusCode(200).extract().jsonPath();
      seen.addAll(page.getList(list + ".id", String.class));
      String next = page.getString("next");
      if (next != null) meanwhile.happens(next, round);
      after = next == null ? null : "&after=" + next;
    }
    return seen;
  }

  /// A session on other proofs than a password alone.
  public Tokens signIn(AccountId account, String... amr) {
    var body = evidence(account);
    body.put("evidence", Arrays.stream(amr).map(method -> proof(method, clock.instant())).toList());
    return signIn(body);
  }

  public Response check(String accessToken) {
    return given().auth().oauth2(accessToken).get("/check");
  }

  public Response tighten(AccountId account, Instant evidenceNotBefore, boolean barred, String reason) {
    return given().auth().oauth2(authService()).contentType("application/json")
        .body(Map.of("evidenceNotBefore", evidenceNotBefore.toString(), "barred", barred, "reason", reason))
        .put("/internal/accounts/" + account + "/standing");
  }

  /// As the number `version` of the account's freezes and unfreezes.
  public Response stand(AccountId account, Instant evidenceNotBefore, boolean barred, int version) {
    return given().auth().oauth2(authService()).contentType("application/json")
        .body(Map.of("evidenceNotBefore", evidenceNotBefore.toString(), "barred", barred, "reason", barred ? "frozen" : "unfrozen",
            "version", version))
        .put("/internal/accounts/" + account + "/standing");
  }

  /// The password was changed in the session `spared`.
  public Response tightenBut(AccountId account, Instant evidenceNotBefore, String spared) {
    return given().auth().oauth2(authService()).contentType("application/json")
        .body(Map.of("evidenceNotBefore", evidenceNotBefore.toString(), "barred", false, "reason", "password-changed",
            "spared", spared))
        .put("/internal/accounts/" + account + "/standing");
  }
}
