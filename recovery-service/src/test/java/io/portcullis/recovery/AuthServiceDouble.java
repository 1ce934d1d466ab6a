package io.portcullis.recovery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.contracts.AccountId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Plays auth-service, session-service and notification-service, which recovery calls and does not own. Answers only those who show a service token.
public final class AuthServiceDouble implements QuarkusTestResourceLifecycleManager {

  /// The proof that the double takes for right, and the one whose provider gives no answer.
  public static final String RIGHT_PROOF = "right";
  public static final String PROVIDER_AWAY = "away";
  /// The code of an old factor, and the one of a factor that is too new.
  public static final String RIGHT_CODE = "424242";
  public static final String NEW_FACTORS_CODE = "131313";

  private static final int SPECIAL = 1;
  private static final int DEFAULT = 5;
  private static final int NOBODY = 10;

  private WireMockServer server;

  @Override
  public Map<String, String> start() {
    server = new WireMockServer(options().dynamicPort().containerThreads(80));
    server.start();
    server.stubFor(internal(post("/internal/accounts/lookup")).atPriority(NOBODY)
        .willReturn(problem("not-found", 404)));
    server.stubFor(internal(put(urlMatching("/internal/accounts/[^/]+/password"))).atPriority(DEFAULT)
        .willReturn(noContent().withFixedDelay(50)));
    server.stubFor(internal(post(urlMatching("/internal/accounts/[^/]+/freeze"))).atPriority(DEFAULT)
        .willReturn(noContent()));
    server.stubFor(internal(get(urlMatching("/internal/accounts/[^/]+/freeze"))).atPriority(DEFAULT)
        .willReturn(problem("not-found", 404)));
    server.stubFor(internal(post(urlMatching("/internal/accounts/[^/]+/removals/cancel"))).atPriority(DEFAULT)
        .willReturn(noContent()));
    server.stubFor(internal(post(urlMatching("/internal/accounts/[^/]+/reset-state"))).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"voided\":false,\"more\":1}", 200)));
    server.stubFor(internal(post("/internal/human/challenges")).atPriority(DEFAULT).willReturn(jsonResponse("""
        {"provider":"altcha","action":"password-recovery","algorithm":"SHA-256","challenge":"c","maxnumber":9,"salt":"s",
         "signature":"g","expiresIn":300,"alternatives":[]}""", 200)));
    server.stubFor(internal(post("/internal/human/verifications")).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"verdict\":\"refused\"}", 200)));
    server.stubFor(internal(post("/internal/human/verifications")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.proof.solution", equalTo(RIGHT_PROOF)))
        .willReturn(jsonResponse("{\"verdict\":\"passed\",\"more\":1}", 200)));
    server.stubFor(internal(post("/internal/human/verifications")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.proof.solution", equalTo(PROVIDER_AWAY)))
        .willReturn(jsonResponse("{\"verdict\":\"unavailable\"}", 200)));
    server.stubFor(internal(post("/internal/known-devices")).atPriority(DEFAULT).willReturn(jsonResponse("{\"known\":false,\"more\":1}", 200)));
    server.stubFor(internal(post("/internal/case-factors")).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"outcome\":\"not-compared\",\"more\":1}", 200)));
    server.stubFor(internal(get("/internal/exports")).atPriority(DEFAULT).willReturn(jsonResponse("{\"exports\":[]}", 200)));
    server.stubFor(internal(get(urlMatching("/internal/desk/accounts/[^/]+/holds"))).atPriority(DEFAULT).willReturn(jsonResponse("""
        {"holds":[{"reason":"password-reset","scope":["withdrawals"],"since":"2026-01-01T00:00:00Z","until":"2026-01-03T00:00:00Z","more":1}]}""",
        200)));
    server.stubFor(internal(get(urlMatching("/internal/desk/accounts/[^/]+/standing"))).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"status\":\"active\",\"more\":1}", 200)));
    server.stubFor(internal(put(urlMatching("/internal/desk/accounts/[^/]+/(lock|unlock|sessions-end)"))).atPriority(DEFAULT)
        .willReturn(noContent()));
    server.stubFor(internal(post("/internal/desk/accounts/find")).atPriority(NOBODY).willReturn(problem("not-found", 404)));
    server.stubFor(internal(get(urlMatching("/internal/recoveries/signals/[^/]+"))).atPriority(DEFAULT).willReturn(jsonResponse("{}", 200)));
    server.stubFor(internal(get(urlPathMatching("/internal/accounts/[^/]+/sign-ins"))).atPriority(DEFAULT).willReturn(jsonResponse("""
        {"signIns":[{"id":"019a0000-0000-7000-8000-000000000001","at":"2026-01-01T00:00:00Z","decision":"blocked","device":"Firefox on Linux",
          "kind":"desktop","place":{"name":"Berlin, Germany","country":"DE"},"address":"198.51.100.7",
          "reasons":[{"code":"new-country","text":"The account was not used in this country lately."}],"score":70}],"next":"abc"}""", 200)));
    server.stubFor(internal(get(urlPathMatching("/internal/accounts/[^/]+/sign-ins"))).atPriority(SPECIAL)
        .withQueryParam("after", equalTo("garbage")).willReturn(problem("cursor-refused", 400)));
    server.stubFor(internal(get(urlPathEqualTo("/internal/audit/search"))).atPriority(NOBODY).willReturn(jsonResponse("{\"entries\":[]}", 200)));
    server.stubFor(internal(get("/internal/webhooks")).atPriority(DEFAULT).willReturn(jsonResponse("""
        [{"id":"019a0000-0000-7000-8000-000000000003","url":"https://hooks.exchange.example/a","types":[],"state":"failing",
          "since":"2026-01-01T00:00:00Z","more":1}]""", 200)));
    server.stubFor(internal(get(urlPathMatching("/internal/webhooks/[^/]+/deliveries"))).atPriority(DEFAULT).willReturn(jsonResponse("""
        [{"eventId":"019a0000-0000-7000-8000-000000000004","type":"io.portcullis.auth.account-frozen.v1","queuedAt":"2026-01-01T00:00:00Z",
          "state":"waiting","attempts":2,"answer":"503","subject":"account-of-somebody"}]""", 200)));
    server.stubFor(internal(post(urlMatching("/internal/webhooks/[^/]+/secret"))).atPriority(DEFAULT).willReturn(jsonResponse(
        "{\"id\":\"019a0000-0000-7000-8000-000000000003\",\"secret\":\"whsec_new\",\"more\":1}", 200)));
    server.stubFor(internal(post(urlMatching("/internal/webhooks/[^/]+/(pause|enable|deliveries/[^/]+/replay)"))).atPriority(DEFAULT)
        .willReturn(noContent()));
    server.stubFor(internal(delete(urlMatching("/internal/webhooks/[^/]+"))).atPriority(DEFAULT).willReturn(noContent()));
    server.stubFor(any(anyUrl()).atPriority(NOBODY + 1).willReturn(status(401)));
    return Map.of("portcullis.services.auth", server.baseUrl(), "portcullis.services.session", server.baseUrl(),
        "portcullis.services.notification", server.baseUrl(),
        "portcullis.recovery.knowledge.balance-url", server.baseUrl() + "/balances/");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(AuthServiceDouble.class));
  }

  @Override
  public void stop() {
    server.stop();
  }

  /// Makes `identifier` lead to this account, which is reached at `address`.
  public void knows(AccountId account, String identifier, String status, String channel, String address) {
    server.stubFor(internal(post("/internal/accounts/lookup")).atPriority(DEFAULT)
        .withRequestBody(matchingJsonPath("$.identifier", equalTo(identifier)))
        .willReturn(jsonResponse("""
            {"accountId":"%s","status":"%s","locale":"en","channel":{"type":"%s","address":"%s"},"createdAt":"2026-01-01T00:00:00Z","resetEpoch":7}"""
            .formatted(account, status, channel, address), 200)));
  }

  /// Until it is forgotten, auth-service awaits this service's part of an export, and answers that to it.
  public List<StubMapping> awaitsExport(UUID export, AccountId account, java.time.Instant until, int status) {
    return List.of(
        server.stubFor(internal(get("/internal/exports")).atPriority(SPECIAL).willReturn(jsonResponse(
            "{\"exports\":[{\"id\":\"%s\",\"accountId\":\"%s\",\"until\":\"%s\"}]}".formatted(export, account, until), 200))),
        server.stubFor(internal(put(urlMatching("/internal/exports/" + export + "/pieces/.*"))).atPriority(SPECIAL).willReturn(status(status))));
  }

  public void forget(List<StubMapping> rules) {
    rules.forEach(server::removeStub);
  }

  public List<LoggedRequest> handedIn(UUID export) {
    return server.findAll(putRequestedFor(urlMatching("/internal/exports/" + export + "/pieces/.*")));
  }

  /// Makes the device one on which the account's owner signed in before.
  public void knowsDevice(AccountId account, String token) {
    server.stubFor(internal(post("/internal/known-devices")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.accountId", equalTo(account.toString())))
        .withRequestBody(matchingJsonPath("$.device", equalTo(java.util.HexFormat.of().formatHex(io.portcullis.runtime.crypto.Sha256.of(token)))))
        .willReturn(jsonResponse("{\"known\":true}", 200)));
  }

  /// What a code of an authenticator app is for the account.
  public void comparesFactor(AccountId account, String code, String outcome) {
    server.stubFor(internal(post("/internal/case-factors")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.accountId", equalTo(account.toString())))
        .withRequestBody(matchingJsonPath("$.code", equalTo(code)))
        .willReturn(jsonResponse("{\"outcome\":\"%s\"}".formatted(outcome), 200)));
  }

  /// Until it is forgotten, auth-service compares no code: mfa-service is away.
  public StubMapping comparesNoFactor() {
    return server.stubFor(internal(post("/internal/case-factors")).atPriority(1).willReturn(problem("unavailable", 503)));
  }

  /// About which account, or whose stand-in, it was asked.
  public List<String> factorsCompared(String recoveryCase) {
    return server.findAll(postRequestedFor(urlMatching("/internal/case-factors")).withRequestBody(matchingJsonPath("$.caseId", equalTo(recoveryCase))))
        .stream().map(request -> io.restassured.path.json.JsonPath.from(request.getBodyAsString()).getString("accountId")).toList();
  }

  /// Makes `identifier` lead the support desk to this account.
  public void deskKnows(AccountId account, String identifier) {
    server.stubFor(internal(post("/internal/desk/accounts/find")).atPriority(DEFAULT)
        .withRequestBody(matchingJsonPath("$.identifier", equalTo(identifier)))
        .willReturn(jsonResponse("""
            {"accountId":"%s","status":"active","createdAt":"2026-01-01T00:00:00Z","more":1,
             "identifiers":[{"type":"email","masked":"a•••@example.org","verifiedAt":"2026-01-01T00:00:00Z","primary":true}]}"""
            .formatted(account), 200)));
  }

  /// Makes the account one that the staff locked, or that its owner froze.
  public void isLocked(AccountId account, String status, int version) {
    server.stubFor(internal(get("/internal/desk/accounts/" + account + "/standing")).atPriority(SPECIAL).willReturn(jsonResponse("""
        {"status":"%s","lock":{"version":%d,"since":"2026-01-01T00:00:00Z","reason":"security-alert","more":1}}""".formatted(status, version),
        200)));
  }

  /// Makes the account one that was closed after the desk had found it.
  public void isClosed(AccountId account) {
    server.stubFor(internal(get("/internal/desk/accounts/" + account + "/standing")).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"status\":\"closed\"}", 200)));
    server.stubFor(internal(put(urlMatching("/internal/desk/accounts/" + account + "/(lock|unlock|sessions-end)"))).atPriority(SPECIAL)
        .willReturn(problem("not-found", 404)));
  }

  /// Until the returned rule is taken back, an order to unlock the account is answered so.
  public StubMapping answersUnlock(AccountId account, String slug, int status) {
    return server.stubFor(internal(put("/internal/desk/accounts/" + account + "/unlock")).atPriority(SPECIAL).willReturn(problem(slug, status)));
  }

  /// What the desk had done to this account, oldest first.
  public List<LoggedRequest> callsAboutDesk(AccountId account) {
    return server.findAll(putRequestedFor(urlMatching("/internal/desk/accounts/" + account + "/.*")));
  }

  /// @return the secret that the receiver with this URL gets
  public String registersWebhook(String url, String id) {
    String secret = "whsec_" + UUID.randomUUID();
    server.stubFor(internal(post("/internal/webhooks")).atPriority(SPECIAL).withRequestBody(matchingJsonPath("$.url", equalTo(url)))
        .willReturn(jsonResponse("{\"id\":\"%s\",\"secret\":\"%s\"}".formatted(id, secret), 201)));
    return secret;
  }

  /// The audit trail has these entries of the account: two pages.
  public void hasAudit(AccountId account, String... events) {
    String search = "/internal/audit/search";
    server.stubFor(internal(get(urlPathEqualTo(search))).atPriority(DEFAULT).withQueryParam("account", equalTo(account.toString()))
        .willReturn(jsonResponse("{\"entries\":[%s],\"next\":\"7.%s\"}".formatted(auditEntry(account, events[0]), events[0]), 200)));
    server.stubFor(internal(get(urlPathEqualTo(search))).atPriority(SPECIAL).withQueryParam("account", equalTo(account.toString()))
        .withQueryParam("after", equalTo("7." + events[0]))
        .willReturn(jsonResponse("{\"entries\":[%s]}".formatted(auditEntry(account, events[1])), 200)));
  }

  private static String auditEntry(AccountId account, String event) {
    return """
        {"event":"%s","account":"%s","type":"io.portcullis.mfa.recovery-code-used.v1","time":"2026-01-01T00:00:00Z","erased":false,
         "content":{"left":3,"place":"Berlin"}}""".formatted(event, account);
  }

  /// Until the returned rule is taken back, the second page of the account's entries breaks.
  public StubMapping losesAudit(AccountId account) {
    return server.stubFor(internal(get(urlPathEqualTo("/internal/audit/search"))).atPriority(SPECIAL)
        .withQueryParam("account", equalTo(account.toString())).withQueryParam("after", matching(".+")).willReturn(problem("unavailable", 503)));
  }

  public List<LoggedRequest> auditSearches(AccountId account) {
    return server.findAll(anyRequestedFor(urlPathEqualTo("/internal/audit/search")).withQueryParam("account", equalTo(account.toString())));
  }

  public void refusesWebhook(String url, String slug, int status) {
    server.stubFor(internal(post("/internal/webhooks")).atPriority(SPECIAL).withRequestBody(matchingJsonPath("$.url", equalTo(url)))
        .willReturn(problem(slug, status)));
  }

  public void hasNoWebhook(String id) {
    server.stubFor(internal(any(urlPathMatching("/internal/webhooks/" + id + ".*"))).atPriority(SPECIAL).willReturn(problem("not-found", 404)));
  }

  public List<LoggedRequest> webhooksRegistered(String url) {
    return server.findAll(postRequestedFor(urlMatching("/internal/webhooks")).withRequestBody(matchingJsonPath("$.url", equalTo(url))));
  }

  /// Oldest first.
  public List<LoggedRequest> callsAboutWebhook(String id) {
    return server.findAll(anyRequestedFor(urlMatching("/internal/webhooks/" + id + ".*")));
  }

  public List<LoggedRequest> deskSearches(String identifier) {
    return server.findAll(postRequestedFor(urlMatching("/internal/desk/accounts/find"))
        .withRequestBody(matchingJsonPath("$.identifier", equalTo(identifier))));
  }

  /// Makes the recovery of the account end with this main address.
  public void recovers(AccountId account, String address) {
    server.stubFor(internal(post("/internal/recoveries")).atPriority(DEFAULT)
        .withRequestBody(matchingJsonPath("$.accountId", equalTo(account.toString())))
        .willReturn(jsonResponse("""
            {"accountId":"%s","status":"active","locale":"en","channel":{"type":"email","address":"%s"},"resetEpoch":8}"""
            .formatted(account, address), 200)));
  }

  /// Until the returned rule is taken back, mfa-service is away, and the recovery of the account half done.
  public StubMapping recoversHalf(AccountId account) {
    return answersRecovery(account, "unavailable", 503);
  }

  /// The account was frozen before its recovery was carried out.
  public StubMapping refusesRecovery(AccountId account) {
    return answersRecovery(account, "proof-outdated", 409);
  }

  /// Until the returned rule is taken back, the owner's lock of the settings stands.
  public StubMapping hasLockedSettings(AccountId account) {
    return answersRecovery(account, "settings-locked", 403);
  }

  private StubMapping answersRecovery(AccountId account, String slug, int status) {
    return server.stubFor(internal(post("/internal/recoveries")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.accountId", equalTo(account.toString()))).willReturn(problem(slug, status)));
  }

  public List<LoggedRequest> recoveries(AccountId account) {
    return server.findAll(postRequestedFor(urlMatching("/internal/recoveries"))
        .withRequestBody(matchingJsonPath("$.accountId", equalTo(account.toString()))));
  }

  /// Until the returned rule is taken back, the password of this account is refused.
  public StubMapping refusesPassword(AccountId account, String password) {
    return server.stubFor(internal(put("/internal/accounts/" + account + "/password")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.password", equalTo(password)))
        .willReturn(jsonResponse("""
            {"type":"urn:portcullis:problem:password-refused","title":"…","status":400,"reason":"guessable","strength":1,
             "suggestions":["Add another word"],"more":"ignored"}""", 400)
            .withHeader("Content-Type", "application/problem+json")));
  }

  /// Without an old factor the account takes no new password.
  public void refusesPasswordByLinkAlone(AccountId account) {
    server.stubFor(internal(put("/internal/accounts/" + account + "/password")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.onWayBack", equalTo("false"))).willReturn(problem("account-frozen", 403)));
  }

  /// Until the returned rule is taken back, calls about this account or identifier end in a broken connection.
  public StubMapping breaksOn(String text) {
    return server.stubFor(any(anyUrl()).atPriority(SPECIAL)
        .andMatching(request -> com.github.tomakehurst.wiremock.matching.MatchResult.of(
            request.getUrl().contains(text) || request.getBodyAsString().contains(text)))
        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
  }

  /// Until the returned rule is taken back, calls about this account are answered with `status`.
  public StubMapping answers(AccountId account, String slug, int status) {
    return server.stubFor(any(urlMatching("/internal/accounts/" + account + "/.*")).atPriority(SPECIAL)
        .willReturn(problem(slug, status)));
  }

  /// Until the returned rule is taken back, the account went through something that voids its links.
  public StubMapping voids(AccountId account) {
    return server.stubFor(internal(post("/internal/accounts/" + account + "/reset-state")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.resetEpoch", equalTo("7")))
        .willReturn(jsonResponse("{\"voided\":true}", 200)));
  }

  /// The account is frozen, and has an app of before and a device.
  public void isFrozen(AccountId account, int version) {
    server.stubFor(internal(get("/internal/accounts/" + account + "/freeze")).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"version\":%d,\"frozenAt\":\"2026-01-01T00:00:00Z\"}".formatted(version), 200)));
    String walk = "/internal/way-back/" + account;
    server.stubFor(internal(post(walk + "/challenges")).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"challenge\":\"c1\",\"methods\":[\"totp\"]}", 200)));
    server.stubFor(internal(post(walk + "/challenges/c1/prepare")).atPriority(DEFAULT)
        .willReturn(jsonResponse("{\"method\":\"totp\"}", 200)));
    server.stubFor(internal(post(walk + "/challenges/c1/verify")).atPriority(DEFAULT).willReturn(problem("code-refused", 403)));
    server.stubFor(internal(post(walk + "/challenges/c1/verify")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.factor.code", equalTo(RIGHT_CODE))).willReturn(noContent()));
    server.stubFor(internal(post(walk + "/challenges/c1/verify")).atPriority(SPECIAL)
        .withRequestBody(matchingJsonPath("$.factor.code", equalTo(NEW_FACTORS_CODE))).willReturn(problem("factor-not-settled", 403)));
    has(account, "identifier/1", "totp/2", "device/3");
    server.stubFor(internal(delete(urlMatching(walk + "/items/.*"))).atPriority(DEFAULT).willReturn(noContent()));
    server.stubFor(internal(post("/internal/accounts/" + account + "/unfreeze")).atPriority(DEFAULT).willReturn(noContent()));
  }

  public void isFrozenSince(AccountId account, java.time.Instant since) {
    server.stubFor(internal(get("/internal/accounts/" + account + "/freeze")).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"version\":3,\"frozenAt\":\"%s\"}".formatted(since), 200)));
  }

  /// The exchange says of an account's balance, whatever that is.
  public void answersBalance(AccountId account, String json) {
    server.stubFor(internal(get("/balances/" + account)).atPriority(SPECIAL).willReturn(jsonResponse(json, 200)));
  }

  public void allowedSignIn(AccountId account, java.time.Instant at) {
    server.stubFor(internal(get(urlPathMatching("/internal/accounts/" + account + "/sign-ins"))).atPriority(SPECIAL).willReturn(jsonResponse("""
        {"signIns":[{"id":"019a0000-0000-7000-8000-000000000003","at":"2026-11-29T00:00:00Z","decision":"blocked"},
         {"id":"019a0000-0000-7000-8000-000000000002","at":"%s","decision":"allowed"},
         {"id":"019a0000-0000-7000-8000-000000000001","at":"2020-01-31T23:59:59Z","decision":"allowed","more":1}]}""".formatted(at), 200)));
  }

  /// session-service gives no answer about anybody.
  public void hasNoSignIns(int status) {
    server.stubFor(internal(get(urlPathMatching("/internal/accounts/[^/]+/sign-ins"))).atPriority(SPECIAL)
        .willReturn(problem("unavailable", status)).withMetadata(com.github.tomakehurst.wiremock.common.Metadata.metadata().attr("away", true).build()));
  }

  public void hasSignInsAgain() {
    server.removeStubsByMetadata(com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath("$.away"));
  }

  /// session-service found a sign-in at that moment too risky.
  public void blockedSignIn(AccountId account, java.time.Instant at) {
    server.stubFor(internal(get(urlPathMatching("/internal/accounts/" + account + "/sign-ins"))).atPriority(SPECIAL).willReturn(jsonResponse("""
        {"signIns":[{"id":"019a0000-0000-7000-8000-000000000002","at":"%s","decision":"allowed"},
         {"id":"019a0000-0000-7000-8000-000000000001","at":"%s","decision":"blocked","more":1}]}""".formatted(at, at), 200)));
  }

  public void changedAddresses(AccountId account, java.time.Instant at) {
    server.stubFor(internal(get("/internal/recoveries/signals/" + account)).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"identifiersChangedAt\":\"%s\",\"more\":1}".formatted(at), 200)));
  }

  public void answersFreeze(AccountId account, int status) {
    server.stubFor(internal(get("/internal/accounts/" + account + "/freeze")).atPriority(SPECIAL).willReturn(problem("not-found", status)));
  }

  /// @param items as kind/id
  public void has(AccountId account, String... items) {
    String list = java.util.Arrays.stream(items).map(item -> item.split("/")).map(item ->
        "{\"kind\":\"%s\",\"id\":\"%s\",\"name\":\"n\",\"since\":\"2026-01-01T00:00:00Z\"}".formatted(item[0], item[1]))
        .collect(java.util.stream.Collectors.joining(","));
    server.stubFor(internal(get("/internal/way-back/" + account + "/items")).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"items\":[" + list + "]}", 200)));
  }

  /// Nothing is enrolled that would do.
  public void hasNoOldFactor(AccountId account) {
    server.stubFor(internal(post("/internal/way-back/" + account + "/challenges")).atPriority(SPECIAL)
        .willReturn(jsonResponse("{\"methods\":[]}", 200)));
  }

  /// Frozen again, or the password was set by another link.
  public void refusesUnfreeze(AccountId account) {
    server.stubFor(internal(post("/internal/accounts/" + account + "/unfreeze")).atPriority(SPECIAL).willReturn(problem("proof-outdated", 409)));
  }

  public List<LoggedRequest> unfreezeOrders(AccountId account) {
    return server.findAll(postRequestedFor(urlMatching("/internal/accounts/" + account + "/unfreeze")));
  }

  public List<LoggedRequest> removed(AccountId account) {
    return server.findAll(deleteRequestedFor(urlMatching("/internal/way-back/" + account + "/items/.*")));
  }

  public void forget(StubMapping rule) {
    server.removeStub(rule);
  }

  public List<LoggedRequest> passwordOrders(AccountId account) {
    return server.findAll(putRequestedFor(urlMatching("/internal/accounts/" + account + "/password")));
  }

  public List<LoggedRequest> freezeOrders(AccountId account) {
    return server.findAll(postRequestedFor(urlMatching("/internal/accounts/" + account + "/freeze")));
  }

  public List<LoggedRequest> cancelOrders(AccountId account) {
    return server.findAll(postRequestedFor(urlMatching("/internal/accounts/" + account + "/removals/cancel")));
  }

  public List<LoggedRequest> proofsAsked(String identifier) {
    return server.findAll(postRequestedFor(urlMatching("/internal/human/verifications"))
        .withRequestBody(matchingJsonPath("$.occasion.subject", equalTo(identifier))));
  }

  public List<LoggedRequest> lookups(String identifier) {
    return server.findAll(postRequestedFor(urlMatching("/internal/accounts/lookup"))
        .withRequestBody(matchingJsonPath("$.identifier", equalTo(identifier))));
  }

  /// Every call about this account, by whatever path.
  public List<LoggedRequest> callsAbout(AccountId account) {
    return server.findAll(com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(
        urlMatching("/internal/accounts/" + account + ".*")));
  }

  private static MappingBuilder internal(MappingBuilder call) {
    return call.withHeader("Authorization", matching("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+"));
  }

  private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder problem(String slug, int status) {
    return jsonResponse("{\"type\":\"urn:portcullis:problem:%s\",\"title\":\"…\",\"status\":%d}".formatted(slug, status), status)
        .withHeader("Content-Type", "application/problem+json");
  }
}
