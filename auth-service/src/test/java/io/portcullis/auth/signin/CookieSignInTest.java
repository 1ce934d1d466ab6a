package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signing in from a page, which wants its tokens in cookies.
@AuthTest
class CookieSignInTest {

  private static final String REFRESH = "__Host-portcullis-refresh";
  private static final String DEVICE = "__Host-portcullis-device";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client network = Client.fromANewNetwork();
  /// As a browser sends what a page of ours asks for.
  private final Client page = network.with("Sec-Fetch-Site", "same-origin").with("Origin", "http://localhost:8080");

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Map<String, Object> inCookies(Map<String, ?> request) {
    var wanted = new HashMap<String, Object>(request);
    wanted.put("tokensIn", "cookies");
    return wanted;
  }

  private static List<String> cookies(Answer answer) {
    return answer.headers().getOrDefault("set-cookie", List.of());
  }

  private static List<String> cookie(Answer answer, String name) {
    return cookies(answer).stream().filter(cookie -> cookie.startsWith(name + "=")).findFirst()
        .map(cookie -> List.of(cookie.split(";"))).orElse(List.of());
  }

  private JsonNode asked(Customer customer) throws IOException {
    return json.readTree(neighbours.sessionsAsked(customer.account()).getLast().getBodyAsString());
  }

