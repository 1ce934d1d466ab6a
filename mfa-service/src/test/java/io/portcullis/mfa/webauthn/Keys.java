package io.portcullis.mfa.webauthn;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.PasswordProof;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.webauthn.VerifyAssertion.AssertionVerdict;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.SoftAuthenticator;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Customers with security keys, and the two ways in: their own, and other services' on their behalf.
@Singleton
class Keys {

  static final String ORIGIN = "http://localhost:8080";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CustomerTokens tokens;
  private final MutableClock clock;
  private final RequestAssertion request;
  private final VerifyAssertion verify;

  Keys(CustomerTokens tokens, MutableClock clock, RequestAssertion request, VerifyAssertion verify) {
    this.tokens = tokens;
    this.clock = clock;
    this.request = request;
    this.verify = verify;
  }

  /// @param id            what we call the key
  /// @param recoveryCodes those that came with it
  record Owner(AccountId account, SoftAuthenticator key, String id, List<String> recoveryCodes) {}

  AccountId nobody() {
    return new AccountId(UUID.randomUUID());
  }

  Owner owner() {
    return owner(new SoftAuthenticator(ORIGIN));
  }

  /// An account with this key as its only factor.
  Owner owner(SoftAuthenticator key) {
    AccountId account = nobody();
    return register(account, tokens.of(account), key);
  }

  Owner register(AccountId account, String token, SoftAuthenticator key) {
    Response registered = tryToRegister(token, key);
    registered.then().statusCode(201);
    return new Owner(account, key, registered.path("id"), registered.path("recoveryCodes"));
  }

  /// Both steps; the answer to the second.
  Response tryToRegister(String token, SoftAuthenticator key) {
    JsonNode begun = begun(token, "{}");
    return finish(token, begun, key.create(begun.get("publicKey")));
  }

  void assertRefused(Response response) {
    response.then().statusCode(403).body("type", endsWith(":credential-refused"));
  }

  void assertMalformed(Response response) {
    response.then().statusCode(400).body("type", endsWith(":credential-malformed"));
  }

  /// Tries to register for a new account.
  Response tryToRegister(SoftAuthenticator key) {
    return tryToRegister(tokens.of(nobody()), key);
  }

  /// A session that a key opened just now.
  String strong(AccountId account) {
    var claims = tokens.claims(account, "phr", clock.instant());
    claims.setStringListClaim("amr", List.of("pop", "user", "mfa"));
    return tokens.sign(claims, "at+jwt");
  }

  Response begin(String token, String body) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(PasswordProof.beside(token, body))
        .post("/v1/mfa/webauthn/options");
  }

  JsonNode begun(String token, String body) {
    return json(begin(token, body).then().statusCode(200).extract().asString());
  }

  Response finish(String token, JsonNode begun, JsonNode credential) {
    return finish(token, begun.get("registrationId").asText(), credential);
  }

  Response finish(String token, String registration, JsonNode credential) {
    return post(token, JSON.createObjectNode().put("registrationId", registration).set("credential", credential));
  }

  Response post(String token, JsonNode registration) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(registration.toString())
        .post("/v1/mfa/webauthn");
  }

  Response list(AccountId account) {
    return given().auth().oauth2(tokens.of(account)).get("/v1/mfa/webauthn").then().statusCode(200).extract().response();
  }

  Response rename(String token, String id, String body) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(body).patch("/v1/mfa/webauthn/{id}", id);
  }

  Response remove(String token, String id) {
    return given().auth().oauth2(token).delete("/v1/mfa/webauthn/{id}", id);
  }

  Response overview(AccountId account) {
    return given().auth().oauth2(tokens.of(account)).get("/v1/mfa").then().statusCode(200).extract().response();
  }

  static String authService() {
    return ServiceTokenFiles.token("auth-service", "mfa-service");
  }

  Response methods(AccountId account) {
    return given().auth().oauth2(authService()).get("/internal/accounts/{id}/methods", account.toString())
        .then().statusCode(200).extract().response();
  }

  // --- as a second factor ---

  /// Options for a challenge that challenge's package would have opened.
  JsonNode options(AccountId account, UUID challenge) {
    RequestOptions options = request.handle(account, challenge, Optional.empty()).await().indefinitely().orElseThrow();
    return JSON.valueToTree(options);
  }

  AssertionVerdict answer(AccountId account, UUID challenge, JsonNode credential) {
    return verify.handle(account, challenge, Optional.empty(), credential).await().indefinitely();
  }

  /// One whole second step.
  AssertionVerdict secondFactor(AccountId account, SoftAuthenticator key) {
    UUID challenge = UUID.randomUUID();
    return answer(account, challenge, key.get(options(account, challenge)));
  }

  void assertRight(AssertionVerdict verdict) {
    assertThat(verdict.verdict()).isInstanceOf(GuessVerdict.Right.class);
  }

  void assertWrong(AssertionVerdict verdict) {
    assertThat(verdict).isEqualTo(new AssertionVerdict(new GuessVerdict.Wrong(), List.of(), Optional.empty()));
  }

  // --- alone ---

  JsonNode passkeyOptions(String attempt) {
    return json(request(Map.of("attempt", attempt)).then().statusCode(201).extract().asString());
  }

  JsonNode passkeyOptions(String attempt, AccountId account) {
    return json(request(Map.of("attempt", attempt, "accountId", account.toString())).then().statusCode(201)
        .extract().asString());
  }

  Response request(Map<String, ?> body) {
    return given().auth().oauth2(authService()).contentType(ContentType.JSON).body(new HashMap<>(body))
        .post("/internal/passkeys");
  }

  Response passkey(String challenge, String attempt, JsonNode credential) {
    return given().auth().oauth2(authService()).contentType(ContentType.JSON)
        .body(JSON.createObjectNode().put("attempt", attempt).set("credential", credential).toString())
        .post("/internal/passkeys/{id}/verify", challenge);
  }

  /// One whole sign-in of a claimant who has not said who they are.
  Response signIn(SoftAuthenticator key) {
    JsonNode begun = passkeyOptions("attempt-1");
    return passkey(begun.get("challengeId").asText(), "attempt-1", key.get(begun.get("publicKey")));
  }

  String outcome(Response response) {
    return response.then().statusCode(200).extract().path("outcome");
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(notJson);
    }
  }
}
