package io.portcullis.acceptance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `deploy/gateway/nginx.conf` in the real nginx, before upstreams that echo.
class NginxGatewayTest {

  private static final List<String> SERVICES = List.of("auth", "mfa", "session", "notification", "recovery");
  private static final Map<String, Echo> UPSTREAMS = new LinkedHashMap<>();
  private static Nginx nginx;

  @BeforeAll
  static void start() throws Exception {
    Path binary = RequiredTool.orSkip(Nginx.binary(), "no nginx on this machine: apt-get install nginx-light");
    for (String service : SERVICES) {
      UPSTREAMS.put(service, new Echo(service));
    }
    nginx = Nginx.start(binary, configuration(), UPSTREAMS.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, upstream -> upstream.getValue().port())));
  }

  @AfterAll
  static void stop() throws IOException {
    if (nginx != null) {
      nginx.close();
    }
    UPSTREAMS.values().forEach(Echo::close);
    UPSTREAMS.clear();
  }

  @BeforeEach
  void forget() {
    UPSTREAMS.values().forEach(Echo::forget);
  }

  @Test
  void givenPublicPaths_thenTheServiceThatOwnsThemAnswers() throws IOException {
    Map<String, String> paths = Map.of("/v1/accounts", "auth", "/v1/sign-in/7/verify?x=1", "auth", "/v1/mfa/totp", "mfa",
        "/oauth2/token", "session", "/.well-known/jwks.json", "session", "/.well-known/ssf-configuration", "notification",
        "/ssf/streams?stream_id=1", "notification", "/v1/api-keys/revocations", "session", "/v1/alerts", "notification",
        "/v1/recovery/password", "recovery");
    for (var path : paths.entrySet()) {
      RawHttp answer = get(path.getKey());
      assertThat(answer.status()).as(path.getKey()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(path.getValue());
      assertThat(UPSTREAMS.get(path.getValue()).requests().getLast().uri()).isEqualTo(path.getKey());
    }
  }

  @Test
  void ops6_givenAPage_thenItIsServedWithItsPolicy_andNoOtherFile() throws IOException {
    for (String path : List.of("/sign-in", "/register", "/security", "/security/factors", "/r", "/recovery", "/recovery/freeze",
        "/assets/style.css")) {
      RawHttp answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("Content-Security-Policy")).as(path).hasValueSatisfying(policy ->
          assertThat(policy).contains("frame-ancestors 'none'", path.matches("/security(/.*)?")
              ? "trusted-types push-worker" : "trusted-types 'none'").doesNotContain("unsafe"));
      assertThat(answer.header("Cache-Control")).contains("no-cache");
    }
    assertThat(get("/").header("Location")).hasValueSatisfying(to -> assertThat(to).endsWith("/security"));
    for (String path : List.of("/sign-in.html", "/recovery/assets", "/r/prl_x", "/assets/", "/assets/nothing.js", "/assets/../sign-in.html", "/security/a.b")) {
      assertThat(get(path).status()).as(path).isEqualTo(404);
    }
    assertNothingArrived();
  }

  @Test
  void internalCalls_givenPathsThatAreNotPublic_thenThereIsNothing() throws IOException {
    for (String path : List.of("/internal/sessions", "/internal", "/q/metrics", "/q/health", "/check", "/check/v1/account",
        "/_check", "/_problem/401", "/v1", "/v1/accountsx", "/rx", "/%69nternal/sessions", "/V1/ACCOUNTS")) {
      RawHttp answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }
    assertNothingArrived();
  }

  @Test
  void pathConfusion_givenAPathThatAServiceMayReadAsAnother_thenThereIsNothing() throws IOException {
    for (String path : List.of("/v1/account/../../internal", "/v1/account/..", "/v1/./account", "/v1//account", "//v1/account",
        "/v1/account%2f..%2f..%2finternal", "/v1/%2e%2e/internal", "/v1/account;x=1", "/v1\\account", "/v1/account\\..\\x",
        "/v1/account%5c", "/v1/account/a\\b", "/v1/account%00", "/v1/account/\u00ff", "/v1/account%3bx")) {
      assertThat(get(path).status()).as(path).isIn(400, 404);
    }
    assertNothingArrived();
  }

  @Test
  void a15HeaderSpoofing_givenHeadersThatOnlyAGatewayMaySet_thenTheyEndHere() throws IOException {
    var lines = new StringBuilder("GET /v1/account HTTP/1.1\r\nX-Forwarded-For: 203.0.113.7");
    List<String> spoofed = List.of("X-Portcullis-Account", "X-Portcullis-Session", "X-Portcullis-Acr", "X-Portcullis-Amr",
        "X-Portcullis-Scope", "X-Portcullis-Api-Key", "X-Portcullis-Content-Digest", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix",
        "X-Forwarded-Method", "X-Forwarded-Uri", "X-Forwarded-Server", "X-Original-Method", "X-Original-URI", "X-Original-URL",
        "X-Rewrite-URL", "X-HTTP-Method-Override", "X_Portcullis_Account", "X_Forwarded_For");
    spoofed.forEach(header -> lines.append("\r\n").append(header).append(": spoofed"));

    assertThat(RawHttp.send(nginx.port(), lines.toString(), "").status()).isEqualTo(200);

    Echo.Request arrived = UPSTREAMS.get("auth").requests().getFirst();
    assertThat(spoofed).allSatisfy(header -> assertThat(arrived.header(header)).as(header).isEmpty());
    assertThat(arrived.header("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(arrived.header("X-Forwarded-Proto")).containsExactly("http");
    assertThat(arrived.header("Host")).containsExactly("localhost");
  }

  @Test
  void givenAnAccessToken_thenTheCheckIsAskedAboutThisRequest_andNothingElseIsTold() throws IOException {
    for (String scheme : List.of("Bearer", "bearer", "DPoP", "DPOP")) {
      UPSTREAMS.values().forEach(Echo::forget);
      RawHttp answer = RawHttp.send(nginx.port(), "POST /v1/account/password?a=%20b HTTP/1.1\r\nAuthorization: " + scheme
          + " token\r\nDPoP: proof\r\nX-Forwarded-Method: GET\r\nX-Forwarded-Uri: /spoofed\r\nCookie: c\r\nContent-Length: 4", "body");

      assertThat(answer.status()).isEqualTo(200);
      Echo.Request asked = UPSTREAMS.get("session").requests().getFirst();
      assertThat(asked.uri()).isEqualTo("/check");
      assertThat(asked.method()).isEqualTo("GET");
      assertThat(asked.bodyLength()).isZero();
      assertThat(asked.header("Authorization")).containsExactly(scheme + " token");
      assertThat(asked.header("DPoP")).containsExactly("proof");
      assertThat(asked.header("X-Forwarded-Method")).containsExactly("POST");
      assertThat(asked.header("X-Forwarded-Uri")).containsExactly("/v1/account/password?a=%20b");
      assertThat(asked.header("Cookie")).isEmpty();
      Echo.Request arrived = UPSTREAMS.get("auth").requests().getFirst();
      assertThat(arrived.header("DPoP")).containsExactly("proof");
      assertThat(arrived.bodyLength()).isEqualTo(4);
    }
  }

  @Test
  void checkSkip_givenAPathSpeltOtherwise_thenTheTokenIsCheckedAllTheSame() throws IOException {
    for (String path : List.of("/%761/account", "/v1/account%0ax", "/v1/account/a%20Bearer%20b")) {
      UPSTREAMS.values().forEach(Echo::forget);
      UPSTREAMS.get("session").checkAnswers(401, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));

      assertThat(get(path, "Authorization: Bearer revoked").status()).as(path).isIn(401, 404);
      assertThat(UPSTREAMS.get("auth").requests()).as(path).isEmpty();
    }
  }

  @Test
  void givenNoToken_thenNobodyIsAsked_andTheServiceDecides() throws IOException {
    assertThat(get("/v1/sign-in").status()).isEqualTo(200);
    assertThat(get("/oauth2/introspect", "Authorization: Bearer service-token").status()).isEqualTo(200);
    assertThat(get("/ssf/streams", "Authorization: Bearer receiver-token").status()).isEqualTo(200);

    assertThat(UPSTREAMS.get("session").requests()).extracting(Echo.Request::uri).containsExactly("/oauth2/introspect");
  }

  @Test
  void givenTheCheckRefuses_thenItsChallengeReachesTheClient_andTheRequestNoService() throws IOException {
    Echo session = UPSTREAMS.get("session");
    String invalid = "DPoP error=\"use_dpop_nonce\", algs=\"ES256 EdDSA\"";
    session.checkAnswers(401, Map.of("WWW-Authenticate", invalid, "DPoP-Nonce", "n-1"));
    RawHttp answer = get("/v1/account", "Authorization: DPoP token");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers("WWW-Authenticate")).containsExactly(invalid);
    assertThat(answer.headers("DPoP-Nonce")).containsExactly("n-1");
    assertThat(answer.body()).contains("urn:portcullis:problem:authentication-required");

    String stepUp = "Bearer error=\"insufficient_user_authentication\", acr_values=\"aal2\", max_age=\"300\"";
    session.checkAnswers(401, Map.of("WWW-Authenticate", stepUp));
    answer = get("/v1/account", "Authorization: Bearer token");
    assertThat(answer.headers("WWW-Authenticate")).containsExactly(stepUp);
    assertThat(answer.body()).contains("urn:portcullis:problem:insufficient-user-authentication");

    String scope = "Bearer error=\"insufficient_scope\", scope=\"trade\"";
    session.checkAnswers(403, Map.of("WWW-Authenticate", scope));
    answer = get("/v1/account", "Authorization: Bearer token");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers("WWW-Authenticate")).containsExactly(scope);
    assertThat(answer.body()).contains("urn:portcullis:problem:forbidden");

    assertThat(UPSTREAMS.get("auth").requests()).isEmpty();
  }

  @Test
  void failOpen_givenTheCheckIsBrokenOrAway_thenUnavailable_andTheRequestReachesNoService() throws Exception {
    Echo session = UPSTREAMS.get("session");
    for (int status : new int[] {500, 503, 404, 302, 400}) {
      session.checkAnswers(status, Map.of());
      assertUnavailable(get("/v1/account", "Authorization: Bearer token"));
    }
    Map<String, Integer> ports = SERVICES.stream().collect(Collectors.toMap(service -> service,
        service -> service.equals("session") ? 1 : UPSTREAMS.get(service).port()));
    try (Nginx alone = Nginx.start(Nginx.binary().orElseThrow(), configuration(), ports)) {
      assertUnavailable(RawHttp.send(alone.port(), "GET /v1/account HTTP/1.1\r\nAuthorization: Bearer token", ""));
      assertThat(RawHttp.send(alone.port(), "GET /v1/account HTTP/1.1", "").body()).isEqualTo("auth");
    }
    assertThat(UPSTREAMS.get("auth").requests()).hasSize(1);
  }

  @Test
  void oversizedBody_thenRefusedHere() throws IOException {
    for (String head : List.of("Content-Length: 65537", "Transfer-Encoding: chunked")) {
      String body = head.startsWith("C") ? "x".repeat(65_537) : "10001\r\n" + "x".repeat(65_537) + "\r\n0\r\n\r\n";
      RawHttp answer = RawHttp.send(nginx.port(), "POST /v1/accounts HTTP/1.1\r\n" + head, body);
      assertThat(answer.status()).as(head).isEqualTo(413);
      assertThat(answer.body()).contains("urn:portcullis:problem:request-too-large");
    }
    assertNothingArrived();
    assertThat(RawHttp.send(nginx.port(), "POST /v1/accounts HTTP/1.1\r\nContent-Length: 65536", "x".repeat(65_536)).status())
        .isEqualTo(200);
    String evidence = "x".repeat(7 << 20);
    RawHttp taken = RawHttp.send(nginx.port(), "POST /v1/recovery/cases/evidence HTTP/1.1\r\nContent-Length: " + evidence.length(), evidence);
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.body()).isEqualTo("recovery");
    assertThat(RawHttp.send(nginx.port(), "POST /v1/recovery/cases/evidence HTTP/1.1\r\nContent-Length: " + (evidence.length() + 1), evidence + "x")
        .status()).isEqualTo(413);
    assertThat(RawHttp.send(nginx.port(), "POST /v1/recovery/x/../cases/evidence HTTP/1.1\r\nContent-Length: 2", "{}").status()).isEqualTo(404);
  }

  @Test
  void requestSmuggling_givenALengthThatCanBeReadTwoWays_thenRefused() throws IOException {
    String end = "\r\nHost: localhost\r\nConnection: close\r\n\r\n0\r\n\r\nGET /internal HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String head : List.of("Content-Length: 4\r\nTransfer-Encoding: chunked", "Content-Length: 4\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Content-Length: -1")) {
      RawHttp answer = RawHttp.exchange(nginx.port(), "POST /v1/accounts HTTP/1.1\r\n" + head + end);
      assertThat(answer.status()).as(head).isIn(400, 501, 503);
    }
    assertNothingArrived();
  }

  /// Ways in which two programs on the path have read one request differently (RFC 9112 §11.2), each with a second request
  /// behind it that nobody routed.
  @ParameterizedTest
  @ValueSource(strings = {
      "Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4",
      "Content-Length: 4\r\nContent-Length: 4", "Content-Length: 4, 4", "Content-Length: 4,5", "Content-Length: +4", "Content-Length: 0x4",
      "Content-Length: 4 ", "Content-Length:\t4\u000b", "Content-Length: 4\r\n Transfer-Encoding: chunked", "Content-Length : 4", " Content-Length: 4",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
      "Transfer-Encoding: \u000bchunked", "Transfer-Encoding:\tchunked", "Transfer-Encoding : chunked", "Transfer-Encoding: chunked\u0000",
      "Transfer-Encoding\u0000: chunked", "Transfer-Encoding: \"chunked\"", "X: y\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked",
      "transfer_encoding: chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunke\u0064\r\nTE: trailers",
      "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings", "Expect: 100-continue\r\nContent-Length: 4",
      "Connection: Content-Length\r\nContent-Length: 4", "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked"})
  void requestSmuggling_givenAnyOfTheKnownWays_thenNothingUnroutedReachesAService(String heads) throws IOException {
    String second = "GET /internal/smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    RawHttp.exchange(nginx.port(), "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\n" + heads + "\r\n\r\n0\r\n\r\n" + second);
    assertThat(UPSTREAMS.values()).flatExtracting(Echo::requests).allSatisfy(request -> {
      assertThat(request.uri()).isEqualTo("/v1/accounts");
      // One framing alone is passed on, and it is the length.
      assertThat(request.header("Transfer-Encoding")).isEmpty();
      assertThat(request.header("Content-Length")).hasSizeLessThanOrEqualTo(1);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0016\u0003\u0001\u0002", "GET\r\n\r\n", "GET /v1/accounts HTTP/9.9\r\nHost: localhost\r\n\r\n",
      "GET /v1/accounts HTTP/1.1\r\n\r\n", "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n", "TRACE /v1/accounts HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "LONG-ADDRESS", "LARGE-HEADER", "GET /internal HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "GET /v1/accounts HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"})
  void whatTheGatewayItselfRefuses_thenItIsAProblemThatNobodyStoresOrSniffs(String request) throws IOException {
    String large = "x".repeat(20_000);
    RawHttp answer = RawHttp.exchange(nginx.port(), request
        .replace("LONG-ADDRESS", "GET /v1/accounts?" + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .replace("LARGE-HEADER", "GET /v1/accounts HTTP/1.1\r\nHost: localhost\r\nX: " + large + "\r\n\r\n"));
    assertThat(answer.status()).isIn(400, 404, 405, 421);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:portcullis:problem:");
    assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
    assertNothingArrived();
  }

  @Test
  void httpsStripping_givenAnOriginWithHttps_thenTheGatewaysOwnProblemsSaySo() throws Exception {
    String https = Files.readString(configuration()).replaceFirst("(map \\$scheme \\$transport_security \\{\\s+default) \"\"", "$1 \"max-age=31536000\"");
    Path file = Files.writeString(Files.createTempFile("gateway", ".conf"), https);
    Map<String, Integer> ports = UPSTREAMS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, upstream -> upstream.getValue().port()));
    try (Nginx sealed = Nginx.start(Nginx.binary().orElseThrow(), file, ports)) {
      for (String request : List.of("GET /internal HTTP/1.1", "GET /v1/accounts HTTP/9.9", "GET /v1//accounts HTTP/1.1")) {
        assertThat(RawHttp.send(sealed.port(), request, "").headers("Strict-Transport-Security")).as(request).containsExactly("max-age=31536000");
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void twoTokens_thenNoServiceSeesOneThatWasNotChecked() throws IOException {
    UPSTREAMS.get("session").checkAnswers(401, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    for (String first : List.of("Bearer one", "Basic YTpi")) {
      RawHttp answer = get("/v1/account", "Authorization: " + first + "\r\nAuthorization: Bearer two");
      assertThat(answer.status()).as(first).isIn(400, 401);
    }
    assertThat(UPSTREAMS.get("auth").requests()).isEmpty();
  }

  /// With the location that deploy/gateway/README.md gives to services of the exchange's own.
  @Test
  void a41SignedRequests_givenAServiceOfTheExchange_thenTheCheckHearsTheSignature_andItsAnswerOverwritesWhatTheProgramMadeUp() throws Exception {
    String readme = Files.readString(configuration().resolveSibling("README.md"));
    String location = readme.substring(readme.indexOf("```nginx\n") + 9, readme.indexOf("\n```", readme.indexOf("```nginx\n")));
    Path file = Files.createTempFile("portcullis-api", ".conf");
    Files.writeString(file, Files.readString(configuration())
        .replace("    location = /_check {", location.replace("http://exchange", "http://auth") + "\n    location = /_check {"));
    List<String> signature = List.of("Signature-Input: sig1=()", "Signature: sig1=:AA==:", "Content-Digest: sha-256=:AA==:", "X-Portcullis-Key: key",
        "X-Portcullis-Timestamp: 1", "X-Portcullis-Window: 2", "X-Portcullis-Signature: 3");
    try (Nginx api = Nginx.start(Nginx.binary().orElseThrow(), file, UPSTREAMS.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, upstream -> upstream.getValue().port())))) {
      String request = "POST /api/orders?a=%20b HTTP/1.1\r\nX-Portcullis-Account: spoofed\r\nX-Portcullis-Api-Key: spoofed\r\nX-Portcullis-Session: spoofed"
          + "\r\nX-Portcullis-Content-Digest: spoofed\r\nX-Forwarded-Host: spoofed\r\nX-Forwarded-For: 203.0.113.7\r\n" + String.join("\r\n", signature)
          + "\r\nContent-Length: 4";
      UPSTREAMS.get("session").checkAnswers(200, Map.of("X-Portcullis-Account", "ann", "X-Portcullis-Api-Key", "key",
          "X-Portcullis-Session", "", "X-Portcullis-Content-Digest", "sha-256=:AA==:"));
      assertThat(RawHttp.send(api.port(), request, "body").status()).isEqualTo(200);

      Echo.Request asked = UPSTREAMS.get("session").requests().getFirst();
      assertThat(asked.bodyLength()).isZero();
      for (String header : signature) {
        assertThat(asked.header(header.substring(0, header.indexOf(':')))).containsExactly(header.substring(header.indexOf(':') + 2));
      }
      assertThat(asked.header("X-Forwarded-Method")).containsExactly("POST");
      assertThat(asked.header("X-Forwarded-Uri")).containsExactly("/api/orders?a=%20b");
      assertThat(asked.header("X-Forwarded-Host")).hasSize(1).doesNotContain("spoofed");
      assertThat(asked.header("X-Forwarded-For")).containsExactly("127.0.0.1");
      Echo.Request arrived = UPSTREAMS.get("auth").requests().getFirst();
      assertThat(arrived.header("X-Portcullis-Account")).containsExactly("ann");
      assertThat(arrived.header("X-Portcullis-Api-Key")).containsExactly("key");
      assertThat(arrived.header("X-Portcullis-Session")).isEmpty();
      assertThat(arrived.header("X-Portcullis-Content-Digest")).containsExactly("sha-256=:AA==:");

      UPSTREAMS.values().forEach(Echo::forget);
      UPSTREAMS.get("session").checkAnswers(401, Map.of("WWW-Authenticate", "Signature error=\"replayed\""));
      RawHttp refused = RawHttp.send(api.port(), request, "body");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).contains("Signature error=\"replayed\"");
      assertThat(UPSTREAMS.get("auth").requests()).isEmpty();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void hostPoisoning_givenAnotherHost_thenNothingAnswersInItsName() throws IOException {
    for (String host : List.of("evil.example", "localhost.evil.example", "")) {
      RawHttp answer = RawHttp.exchange(nginx.port(), "GET /v1/accounts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(answer.status()).as(host).isIn(421, 400);
    }
    assertNothingArrived();
  }

  @Test
  void tokenLeak_givenASecretInAQuery_thenTheLogDoesNotHaveIt() throws Exception {
    get("/v1/accounts?token=top-secret", "Referer: https://example.org/?token=top-secret");
    assertThat(nginx.log()).contains("/v1/accounts").doesNotContain("top-secret");
  }

  private static void assertUnavailable(RawHttp answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.body()).contains("urn:portcullis:problem:unavailable");
  }

  private static void assertNothingArrived() {
    assertThat(UPSTREAMS.values()).allSatisfy(upstream -> assertThat(upstream.requests()).isEmpty());
  }

  private static RawHttp get(String path, String... headers) throws IOException {
    return RawHttp.send(nginx.port(), "GET " + path + " HTTP/1.1" + (headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers)), "");
  }

  private static Path configuration() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docker-compose.yml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("deploy/gateway/nginx.conf");
  }
}
