package io.portcullis.mfa;

import static io.restassured.RestAssured.given;

import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwt.JwtClaims;

/// Customers, what they hold, and the two ways in: their own, and auth-service's on their behalf.
@Singleton
class Customers {

  static final Duration STEP = Duration.ofSeconds(30);

  private final MutableClock clock;
  private final CustomerTokens tokens;
  private final Messages messages;

  Customers(MutableClock clock, CustomerTokens tokens, Messages messages) {
    this.clock = clock;
    this.tokens = tokens;
    this.messages = messages;
  }

  record Customer(AccountId account, String authenticator, AuthenticatorApp app, List<String> recoveryCodes) {}

  AccountId withoutFactor() {
    return new AccountId(UUID.randomUUID());
  }

  /// One authenticator, its confirming code already in the past.
  Customer withAuthenticator() {
    AccountId account = withoutFactor();
    return enrol(account, tokens.of(account));
  }

  Customer enrol(AccountId account, String token) {
    JsonPath pending = begin(token, "{}").then().statusCode(201).extract().jsonPath();
    var app = AuthenticatorApp.with(pending.getString("secret"));
    Response confirmed = confirm(token, pending.getString("id"), app.codeAt(clock.instant()));
    confirmed.then().statusCode(200);
    clock.advance(STEP);
    return new Customer(account, pending.getString("id"), app, confirmed.jsonPath().getList("recoveryCodes"));
  }

  /// One e-mail address, confirmed; the recovery codes that came with it, if it was the first factor.
  List<String> withEmail(AccountId account, String token, String address) {
    String message = putEmail(token, address).then().statusCode(202).extract().path("messageId");
    return confirmAddress(token, "email", codeIn(account, message)).then().statusCode(200).extract().jsonPath().getList("recoveryCodes");
  }

  List<String> withSms(AccountId account, String token, boolean besideStronger) {
    String message = putSms(token, phoneNumber(), besideStronger).then().statusCode(202).extract().path("messageId");
    return confirmAddress(token, "sms", codeIn(account, message)).then().statusCode(200).extract().jsonPath().getList("recoveryCodes");
  }

  static String emailAddress() {
    return UUID.randomUUID() + "@example.org";
  }

  static String phoneNumber() {
    return "+447400%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
  }

