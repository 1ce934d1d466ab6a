package io.portcullis.auth.human;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.human.HumanProvider.Checked;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.human.HumanVerdict.Unavailable;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The hosted providers against doubles of their documented APIs.
@AuthTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostedProviderTest {

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final String HOST = "exchange.example";
  private static final String TOKEN = "0.a-token_of.the-widget";

  @Inject
  OccasionBinding bindings;

  @Inject
  HumanCodes humanCodes;

  @Inject
  SpentProofs spent;

  @Inject
  ChallengePace pace;

  @Inject
  HumanMetrics metrics;

  private WireMockServer provider;

  private final Occasion occasion = new Occasion(HumanAction.PASSWORD_RECOVERY, new ClientNetwork("203.0.113.7"), "ann@example.org");

  private static HostedAccount account(String siteKey, String secret) {
    return new HostedAccount(
        siteKey, new Secret(secret), Set.of(HOST), "a-project", 0.5, Duration.ofMillis(700));
  }

  private final HostedAccount account = account("the-site-key", "the-secret");

  @BeforeAll
  void start() {
    provider = new WireMockServer(options().dynamicPort());
    provider.start();
  }

  @AfterAll
  void stop() {
    provider.stop();
  }

  @BeforeEach
  void forget() {
    provider.resetAll();
  }

  private <T> T client(Class<T> site) {
    return QuarkusRestClientBuilder.newBuilder().baseUri(URI.create(provider.baseUrl())).build(site);
  }

  private HumanProvider named(String name) {
    return switch (name) {
      case HumanChallenge.TURNSTILE -> new Turnstile(client(TurnstileSite.class), bindings, () -> account, LIFETIME);
      case HumanChallenge.HCAPTCHA -> new Hcaptcha(client(HcaptchaSite.class), () -> account, LIFETIME);
      default -> new RecaptchaEnterprise(client(RecaptchaSite.class), () -> account, LIFETIME);
    };
  }

  static List<String> names() {
    return List.of(HumanChallenge.TURNSTILE, HumanChallenge.HCAPTCHA, HumanChallenge.RECAPTCHA_ENTERPRISE);
  }

  private void answers(ResponseDefinitionBuilder answer) {
    provider.stubFor(any(anyUrl()).willReturn(answer));
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body.replace('\'', '"'));
  }

  private Checked check(String name) {
    return named(name).check(occasion, TOKEN).await().indefinitely();
  }

  private String right(String name) {
    return switch (name) {
      case HumanChallenge.TURNSTILE -> """
          {'success':true,'challenge_ts':'2026-11-28T20:00:00.000Z','hostname':'exchange.example','error-codes':[],
           'action':'password-recovery','cdata':'%s','metadata':{}}""".formatted(bindings.of(occasion));
      case HumanChallenge.HCAPTCHA -> """
          {'success':true,'challenge_ts':'2026-11-28T20:00:00.000000Z','hostname':'exchange.example','credit':false}""";
      default -> """
          {'name':'projects/1/assessments/2','event':{'token':'t','siteKey':'the-site-key','expectedAction':'password_recovery'},
           'riskAnalysis':{'score':0.9,'reasons':[]},
           'tokenProperties':{'valid':true,'invalidReason':'INVALID_REASON_UNSPECIFIED','hostname':'exchange.example',
             'action':'password_recovery','createTime':'2026-11-28T20:00:00Z'}}""";
    };
  }

  @ParameterizedTest
  @MethodSource("names")
  void givenATokenThatTheProviderPasses_whenShown_thenItIsRight(String name) {
    answers(json(right(name)));
    assertThat(check(name)).isEqualTo(new Checked.Right(TOKEN));
  }

  @Test
  void givenTurnstile_whenAsked_thenTheRequestIsAsDocumented() {
    provider.stubFor(post("/turnstile/v0/siteverify").withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
        .withRequestBody(containing("secret=the-secret")).withRequestBody(containing("response=0.a-token_of.the-widget"))
        .willReturn(json(right(HumanChallenge.TURNSTILE))));
    assertThat(check(HumanChallenge.TURNSTILE)).isInstanceOf(Checked.Right.class);
  }

  @Test
  void givenHcaptcha_whenAsked_thenTheRequestIsAsDocumented() {
    provider.stubFor(post("/siteverify").withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
        .withRequestBody(containing("secret=the-secret")).withRequestBody(containing("response=0.a-token_of.the-widget"))
        .withRequestBody(containing("sitekey=the-site-key")).willReturn(json(right(HumanChallenge.HCAPTCHA))));
    assertThat(check(HumanChallenge.HCAPTCHA)).isInstanceOf(Checked.Right.class);
  }

  @Test
  void givenRecaptchaEnterprise_whenAsked_thenTheRequestIsAsDocumented() {
    provider.stubFor(post("/v1/projects/a-project/assessments").withHeader("X-Goog-Api-Key", equalTo("the-secret"))
        .withRequestBody(equalToJson("""
            {"event":{"token":"0.a-token_of.the-widget","siteKey":"the-site-key","expectedAction":"password_recovery"}}"""))
        .willReturn(json(right(HumanChallenge.RECAPTCHA_ENTERPRISE))));
    assertThat(check(HumanChallenge.RECAPTCHA_ENTERPRISE)).isInstanceOf(Checked.Right.class);
  }

  // What the provider says, with one thing changed.
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "turnstile|'success':true|'success':false",
      "turnstile|exchange.example|evil.example", "turnstile|exchange.example|exchange.example.evil.example",
      "turnstile|exchange.example|EXCHANGE.example.", "turnstile|,'hostname':'exchange.example'|",
      "turnstile|'password-recovery'|'sign-in'", "turnstile|'password-recovery'|''", "turnstile|'action':'password-recovery',|",
      "turnstile|'cdata':'|'cdata':'A", "turnstile|'cdata'|'cdatum'",
      "hcaptcha|'success':true|'success':false", "hcaptcha|exchange.example|evil.example",
      "hcaptcha|exchange.example|not-provided", "hcaptcha|,'hostname':'exchange.example'|",
      "recaptcha-enterprise|'valid':true|'valid':false", "recaptcha-enterprise|exchange.example|evil.example",
      "recaptcha-enterprise|'hostname':'exchange.example',|", "recaptcha-enterprise|'action':'password_recovery'|'action':'login'",
      "recaptcha-enterprise|'action':'password_recovery',|", "recaptcha-enterprise|'score':0.9|'score':0.49",
      "recaptcha-enterprise|'score':0.9|'score':0", "recaptcha-enterprise|'score':0.9,|",
      "recaptcha-enterprise|'riskAnalysis'|'riskAnalyses'"})
  void a18ForgedProof_givenATokenOfAnotherActionHostOrScore_whenShown_thenItIsWrong(String name, String what, String with) {
    String changed = right(name).replace(what, with == null ? "" : with);
    assertThat(changed).isNotEqualTo(right(name));
    answers(json(changed));
    assertThat(check(name)).isEqualTo(new Checked.Wrong());
  }

  @Test
  void a18CaptchaFarm_givenATokenMadeForAnotherNetwork_whenShown_thenItIsWrong() {
    answers(json(right(HumanChallenge.TURNSTILE)));
    var elsewhere = new Occasion(occasion.action(), new ClientNetwork("198.51.100.1"), occasion.subject());
    assertThat(named(HumanChallenge.TURNSTILE).check(elsewhere, TOKEN).await().indefinitely()).isEqualTo(new Checked.Wrong());
  }

  static Stream<String> refusals() {
    return Stream.of("turnstile|timeout-or-duplicate", "turnstile|invalid-input-response", "turnstile|missing-input-response",
        "hcaptcha|expired-input-response", "hcaptcha|already-seen-response", "hcaptcha|invalid-or-already-seen-response",
        "hcaptcha|invalid-input-response", "recaptcha-enterprise|DUPE", "recaptcha-enterprise|EXPIRED",
        "recaptcha-enterprise|MALFORMED", "recaptcha-enterprise|MISSING", "recaptcha-enterprise|BROWSER_ERROR");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a18CaptchaReplay_givenAnExpiredOrUsedToken_whenShown_thenItIsWrong(String what) {
    String name = what.substring(0, what.indexOf('|'));
    String reason = what.substring(what.indexOf('|') + 1);
    answers(json(name.equals(HumanChallenge.RECAPTCHA_ENTERPRISE)
        ? "{'tokenProperties':{'valid':false,'invalidReason':'" + reason + "'}}"
        : "{'success':false,'error-codes':['" + reason + "']}"));
    assertThat(check(name)).isEqualTo(new Checked.Wrong());
  }

  static Stream<String> outages() {
    return names().stream().flatMap(name -> Stream.of("500", "503", "429", "401", "404", "slow", "reset", "garbage",
        "html", "empty", "null", "array", "types", "secret").map(outage -> name + '|' + outage));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void a18ProviderAway_givenNoVerdict_whenATokenIsShown_thenTheProviderIsAwayAndNobodyPassesOrIsBlamed(String what) {
    String name = what.substring(0, what.indexOf('|'));
    answers(switch (what.substring(what.indexOf('|') + 1)) {
      case "slow" -> json(right(name)).withFixedDelay(1_500);
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "garbage" -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case "html" -> aResponse().withHeader("Content-Type", "text/html").withBody("<html>success</html>");
      case "empty" -> json("{}");
      case "null" -> json("null");
      case "array" -> json("[]");
      case "types" -> json("{'success':'true','hostname':7,'tokenProperties':true}");
      case "secret" -> json("{'success':false,'error-codes':['invalid-input-secret'],'error':{'code':403}}");
      case String status -> json(right(name)).withStatus(Integer.parseInt(status));
    });
    assertThat(check(name)).isEqualTo(new Checked.Away());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\u0000", "a&secret=x", "a\r\nX-Header: 1", "ä", "{}", "%2e", "<script>"})
  void a18ForgedProof_givenWhatNoTokenLooksLike_whenShown_thenTheProviderIsNotEvenAsked(String text) {
    for (String name : names()) {
      assertThat(named(name).check(occasion, text).await().indefinitely()).isEqualTo(new Checked.Wrong());
    }
    assertThat(provider.getAllServeEvents()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a18CaptchaReplay_givenAProviderThatPassesATokenTwice_whenShown64TimesAtOnce_thenOnePasses(String name) {
    answers(json(right(name)));
    var verification = new HumanVerification(named(name), humanCodes, spent, pace, metrics);
    var proof = new HumanProof(name, UUID.randomUUID().toString(), Optional.empty());
    var verdicts = Uni.join().all(IntStream.range(0, 64).mapToObj(_ -> verification.verify(occasion, proof)
            // On a busy machine some are not answered within our patience, or Redis's.
            .onFailure(ProblemException.class).recoverWithItem(new Unavailable())).toList())
        .andCollectFailures().await().indefinitely();
    assertThat(verdicts).filteredOn(new Passed()::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(verdicts).allMatch(verdict -> Set.of(new Passed(), new Refused(), new Unavailable()).contains(verdict));
  }

  @ParameterizedTest
  @MethodSource("names")
  void givenAHostedProvider_whenAChallengeIsAskedFor_thenItTellsTheWidgetWhatItNeeds(String name) {
    var verification = new HumanVerification(named(name), humanCodes, spent, pace, metrics);
    var from = new Occasion(occasion.action(), Client.fromANewNetwork().network(), "ann@example.org");
    var widget = (HumanChallenge.Widget) verification.challenge(from, Difficulty.HIGH).await().indefinitely();
    assertThat(widget.provider()).isEqualTo(name);
    assertThat(widget.siteKey()).isEqualTo("the-site-key");
    assertThat(widget.action()).isIn("password-recovery", "password_recovery");
    assertThat(widget.toString()).doesNotContain("the-secret");
    assertThat(account.toString()).doesNotContain("the-secret");
  }

  @Test
  void givenAnIncompleteAccount_whenMade_thenItSaysSo() {
    assertThatThrownBy(() -> account(" ", "s")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> account("k", "")).isInstanceOf(IllegalArgumentException.class);
  }
}
