package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Promises IN-10 and SAFE-1 for a page in a browser, which keeps its tokens in cookies.
@AgainstTheHouse
class BrowserJourneyTest {
  private final House house;
  private final Browser browser;
  private final Client client;
  private Customer ann;

  BrowserJourneyTest(House house) {
    this.house = house;
    this.browser = new Browser(house.origin());
    this.client = house.client();
  }

  @BeforeEach
  void join() {
    ann = house.newcomer();
    ann.join();
  }

  @Test
  void in10_givenSheIsToBeRemembered_whenTheBrowserIsClosedAndOpened_thenThePageSignsInFromItsCookie() {
    Answer signedIn = signIn(ann, true);
    assertThat(signedIn.json().has("refreshToken")).isFalse();
    assertThat(signedIn.json().has("deviceToken")).isFalse();
    String first = browser.cookie(Browser.REFRESH).orElseThrow();

    browser.close();
    Answer refreshed = refresh();

    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.json().has("refresh_token")).isFalse();
    assertThat(browser.cookie(Browser.REFRESH)).isPresent().get().isNotEqualTo(first);
    assertThat(house.check().passes(refreshed.json().path("access_token").asText())).isTrue();
    browser.close();
    assertThat(refresh().status()).isEqualTo(200);
  }

  @Test
  void in10_givenASharedComputer_whenTheBrowserIsClosed_thenNobodyIsSignedInThereAnyMore() {
    signIn(ann, false);
    assertThat(refresh().status()).as("as long as it is open").isEqualTo(200);

    browser.close();

    assertThat(browser.cookie(Browser.REFRESH)).isEmpty();
    assertThat(refresh().json().path("error").asText()).isEqualTo("invalid_request");
    String accessToken = signIn(ann, false).json().path("accessToken").asText();
    assertThat(client.get("/v1/devices").bearer(accessToken).expect(200).json().path("devices")).as("a device that is known").hasSize(1);
  }

  @Test
  void givenASecondFactor_whenThePageShowsIt_thenTheCookiesComeWithThatStep() {
    ann.signIn();
    ann.confirmTotp(ann.beginTotp());
    Answer asked = signIn(ann, true);
    assertThat(asked.json().path("status").asText()).isEqualTo("mfa");
    assertThat(browser.cookie(Browser.REFRESH)).isEmpty();

    Answer complete = browser.send(client.post("/v1/sign-in/" + asked.json().path("signInId").asText() + "/verify")
        .json(Map.of("method", "totp", "code", ann.totp().next())));

    assertThat(complete.json().path("acr").asText()).isEqualTo("aal2");
    assertThat(complete.json().has("refreshToken")).isFalse();
    assertThat(refresh().status()).isEqualTo(200);
  }

  @Test
  void safe1_givenABrowser_whenSignedOut_thenTheCookieIsGoneAndTheOldOneIsWorthNothing() {
    String accessToken = signIn(ann, true).json().path("accessToken").asText();
    String old = browser.cookie(Browser.REFRESH).orElseThrow();

    assertThat(browser.send(client.post("/v1/sign-out").bearer(accessToken)).status()).isEqualTo(204);

    assertThat(browser.cookie(Browser.REFRESH)).isEmpty();
    assertThat(browser.cookie(Browser.DEVICE)).as("the device stays known").isPresent();
    browser.plant(Browser.REFRESH, old);
    assertThat(refresh().json().path("error").asText()).isEqualTo("invalid_grant");
    assertThat(browser.cookie(Browser.REFRESH)).as("what is refused goes").isEmpty();
  }

  @Test
  void a33CrossSite_givenAnotherSitesPage_whenItHasTheBrowserSend_thenNothingIsUsedUpOrSetOrLost() {
    signIn(ann, true);
    String kept = browser.cookie(Browser.REFRESH).orElseThrow();
    Client stranger = house.stranger();
    Map<String, Object> malloryIn = Map.of("identifier", ann.identifier(), "password", ann.password(), "tokensIn", "cookies");

    assertThat(browser.sendFor("https://evil.example", stranger.post("/oauth2/token").form(Map.of("grant_type", "refresh_token"))).status())
        .isEqualTo(400);
    assertThat(browser.sendFor("https://evil.example", stranger.post("/oauth2/revoke").form(Map.of("token", "rubbish"))).status())
        .isEqualTo(200);
    assertThat(browser.sendFor("https://evil.example", stranger.post("/v1/sign-out")).status()).isEqualTo(401);
    assertThat(browser.sendFor("null", stranger.post("/v1/sign-in").json(malloryIn)).problem()).isEqualTo("cross-site-request");

    assertThat(browser.cookie(Browser.REFRESH)).contains(kept);
    assertThat(refresh().status()).isEqualTo(200);
  }

  @Test
  void a09Fixation_givenSomebodysCookiesInTheBrowser_whenSheSignsIn_thenBothAreReplaced_andTheirsStayTheirs() {
    Customer mallory = house.signedIn();
    browser.plant(Browser.REFRESH, mallory.refreshToken());
    browser.plant(Browser.DEVICE, mallory.held().deviceToken());

    String accessToken = signIn(ann, true).json().path("accessToken").asText();

    assertThat(browser.cookie(Browser.REFRESH).orElseThrow()).isNotEqualTo(mallory.refreshToken());
    assertThat(browser.cookie(Browser.DEVICE).orElseThrow()).isNotEqualTo(mallory.held().deviceToken());
    assertThat(client.get("/v1/devices").bearer(accessToken).expect(200).json().path("devices")).hasSize(1);
    String session = client.get("/v1/sessions").bearer(refresh().json().path("access_token").asText()).expect(200)
        .json().path("sessions").get(0).path("id").asText();
    mallory.refresh();
    assertThat(mallory.read("/v1/sessions").json().path("sessions").valueStream().map(one -> one.path("id").asText()))
        .containsExactly(mallory.held().sessionId()).doesNotContain(session);
  }

  private Answer signIn(Customer customer, boolean rememberMe) {
    Answer answer = browser.send(client.post("/v1/sign-in").json(Map.of("identifier", customer.identifier(),
        "password", customer.password(), "rememberMe", rememberMe, "tokensIn", "cookies")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private Answer refresh() {
    return browser.send(client.post("/oauth2/token").form(Map.of("grant_type", "refresh_token")));
  }
}