  Response putEmail(String token, String address) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(PasswordProof.beside(token, Map.of("address", address)))
        .put("/v1/mfa/email");
  }

  /// One that is offered although a stronger factor is enrolled.
  List<String> withEmailBesideStronger(AccountId account, String token, String address) {
    String message = given().auth().oauth2(token).contentType(ContentType.JSON)
        .body(PasswordProof.beside(token, Map.of("address", address, "besideStronger", true))).put("/v1/mfa/email")
        .then().statusCode(202).extract().path("messageId");
    return confirmAddress(token, "email", codeIn(account, message)).then().statusCode(200).extract().jsonPath().getList("recoveryCodes");
  }

  Response putSms(String token, String number, boolean besideStronger) {
    return given().auth().oauth2(token).contentType(ContentType.JSON)
        .body(PasswordProof.beside(token, Map.of("phoneNumber", number, "simSwapNoticeRead", true, "besideStronger", besideStronger)))
        .put("/v1/mfa/sms");
  }

  /// @param method `email` or `sms`
  Response confirmAddress(String token, String method, String code) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("code", code))
        .post("/v1/mfa/{method}/confirm", method);
  }

  Response removeAddress(String token, String method) {
    return given().auth().oauth2(token).delete("/v1/mfa/{method}", method);
  }

  /// The code in this message, once it is on its way.
  String codeIn(AccountId account, String messageId) {
    return messages.await(account, messageId).code();
  }

  /// A session of these means; `restricted` when a recovery code is among them.
  String token(AccountId account, String acr, String... amr) {
    JwtClaims claims = tokens.claims(account, acr, clock.instant());
    claims.setStringListClaim("amr", amr);
    if (List.of(amr).contains("recovery-code")) {
      claims.setClaim("scope", "restricted");
    }
    return tokens.sign(claims, "at+jwt");
  }

  String restricted(AccountId account, String acr) {
    JwtClaims claims = tokens.claims(account, acr, clock.instant());
    claims.setClaim("scope", "restricted");
    return tokens.sign(claims, "at+jwt");
  }

  /// A session of a password and a code of this app, which is as old as mfa-service says.
  String proved(Customer customer) {
    JsonPath answer = verify(challenge(customer.account()), customer, "totp", code(customer));
    clock.advance(STEP);
    JwtClaims claims = tokens.claims(customer.account(), "aal2", clock.instant());
    claims.setClaim("factor_settled_at", Instant.parse(answer.getString("settledAt")).getEpochSecond());
    return tokens.sign(claims, "at+jwt");
  }

  JsonPath prepare(String challenge, AccountId account, String purpose, String method) {
    return given().auth().oauth2(authService()).contentType(ContentType.JSON)
        .body(Map.of("accountId", account.toString(), "purpose", purpose, "attempt", "attempt-1", "method", method))
        .post("/internal/challenges/{id}/prepare", challenge).then().statusCode(200).extract().jsonPath();
  }

  JsonPath prepare(String challenge, AccountId account, String method) {
    return prepare(challenge, account, "sign-in", method);
  }

  /// A session that proved both factors just now.
  String strong(AccountId account) {
    return tokens.of(account, "aal2", clock.instant());
  }

  Response begin(String token, String body) {
    return begin(token, PasswordProof.beside(token, body), "/v1/mfa/totp");
  }

  /// With no more than a token.
  Response beginBare(String token, String body) {
    return begin(token, body, "/v1/mfa/totp");
  }

  private static Response begin(String token, String body, String path) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(body).post(path);
  }

  Response confirm(String token, String id, String code) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).body(Map.of("id", id, "code", code))
        .post("/v1/mfa/totp/confirm");
  }

  Response remove(String token, String id) {
    return given().auth().oauth2(token).delete("/v1/mfa/totp/{id}", id);
  }

  Response renewCodes(String token) {
    return given().auth().oauth2(token).contentType(ContentType.JSON).post("/v1/mfa/recovery-codes");
  }

  JsonPath overview(AccountId account) {
    return given().auth().oauth2(tokens.of(account)).get("/v1/mfa").then().statusCode(200).extract().jsonPath();
  }

  String code(Customer customer) {
    return customer.app().codeAt(clock.instant());
  }

  String wrongCode(Customer customer) {
    return customer.app().wrongCodeAt(clock.instant());
  }

  static String authService() {
    return ServiceTokenFiles.token("auth-service", "mfa-service");
  }

  List<String> methods(AccountId account) {
    return given().auth().oauth2(authService()).get("/internal/accounts/{id}/methods", account.toString())
        .then().statusCode(200).extract().jsonPath().getList("methods");
  }

  String challenge(AccountId account) {
    return challenge(account, "sign-in").then().statusCode(201).extract().path("challengeId");
  }

  Response challenge(AccountId account, String purpose) {
    return given().auth().oauth2(authService()).contentType(ContentType.JSON)
        .body(Map.of("accountId", account.toString(), "purpose", purpose, "attempt", "attempt-1"))
        .post("/internal/challenges");
  }

  JsonPath verify(String challenge, Customer customer, String method, String code) {
    return verify(challenge, customer.account(), method, code);
  }

  JsonPath verify(String challenge, AccountId account, String method, String code) {
    return verify(challenge, answer(account, method, code)).then().statusCode(200).extract().jsonPath();
  }

  Response verify(String challenge, Map<String, ?> answer) {
    return given().auth().oauth2(authService()).contentType(ContentType.JSON).body(answer)
        .post("/internal/challenges/{id}/verify", challenge);
  }

  /// One challenge, one try.
  String outcome(Customer customer, String method, String code) {
    return verify(challenge(customer.account()), customer, method, code).getString("outcome");
  }

  static Map<String, String> answer(AccountId account, String method, String code) {
    return Map.of("accountId", account.toString(), "purpose", "sign-in", "attempt", "attempt-1",
        "method", method, "code", code);
  }

  /// Sends one try to each of `challenges`, all at once; the outcomes in the same order.
  List<String> race(List<String> challenges, Customer customer, String method, String code) {
    return race(challenges, customer.account(), method, code);
  }

  List<String> race(List<String> challenges, AccountId account, String method, String code) {
    return race(challenges.stream().map(id -> request(id, account, method, code)).toList());
  }

  /// Sends two right codes of two kinds to one challenge at once.
  List<String> raceTwo(String challenge, Customer customer, String totp, String recoveryCode) {
    return race(List.of(
        request(challenge, customer.account(), "totp", totp),
        request(challenge, customer.account(), "recovery-code", recoveryCode)));
  }

  private static List<String> race(List<HttpRequest> requests) {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<String>> answers = requests.stream()
          .map(request -> http.sendAsync(request, BodyHandlers.ofString())
              .thenApply(HttpResponse::body).thenApply(JsonPath::from).thenApply(json -> json.getString("outcome")))
          .toList();
      return answers.stream().map(CompletableFuture::join).toList();
    }
  }

  private static HttpRequest request(String challenge, AccountId account, String method, String code) {
    String body = answer(account, method, code).entrySet().stream()
        .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
    return HttpRequest.newBuilder(
            URI.create("http://localhost:%d/internal/challenges/%s/verify".formatted(RestAssured.port, challenge)))
        .header("Authorization", "Bearer " + authService()).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)).build();
  }

  /// All calls at once; what each gave, in the same order.
  static <T> List<T> atOnce(List<? extends Supplier<T>> calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<T>> answers = IntStream.range(0, calls.size())
          .mapToObj(i -> CompletableFuture.supplyAsync(calls.get(i), threads)).toList();
      return answers.stream().map(CompletableFuture::join).toList();
    }
  }

  /// `count` tries, spread over challenges of five.
  List<String> challengesFor(AccountId account, int count) {
    List<String> challenges = IntStream.range(0, (count + 4) / 5).mapToObj(_ -> challenge(account)).toList();
    return IntStream.range(0, count).mapToObj(i -> challenges.get(i / 5)).toList();
  }
}