  @Test
  void givenAPage_whenTheTokensAreToGoIntoCookies_thenNoScriptCanReadThoseThatLast() {
    Answer answer = page.post("/v1/sign-in", inCookies(customers.active().credentials()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrder(
        "status", "accessToken", "tokenType", "expiresIn", "sessionId", "acr", "amr");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(cookies(answer)).hasSize(2);
    for (String name : List.of(REFRESH, DEVICE)) {
      assertThat(cookie(answer, name)).contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
          .noneMatch(attribute -> attribute.toLowerCase().startsWith("domain"));
    }
    assertThat(cookie(answer, REFRESH)).contains(REFRESH + "=prt_refresh");
    assertThat(cookie(answer, DEVICE)).anyMatch(pair -> pair.startsWith(DEVICE + "=" + NeighboursDouble.DEVICE_TOKEN));
  }

  @Test
  void in10_givenRememberMeOrNot_thenTheRefreshCookieStaysOrEndsWithTheBrowser_andTheDeviceIsKnownEitherWay() {
    Customer ann = customers.active();
    Map<String, Object> remembered = inCookies(ann.credentials());
    remembered.put("rememberMe", true);

    assertThat(cookie(page.post("/v1/sign-in", remembered), REFRESH)).contains("Max-Age=7776000");
    Answer notRemembered = page.post("/v1/sign-in", inCookies(ann.credentials()));
    assertThat(cookie(notRemembered, REFRESH)).noneMatch(attribute -> attribute.startsWith("Max-Age") || attribute.startsWith("Expires"));
    assertThat(cookie(notRemembered, DEVICE)).contains("Max-Age=34560000");
  }

  @Test
  void givenTheBodyIsSaidOrNothing_thenNoCookieIsSet() {
    Map<String, Object> inBody = new HashMap<>(customers.active().credentials());
    for (Client client : List.of(page, network)) {
      assertThat(cookies(client.post("/v1/sign-in", inBody))).isEmpty();
      inBody.put("tokensIn", "body");
      Answer answer = client.post("/v1/sign-in", inBody);
      assertThat(cookies(answer)).isEmpty();
      assertThat(answer.text("refreshToken")).isEqualTo("prt_refresh");
    }
    inBody.put("tokensIn", "url");
    assertThat(page.post("/v1/sign-in", inBody).problem()).isEqualTo("invalid-fields");
  }

  @Test
  void givenADeviceCookie_whenThePageSaysNothingOfADevice_thenItIsTheBrowsers() throws IOException {
    Customer ann = customers.active();
    Client known = page.with("Cookie", DEVICE + "=pdt_mine");

    assertThat(known.post("/v1/sign-in", inCookies(ann.credentials())).status()).isEqualTo(200);
    assertThat(asked(ann).path("deviceToken").asText()).isEqualTo("pdt_mine");

    Map<String, Object> said = inCookies(ann.credentials());
    said.put("deviceToken", "pdt_said");
    known.post("/v1/sign-in", said);
    assertThat(asked(ann).path("deviceToken").asText()).as("what is said counts first").isEqualTo("pdt_said");

    known.post("/v1/sign-in", ann.credentials());
    assertThat(asked(ann).has("deviceToken")).as("who wants no cookies brings none").isFalse();

    page.with("Cookie", DEVICE + "=" + "x".repeat(257)).post("/v1/sign-in", inCookies(ann.credentials()));
    assertThat(asked(ann).has("deviceToken")).isFalse();
  }

  @Test
  void lockout_givenSomebodyUsedTheTriesUp_whenTheOwnersBrowserComes_thenItsCookieGivesItABudgetOfItsOwn() {
    Customer ann = customers.active();
    String device = cookie(page.post("/v1/sign-in", inCookies(ann.credentials())), DEVICE).getFirst();
    for (int i = 0; i < 10; i++) {
      assertThat(network.post("/v1/sign-in", ann.credentials("guess number " + i)).status()).isEqualTo(403);
    }
    assertThat(page.post("/v1/sign-in", inCookies(ann.credentials())).text("status")).as("another device")
        .isEqualTo("human-verification");
    assertThat(page.with("Cookie", device).post("/v1/sign-in", inCookies(ann.credentials())).text("status"))
        .isEqualTo("complete");
  }

  @ParameterizedTest
  @CsvSource({
      "cross-site,  https://evil.example", "same-site,   http://static.localhost:8080", "none,", ",", ", null", "same-origin, null",
      "same-origin, http://localhost:8080.evil.example", "cross-site, http://localhost:8080"})
  void a33LoginCsrf_givenNoPageOfOurs_whenTokensAreToGoIntoCookies_thenNothingIsLookedAtAndNobodyIsSignedIn(String site, String origin) {
    Client foreign = foreign(site, origin);
    Customer mallory = customers.active();
    String credential = "cred-" + UUID.randomUUID();
    neighbours.hasPasskey(mallory.account(), credential, "[\"pop\",\"user\",\"mfa\"]");
    String passkeySignIn = page.post("/v1/sign-in/passkey", Map.of()).text("signInId");
    Map<String, Object> passkey = inCookies(Map.of("signInId", passkeySignIn, "credential", Map.of("id", credential)));

    Stream.of(foreign.post("/v1/sign-in", inCookies(mallory.credentials())),
        foreign.post("/v1/sign-in", inCookies(mallory.credentials("wrong wrong wrong"))),
        foreign.post("/v1/sign-in/passkey/verify", passkey)).forEach(answer -> {
          assertThat(answer.status()).isEqualTo(403);
          assertThat(answer.problem()).isEqualTo("cross-site-request");
          assertThat(cookies(answer)).isEmpty();
        });
    assertThat(neighbours.sessionsAsked(mallory.account())).isEmpty();
    assertThat(cookies(page.post("/v1/sign-in/passkey/verify", passkey))).as("the attempt was not used up").hasSize(2);
  }

  @Test
  void a33LoginCsrf_givenASecondFactor_whenAnotherSiteShowsIt_thenNoTryIsCounted_andOurPageGetsTheCookies() {
    Customer ann = customers.active();
    neighbours.enrols(ann.account());
    Answer asked = page.post("/v1/sign-in", inCookies(ann.credentials()));
    assertThat(asked.text("status")).isEqualTo("mfa");
    assertThat(cookies(asked)).isEmpty();
    String verify = "/v1/sign-in/" + asked.text("signInId") + "/verify";
    Map<String, Object> code = Map.of("method", "totp", "code", NeighboursDouble.RIGHT_CODE);

    Answer foreign = foreign("cross-site", "https://evil.example").post(verify, code);
    assertThat(foreign.problem()).isEqualTo("cross-site-request");
    assertThat(neighbours.codesAsked(ann.account())).isEmpty();

    Answer ours = page.post(verify, code);
    assertThat(ours.text("status")).isEqualTo("complete");
    assertThat(ours.json().has("refreshToken")).isFalse();
    assertThat(cookies(ours)).hasSize(2);
  }

  @Test
  void cookieTossing_givenTwoDeviceCookiesThatDiffer_thenRefused() {
    Customer ann = customers.active();
    Client tossed = page.with("Cookie", DEVICE + "=pdt_planted; " + DEVICE + "=pdt_mine");
    assertThat(tossed.post("/v1/sign-in", inCookies(ann.credentials())).problem()).isEqualTo("cross-site-request");
    assertThat(neighbours.sessionsAsked(ann.account())).isEmpty();
  }

  private Client foreign(String site, String origin) {
    Client client = site == null ? network : network.with("Sec-Fetch-Site", site);
    return origin == null ? client : client.with("Origin", origin);
  }
}
