package io.portcullis.session.apikey;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.apikey.Programs.Call;
import io.portcullis.session.apikey.Programs.Program;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that a program signs with an API key, and what an attacker makes of them (SAFE-8, A-41).
@OnStack
@TestProfile(WithApi.class)
class SignedRequestTest {

  private static final Call ORDERS = Call.get("/api/orders?symbol=BTC-EUR&limit=5");
  private static final Call ORDER = new Call("POST", "/api/orders", "{\"side\":\"buy\",\"amount\":\"0.5\"}");

  @Inject Phone phone;
  @Inject Programs programs;
  @Inject MutableClock clock;

  private Tokens owner;

  @BeforeEach
  void signIn() {
    owner = phone.signIn(newAccount());
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  enum Form {
    ED25519_MESSAGE, HMAC_MESSAGE, ED25519_PLAIN, HMAC_PLAIN;

    Program make(Programs programs, Tokens owner, Map<String, Object> fields) {
      return this == ED25519_MESSAGE || this == ED25519_PLAIN ? programs.ed25519(owner, fields) : programs.hmac(owner, fields);
    }

    Map<String, String> sign(Programs programs, Program program, Call call) {
      return this == ED25519_MESSAGE || this == HMAC_MESSAGE ? programs.message(program, call) : programs.plain(program, call);
    }
  }

  private static void refused(Response answer, int status, String problem) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("type")).isEqualTo("urn:portcullis:problem:" + problem);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Signature error=");
    assertThat(answer.headers().asList()).noneMatch(header -> header.getName().toLowerCase().startsWith("x-portcullis-"));
  }

  private static void accepted(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void safe8_givenASignedRequest_thenTheGatewayHearsWhoseItIs_whatTheKeyMay_andWhichBodyWasSigned(Form form) {
    Program program = form.make(programs, owner, programs.fields("read", "trade"));

    Response answer = Programs.check(ORDER, form.sign(programs, program, ORDER));

    accepted(answer);
    assertThat(answer.header("X-Portcullis-Account")).isEqualTo(owner.account().toString());
    assertThat(answer.header("X-Portcullis-Api-Key")).isEqualTo(program.id());
    assertThat(answer.header("X-Portcullis-Amr")).isEqualTo("apikey");
    assertThat(answer.header("X-Portcullis-Scope")).isEqualTo("read trade");
    assertThat(answer.header("X-Portcullis-Session")).isEmpty();
    assertThat(answer.header("X-Portcullis-Acr")).isEmpty();
    assertThat(answer.header("X-Portcullis-Content-Digest")).isEqualTo("sha-256=:" + ORDER.digest() + ":");
    Response read = Programs.check(ORDERS, form.sign(programs, program, ORDERS));
    assertThat(read.header("X-Portcullis-Content-Digest")).isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void a41Replay_givenARequestThatCounted_thenItNeverCountsAgain(Form form) {
    Program program = form.make(programs, owner, programs.fields("read", "trade"));
    Map<String, String> headers = form.sign(programs, program, ORDER);

    accepted(Programs.check(ORDER, headers));
    refused(Programs.check(ORDER, headers), 401, "signature-replayed");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void a41Swap_givenAnotherMethodPathQueryOrBody_thenTheSignatureIsOfSomethingElse(Form form) {
    Program program = form.make(programs, owner, programs.fields("read", "trade"));
    Map<String, String> headers = form.sign(programs, program, ORDER);

    refused(Programs.check(new Call("PUT", ORDER.uri(), ORDER.body()), headers), 401, "signature-refused");
    refused(Programs.check(new Call("POST", "/api/orders/7", ORDER.body()), headers), 401, "signature-refused");
    refused(Programs.check(new Call("POST", "/api/Orders", ORDER.body()), headers), 401, "signature-refused");
    refused(Programs.check(new Call("POST", "/api/orders?amount=5", ORDER.body()), headers), 401, "signature-refused");
    var otherBody = new HashMap<>(headers);
    otherBody.put("Content-Digest", "sha-256=:" + new Call("POST", "/", "{\"amount\":\"5\"}").digest() + ":");
    refused(Programs.check(ORDER, otherBody), 401, "signature-refused");
    var noBody = new HashMap<>(headers);
    noBody.remove("Content-Digest");
    refused(Programs.check(ORDER, noBody), 401, "signature-refused");
    accepted(Programs.check(ORDER, headers));
  }

  /// Each is another text to some service, so none stands for another.
  @ParameterizedTest
  @ValueSource(strings = {"?a=1&b=2", "?b=2&a=1", "?a=1&a=1&b=2", "?A=1&b=2", "?a=%31&b=2", "?a=1&b=2&", "?a=1&&b=2", "?a=1&b=2#", "?a=1;b=2"})
  void a41Canonicalisation_givenAQueryThatSaysTheSame_thenOnlyTheSignedSpellingCounts(String query) {
    Program program = programs.hmac(owner, programs.fields("read"));
    Call signed = Call.get("/api/orders?a=1&b=2");
    for (var headers : List.of(programs.message(program, signed), programs.plain(program, signed))) {
      Response answer = Programs.check(Call.get("/api/orders" + query), headers);
      if (query.equals("?a=1&b=2")) {
        accepted(answer);
      } else {
        refused(answer, 401, "signature-refused");
      }
    }
  }

  @Test
  void a41Swap_givenAnotherHost_thenItCountsThereForNeitherForm() {
    Program program = programs.ed25519(owner, programs.fields("read"));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS), "futures.example.com", Programs.ADDRESS), 401, "signature-refused");
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS), "futures.example.com", Programs.ADDRESS), 401, "signature-refused");
    refused(Programs.check(ORDERS, programs.message(program, ORDERS), "evil.example", Programs.ADDRESS), 401, "signature-refused");
    for (String spelling : List.of("API.example.com", "api.example.com:443")) {
      accepted(Programs.check(ORDERS, programs.message(program, ORDERS), spelling, Programs.ADDRESS));
    }
  }

  @Test
  void a41Window_givenTheEdges_thenItCountsFromASecondBeforeUntilItsEnd() {
    Program program = programs.hmac(owner, programs.fields("read"));
    clock.stop();
    clock.advance(Duration.ofNanos(1_000_000_000 - clock.instant().getNano()));
    Instant now = clock.instant();

    accepted(Programs.check(ORDERS, programs.plain(program, ORDERS, now.minusMillis(4_999), "")));
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS, now.minusMillis(5_000), "")), 401, "signature-outdated");
    accepted(Programs.check(ORDERS, programs.plain(program, ORDERS, now.minusMillis(59_999), "60000")));
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS, now.minusMillis(60_000), "60000")), 401, "signature-outdated");
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS, now.minusMillis(900), "900")), 401, "signature-outdated");
    accepted(Programs.check(ORDERS, programs.plain(program, ORDERS, now.plusMillis(1_000), "")));
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS, now.plusMillis(1_001), "")), 401, "signature-outdated");
    refused(Programs.check(ORDERS, programs.plain(program, ORDERS, now, "60001")), 401, "signature-refused");

    accepted(Programs.check(ORDERS, programs.message(program, ORDERS, now.minusSeconds(4), ";tag=\"portcullis\"")));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, now.minusSeconds(5), ";tag=\"portcullis\"")), 401, "signature-outdated");
    accepted(Programs.check(ORDERS, programs.message(program, ORDERS, now.plusSeconds(1), ";tag=\"portcullis\"")));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, now.plusSeconds(2), ";tag=\"portcullis\"")), 401, "signature-outdated");
    String minute = ";expires=" + now.plusSeconds(1).getEpochSecond() + ";tag=\"portcullis\"";
    accepted(Programs.check(ORDERS, programs.message(program, ORDERS, now.minusSeconds(59), minute)));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, now.minusSeconds(60), minute)), 401, "signature-refused");
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, now.minusSeconds(3),
        ";expires=" + now.getEpochSecond() + ";tag=\"portcullis\"")), 401, "signature-outdated");
  }

  /// What has been seen is remembered for the window that it names. A longer one must not outlive the memory.
  @Test
  void a41Window_givenOneThatWasNotSigned_thenItIsRefused() {
    Program program = programs.hmac(owner, programs.fields("read"));
    var headers = programs.plain(program, ORDERS);
    headers.put("X-Portcullis-Window", "60000");
    refused(Programs.check(ORDERS, headers), 401, "signature-refused");
    headers = programs.plain(program, ORDERS, clock.instant(), "5000");
    headers.remove("X-Portcullis-Window");
    refused(Programs.check(ORDERS, headers), 401, "signature-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Portcullis-Key", "X-Portcullis-Timestamp", "X-Portcullis-Window", "X-Portcullis-Signature", "Content-Digest",
      "Signature", "Signature-Input", "X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Host"})
  void a41Duplicates_givenAHeaderTwice_thenNobodyChoosesBetweenThem(String name) {
    Program program = programs.hmac(owner, programs.fields("read", "trade"));
    boolean isPlain = name.startsWith("X-Portcullis");
    Map<String, String> headers = isPlain ? programs.plain(program, ORDER, clock.instant(), "5000") : programs.message(program, ORDER);
    String twin = switch (name) {
      case "X-Forwarded-Uri" -> "/api/withdrawals";
      case "X-Forwarded-Method" -> "DELETE";
      case "X-Forwarded-Host" -> "futures.example.com";
      case "Content-Digest" -> "sha-256=:" + ORDERS.digest() + ":";
      case "X-Portcullis-Window" -> "60000";
      default -> headers.get(name);
    };
    Response answer = given().urlEncodingEnabled(false).headers(headers).header("X-Forwarded-Method", ORDER.method())
        .header("X-Forwarded-Uri", ORDER.uri()).header("X-Forwarded-Host", Programs.HOST).header("X-Forwarded-For", Programs.ADDRESS)
        .header(name, twin).get("/check");
    // A member that is there twice is the last one (RFC 8941 §3.2), which is the same here.
    if (name.equals("Signature") || name.equals("Signature-Input")) {
      assertThat(answer.statusCode()).isIn(200, 401);
    } else {
      refused(answer, 401, "signature-refused");
    }
  }

  @Test
  void a41AlgorithmConfusion_givenTheBytesOfThePublicKeyAsSecret_thenNoMacIsASignature() {
    Program program = programs.ed25519(owner, programs.fields("read"));
    byte[] point = Base64.getUrlDecoder().decode(Programs.list(owner).<String>path("apiKeys[0].keyId").substring(0, 43));
    var pair = Programs.keyPair();
    var fields = programs.fields("read");
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(Programs.point(pair)));
    var made = programs.create(owner, fields).then().statusCode(201).extract().jsonPath();
    for (byte[] secret : List.of(Programs.point(pair), pair.getPublic().getEncoded(), fields.get("publicKey").toString().getBytes(), point)) {
      var forger = new Program(owner, made.getString("id"), made.getString("keyId"), Programs.hmac(secret));
      refused(Programs.check(ORDERS, programs.message(forger, ORDERS)), 401, "signature-refused");
      refused(Programs.check(ORDERS, programs.message(forger, ORDERS, clock.instant(), ";alg=\"hmac-sha256\";tag=\"portcullis\"")), 401,
          "signature-refused");
      refused(Programs.check(ORDERS, programs.plain(forger, ORDERS)), 401, "signature-refused");
    }
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, clock.instant(), ";alg=\"hmac-sha256\";tag=\"portcullis\"")), 401,
        "signature-refused");
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, clock.instant(), ";alg=7;tag=\"portcullis\"")), 401, "signature-refused");
    accepted(Programs.check(ORDERS, programs.message(program, ORDERS, clock.instant(), ";alg=\"ed25519\";tag=\"portcullis\"")));
  }

  @Test
  void a41ForeignKey_givenMallorysSignatureUnderAlicesKeyId_thenItIsRefused() {
    Program alice = programs.ed25519(owner, programs.fields("read"));
    Program mallory = programs.ed25519(phone.signIn(newAccount()), programs.fields("read"));
    var forged = new Program(owner, alice.id(), alice.keyId(), mallory.signer());
    refused(Programs.check(ORDERS, programs.message(forged, ORDERS)), 401, "signature-refused");
    var headers = programs.plain(mallory, ORDERS);
    headers.put("X-Portcullis-Key", alice.keyId());
    refused(Programs.check(ORDERS, headers), 401, "signature-refused");
  }

  @Test
  void a41Scope_givenAKeyWithoutIt_orAPathThatNoRuleOpensToKeys_thenItGetsNowhere() {
    Program reader = programs.hmac(owner, programs.fields("read"));
    accepted(Programs.check(ORDERS, programs.message(reader, ORDERS)));
    for (Call closed : List.of(ORDER, new Call("POST", "/api/withdrawals", "{}"), Call.get("/api/profile"), Call.get("/v1/sessions"),
        Call.get("/other"), Call.get("/api/orders/../withdrawals"), Call.get("/api/%2e%2e/withdrawals"), Call.get("/api//withdrawals"))) {
      refused(Programs.check(closed, programs.message(reader, closed)), 403, "forbidden");
      refused(Programs.check(closed, programs.plain(reader, closed)), 403, "forbidden");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "::ffff:203.0.113.7", "2001:db8:7::1"})
  void a41AllowList_givenAnAddressOfTheList_thenTheKeyCounts(String address) {
    var fields = programs.fields("read");
    fields.put("networks", List.of("::ffff:203.0.113.0/120", "2001:db8:7::/48"));
    Program program = programs.ed25519(owner, fields);
    accepted(Programs.check(ORDERS, programs.message(program, ORDERS), Programs.HOST, address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.114.7", "::ffff:203.0.114.7", "::203.0.113.7", "64:ff9b::203.0.113.7", "2001:db8:8::1", "203.0.113.7, 198.51.100.1",
      "127.0.0.1", "nonsense", "203.0.113.7:80"})
  void a41AllowList_givenAnyOther_howeverItIsWritten_thenItDoesNot_andItsHolderAloneIsToldWhy(String address) {
    var fields = programs.fields("read");
    fields.put("networks", List.of("203.0.113.0/24", "2001:db8:7::/48"));
    Program program = programs.ed25519(owner, fields);
    refused(Programs.check(ORDERS, programs.message(program, ORDERS), Programs.HOST, address), 403, "address-not-allowed");
    var headers = programs.message(program, ORDERS);
    headers.put("Signature", "sig1=:" + Base64.getEncoder().encodeToString(new byte[64]) + ":");
    refused(Programs.check(ORDERS, headers, Programs.HOST, address), 401, "signature-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "(\"@method\" \"@authority\" \"@path\")", "(\"@method\" \"@authority\" \"@path\" \"@query\" \"@query\")", "()",
      "(\"@method\" \"@authority\" \"@path\" \"@query\" \"x-other\")", "(\"@method\" \"@authority\" \"@path\" \"@query\";req)",
      "(\"@method\" \"@authority\" \"@path\" \"@query-param\";name=\"a\")", "(\"@method\" \"@authority\" \"@path\" @query)", "7"})
  void a41Coverage_givenASignatureOfLessOrOtherThanItMustCover_thenItIsRefused(String components) {
    Program program = programs.hmac(owner, programs.fields("read"));
    String input = components + ";created=" + clock.instant().getEpochSecond() + ";keyid=\"" + program.keyId() + "\";nonce=\"n\";tag=\"portcullis\"";
    var headers = new HashMap<>(Map.of("Signature-Input", "sig1=" + input, "X-Other", "v"));
    // Right, but for what it covers.
    headers.put("Signature", "sig1=:" + program.sign(programs.base(ORDERS, components, input)) + ":");
    refused(Programs.check(ORDERS, headers), 401, "signature-refused");
  }

  @Test
  void a41Coverage_givenABodyThatIsNotCovered_orMayBeThere_thenItIsRefused() {
    Program program = programs.hmac(owner, programs.fields("read", "trade"));
    String components = "(\"@method\" \"@authority\" \"@path\" \"@query\")";
    for (Call call : List.of(ORDER, new Call("POST", "/api/orders", ""), ORDERS)) {
      String input = components + ";created=" + clock.instant().getEpochSecond() + ";keyid=\"" + program.keyId() + "\";nonce=\"" + UUID.randomUUID()
          + "\";tag=\"portcullis\"";
      var headers = new HashMap<>(Map.of("Signature-Input", "sig1=" + input,
          "Signature", "sig1=:" + program.sign(programs.base(call, components, input)) + ":"));
      if (call.equals(ORDERS)) {
        accepted(Programs.check(call, headers));
      } else {
        refused(Programs.check(call, headers), 401, "signature-refused");
      }
      headers.put("Content-Digest", "sha-256=:" + call.digest() + ":");
      refused(Programs.check(call, headers), 401, "signature-refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";tag=\"other\"", ";tag=portcullis", ";tag=\"portcullis\";key=7", ";tag=\"portcullis\";expires=\"1\"",
      ";tag=\"portcullis\";created=99999999999999999", ";tag=\"portcullis\";nonce=7", ";tag=\"portcullis\";created", ";tag=\"portcullis"})
  void a41Parameters_givenOnesThatWeDoNotKnow_orOfAnotherKind_thenItIsRefused(String more) {
    Program program = programs.hmac(owner, programs.fields("read"));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS, clock.instant(), more)), 401, "signature-refused");
  }

  @Test
  void rfc9421_givenASignatureOfAnotherApplicationBesideOurs_thenOursCounts_andTwoOfOursAreNone() {
    Program program = programs.ed25519(owner, programs.fields("read"));
    var ours = programs.message(program, ORDERS);
    var both = new LinkedHashMap<>(ours);
    both.put("Signature-Input", "proxy=(\"@method\");created=1;tag=\"proxy\", " + ours.get("Signature-Input"));
    both.put("Signature", "proxy=:AAAA:, " + ours.get("Signature"));
    accepted(Programs.check(ORDERS, both));
    var second = programs.message(program, ORDERS);
    second.replaceAll((name, value) -> value + ", " + programs.message(program, ORDERS).get(name).replace("sig1", "sig2"));
    refused(Programs.check(ORDERS, second), 401, "signature-refused");
  }

  @Test
  void a41TwoForms_givenBothOfThem_thenNeitherCounts() {
    Program program = programs.ed25519(owner, programs.fields("read"));
    var both = new LinkedHashMap<>(programs.message(program, ORDERS));
    both.putAll(programs.plain(program, ORDERS));
    refused(Programs.check(ORDERS, both), 401, "signature-refused");
  }

  @Test
  void a41Unplaced_givenAGatewayThatDoesNotSayWhichRequest_thenNothingCounts() {
    Program program = programs.ed25519(owner, programs.fields("read"));
    refused(given().headers(programs.message(program, ORDERS)).get("/check"), 401, "signature-refused");
  }

  @Test
  void safe8_givenAToken_thenItsHolderIsNotHeldToWhatIsAskedOfKeys_andGetsNoKeysName() {
    Tokens strong = phone.signIn(newAccount(), "pwd", "otp");
    Response answer = given().auth().oauth2(strong.accessToken()).header("X-Forwarded-Method", "POST")
        .header("X-Forwarded-Uri", "/api/orders").get("/check");
    accepted(answer);
    assertThat(answer.header("X-Portcullis-Api-Key")).isEmpty();
  }

  @Test
  void safe8_givenAKeyThatHasExpired_thenItCountsNoMore() {
    var fields = programs.fields("read");
    fields.put("expiresAt", Instant.ofEpochSecond(clock.instant().getEpochSecond()).plus(Duration.ofMinutes(1)).toString());
    Program program = programs.hmac(owner, fields);
    accepted(Programs.check(ORDERS, programs.message(program, ORDERS)));
    clock.advance(Duration.ofMinutes(1));
    refused(Programs.check(ORDERS, programs.message(program, ORDERS)), 401, "signature-refused");
  }

  @Test
  void a41KeyIdFlood_givenInventedIds_thenNoneIsLookedFor() {
    Program program = programs.hmac(owner, programs.fields("read"));
    byte[] id = Base64.getUrlDecoder().decode(program.keyId());
    for (int i = 0; i < 48; i++) {
      byte[] other = id.clone();
      other[i] ^= 1;
      var stranger = new Program(owner, program.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(other), program.signer());
      refused(Programs.check(ORDERS, programs.message(stranger, ORDERS)), 401, "signature-refused");
    }
    for (String text : List.of("", "x", UUID.randomUUID().toString(), program.keyId() + "A", program.keyId().substring(1), program.id())) {
      var stranger = new Program(owner, program.id(), text, program.signer());
      refused(Programs.check(ORDERS, programs.message(stranger, ORDERS)), 401, "signature-refused");
    }
  }
}
