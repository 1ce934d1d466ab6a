package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.Photograph;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the links in messages lead, and how a customer without a session comes back (OPS-6, BACK-1, BACK-3, BACK-6).
@AgainstTheHouse
class RecoveryPagesTest {
  private static Browser browser;

  private final House house;

  RecoveryPagesTest(House house) {
    this.house = house;
  }

  @BeforeAll
  static void open() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) browser.close();
  }

  @ParameterizedTest
  @EnumSource
  void back1_givenALostPassword_whenTheyFollowTheLink_thenTheySetANewOne_andTheLinkIsNowhereInTheBrowser(Screen screen) {
    Customer customer = house.newcomer();
    customer.join();
    Person person = browser.person(screen, house.origin());
    person.opens("/lost-password");
    person.types("E-mail address or mobile number", customer.identifier());
    person.clicks("Send the link or code");
    person.text("If this address has an account, a link is on its way.").waitFor();
    Letter letter = house.inbox().await(customer.identifier(), "a link", each -> each.linksTo("/recovery/password"));

    List<String> asked = new ArrayList<>();
    person.page().onRequest(request -> asked.add(request.url() + request.headers()));
    person.opens(local(letter.link()));
    person.sees("Set a new password");
    person.types("New password", "password");
    person.clicks("Set password");
    person.page().locator(".fault").waitFor();
    person.shows(screen, "new-password");
    assertThat(person.page().url()).isEqualTo(house.origin() + "/recovery/password");
    String password = Identifier.password();
    person.types("New password", password);
    person.clicks("Set password");
    person.text("Your new password is set. You can sign in now.").waitFor();
    assertThat(asked).isNotEmpty().noneMatch(request -> request.contains(letter.linkToken()));
    assertThat((String) person.page().evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")).isEqualTo("[{},{}]");
    person.signsIn(customer.identifier(), password);

    person.opens(local(letter.link()));
    person.text("This link does not work any more.").waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void back1_givenALostPasswordAndAPhone_whenTheyTypeTheCode_thenTheySetANewPassword_andNoSecretIsInAnAddress(Screen screen) {
    Customer customer = house.newcomer(Identifier.phone());
    customer.join();
    Person person = browser.person(screen, house.origin());
    List<String> asked = new ArrayList<>();
    person.page().onRequest(request -> asked.add(request.url() + request.headers()));
    person.opens("/lost-password");
    person.types("E-mail address or mobile number", customer.identifier());
    person.clicks("Send the link or code");
    person.text("If this number has an account, a code is on its way.").waitFor();
    assertThat(person.field("Code").getAttribute("autocomplete")).isEqualTo("one-time-code");
    assertThat(person.field("Code").getAttribute("inputmode")).isEqualTo("numeric");
    person.shows(screen, "lost-password-code");
    String code = house.inbox().await(customer.identifier(), "a code", Letter::resetsPassword).code();
    person.types("Code", code.equals("00000000") ? "00000001" : "00000000");
    person.clicks("Continue");
    person.page().locator(".fault", new Page.LocatorOptions().setHasText("Tries left: 4.")).waitFor();

    person.clicks("Send another code");
    Letter latest = house.inbox().awaitNumber(2, customer.identifier(), "another code", Letter::resetsPassword);
    person.page().locator(".fault").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    person.types("Code", latest.code());
    person.clicks("Continue");
    person.sees("Set a new password");
    assertThat(person.page().url()).isEqualTo(house.origin() + "/recovery/password");
    String password = Identifier.password();
    person.types("New password", password);
    person.clicks("Set password");
    person.text("Your new password is set. You can sign in now.").waitFor();
    assertThat(asked).isNotEmpty().noneMatch(request -> request.contains("prl_") || request.contains("prh_") || request.contains(latest.code()));
    assertThat((String) person.page().evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")).isEqualTo("[{},{}]");
    person.signsIn(customer.identifier(), password);
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void back6_givenAFrozenAccount_whenItsOwnerGoesTheWayBack_thenEachThingIsAskedAbout_andTheAccountIsOpen(Screen screen) {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.client().post("/v1/recovery/compromised").bearer(customer.accessToken()).expect(204);
    customer.askForPasswordLink();
    Letter letter = house.inbox().await(customer.identifier(), "a link", each -> each.linksTo("/recovery/password"));
    Person person = browser.person(screen, house.origin());

    person.opens(local(letter.link()));
    person.sees("The way back into your account");
    person.shows(screen, "way-back");
    person.clicks("Begin");
    person.sees("Show a second factor of before the freeze");
    person.types("Code (Authenticator app)", customer.totp().next());
    person.shows(screen, "way-back-factor");
    person.clicks("Continue");
    person.sees("Set a password that the account never had");
    person.types("New password", customer.password());
    person.clicks("Set password");
    person.text("The account has or had this password.").waitFor();
    String next = Identifier.password();
    person.types("New password", next);
    person.clicks("Set password");
    person.sees("Is this yours?");
    person.page().getByText("Still to answer:").waitFor();
    person.shows(screen, "way-back-review");
    assertThat(person.button("Open my account again").count()).isZero();
    Locator mine = person.page().locator("main li button.plain");
    for (int left = mine.count(); left > 0; left--) {
      mine.first().click();
      mine.nth(left - 1).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
    person.clicks("Open my account again");
    person.text("Your account is open again.").waitFor();
    person.shows(screen, "way-back-done");
    assertThat(customer.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", next))
        .expect(200).json().path("status").asText()).isEqualTo("mfa");
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void back3_givenALostFactor_whenTheyOpenACase_thenItsKeyIsShownOnce_andTheyAddAPhotograph_answerQuestions_handItOverAndCancelIt(Screen screen) {
    Customer customer = house.newcomer();
    customer.join();
    Person person = browser.person(screen, house.origin());
    person.opens("/lost-password");
    person.follows("I have lost more than the password");
    person.sees("Recover your account");
    person.types("E-mail address or mobile number", customer.identifier());
    person.shows(screen, "recovery");
    person.clicks("Open a recovery case");
    person.sees("Your recovery case is open");
    String key = person.page().locator("pre.secret").textContent();
    person.clicks("Where it stands");
    person.text("Open. Hand it over for review.").waitFor();
    // Larger than a case takes: the page draws it anew.
    byte[] photograph = Photograph.of(1500, 1000);
    assertThat(photograph.length).isGreaterThan(4 << 20);
    person.page().getByLabel("Photograph or PDF").setInputFiles(new FilePayload("passport.png", "image/png", photograph));
    person.text("Added. You can add 9 more.").waitFor();
    person.text("Open, with evidence. Hand it over for review.").waitFor();
    person.shows(screen, "recovery-case");
    person.page().getByLabel("Photograph or PDF").setInputFiles(new FilePayload("letter.jpg", "image/jpeg", "no image".getBytes(StandardCharsets.UTF_8)));
    person.text("This file can’t be used. Send a photograph as JPEG or PNG.").waitFor();
    // They never set any: a claimant learns nothing of that.
    person.field("Question 2").selectOption("first-fear");
    for (int number = 1; number <= 3; number++) person.types("Answer " + number, "the cellar " + number);
    for (int tries = 0; tries < 3; tries++) {
      person.page().waitForResponse("**/v1/recovery/cases/inspect", () -> person.clicks("Send the answers"));
      person.text("Noted. The staff see whether the answers are right.").waitFor();
    }
    person.clicks("Send the answers");
    person.text("Your case takes no more answers.").waitFor();
    person.field("Month of your last sign-in").selectOption(new SelectOption().setIndex(2));
    person.page().waitForResponse("**/v1/recovery/cases/inspect", () -> person.clicks("Send this"));
    person.text("Noted. The staff see how near it is.").waitFor();
    // They have no app: a claimant learns nothing of that either.
    person.types("Code of your authenticator app", "271 828");
    person.page().waitForResponse("**/v1/recovery/cases/inspect", () -> person.clicks("Send the code"));
    person.text("Noted. The staff see whether the code is right.").waitFor();
    person.clicks("Hand it over for review");
    person.text("People look at it.").waitFor();

    person.opens("/recovery");
    assertThat(person.page().content()).doesNotContain(key);
    person.types("Key of your case", "no key of mine");
    person.clicks("Where it stands");
    person.page().locator(".fault").waitFor();
    person.types("Key of your case", key);
    person.clicks("Where it stands");
    person.text("People look at it.").waitFor();
    person.clicks("Cancel the case");
    person.text("A case that is cancelled can’t be taken up again.").waitFor();
    person.clicks("Cancel the case");
    person.text("It was cancelled.").waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void linkScanner_givenTheLinkOfAnAlert_whenItIsOpened_thenNothingHappens_untilSomebodyPressesTheButton() {
    Customer customer = house.newcomer();
    customer.join();
    customer.signIn();
    Letter alert = house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze"));
    Person person = browser.person(Screen.PHONE, house.origin());
    person.opens(local(alert.link()));
    person.sees("Freeze your account?");
    person.shows(Screen.PHONE, "freeze");
    customer.client().get("/v1/account").bearer(customer.accessToken()).expect(200);
    person.page().reload();
    person.text("Please open the link in our message again.").waitFor();
    person.opens("/sign-in");
    person.opens(local(alert.link()));
    person.clicks("Freeze my account");
    person.text("Your account is frozen.").waitFor();
    assertThat(customer.client().get("/v1/account").bearer(customer.accessToken()).send().status()).isEqualTo(401);
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/recovery/removal, Keep your second factor?, Keep my second factor", "/recovery/case, Cancel the recovery case?, Cancel the recovery case",
      "/recovery/identifier, Take the change of addresses back?, Take it back", "/r, Take the change of addresses back?, Take it back"})
  void forgery_givenALinkThatWeNeverSent_whenItsButtonIsPressed_thenThePageSaysThatItDoesNotWork(String path, String title, String button) {
    Person person = browser.person(Screen.PHONE, house.origin());
    person.opens(path + "#token=pit_forged");
    person.sees(title);
    person.findsThePageUsable();
    person.clicks(button);
    person.text("This link does not work any more.").waitFor();
    assertThat(person.page().url()).isEqualTo(house.origin() + path);
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<img src=x onerror=alert(1)>", "javascript:alert(1)", "prl_\u202E\"><script>alert(1)</script>"})
  void markup_givenATokenThatIsMarkup_thenNothingOfItIsShown(String token) {
    Person person = browser.person(Screen.PHONE, house.origin());
    person.opens("/recovery/password#token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    person.text("This link does not work any more.").waitFor();
    assertThat(person.page().locator("img[src=x], main script").count()).isZero();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "de-DE", "es-ES", "pt-PT", "zh-CN"})
  void ops6_givenALanguage_thenTheRecoveryPagesSpeakIt(String language) {
    Person person = browser.person(Screen.PHONE, house.origin(), language);
    for (String path : List.of("/recovery", "/recovery/freeze", "/recovery/removal", "/recovery/identifier", "/recovery/case")) {
      person.opens(path + "#token=x");
      person.page().locator("h1").waitFor();
      person.findsThePageUsable();
      assertThat(person.page().locator("html").getAttribute("lang")).isEqualTo(language.substring(0, 2));
      person.photographs(Path.of("target", "pages", language, path.substring(1).replace('/', '-') + ".png"));
      // Another document, or the fragment alone would change.
      person.opens("/assets/icon.svg");
    }
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  /// Mails name the origin; a running suite is asked at its own.
  private String local(URI link) {
    return house.origin() + link.getPath() + "#" + link.getFragment();
  }
}
