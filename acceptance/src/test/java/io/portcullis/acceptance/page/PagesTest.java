package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A person with a browser and nothing else (OPS-6).
@AgainstTheHouse
class PagesTest {
  private static final String PASSPHRASE = "583920";
  private static final String ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
  private static Browser browser;

  private final House house;

  PagesTest(House house) {
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
  void ops6_givenANewcomer_whenTheyFollowThePages_thenTheySignInWithAPasskey(Screen screen) {
    Identifier newcomer = Identifier.email("page");
    String password = Identifier.password();
    Person person = browser.person(screen, house.origin());
    person.ownsAPasskeyDevice();

    person.opens("/");
    person.sees("Sign in");
    person.shows(screen, "sign-in");
    person.follows("Create an account");
    person.sees("Create an account");
    person.shows(screen, "register");
    person.types("E-mail address or mobile number", newcomer.value());
    person.types("Password", password);
    person.clicks("Create account");
    person.sees("Enter the code that we sent");
    person.shows(screen, "register-code");
    person.types("Code", house.inbox().awaitNumber(1, newcomer.value()).code());
    person.clicks("Continue");
    person.follows("Sign in");
    person.types("E-mail address or mobile number", newcomer.value());
    person.types("Password", password);
    person.clicks("Sign in");
    person.sees("Security");
    person.sees("Check-up");
    person.text("points").first().waitFor();
    person.shows(screen, "security");

    person.follows("Second factors");
    person.types("Password", password);
    person.types("Name", "Laptop");
    person.shows(screen, "factors");
    person.clicks("Add a passkey or security key");
    person.sees("Recovery codes");
    person.shows(screen, "recovery-codes");
    person.clicks("I have kept them");
    person.sees("Laptop");
    person.follows("Devices and sessions");
    person.text("This device").first().waitFor();
    person.shows(screen, "sessions");
    person.follows("Activity");
    person.sees("Activity");
    person.shows(screen, "activity");
    person.hasNoAutofill();
    person.clicks("Sign out");
    person.sees("Sign in");
    person.clicks("Use a passkey");
    person.sees("Security");
    person.sees("Check-up");
    person.leaves();

    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void safe6_givenAWithdrawalThatWaits_whenTheyOpenIt_thenThePageShowsTheHashedFields_andTheirKeyApprovesIt() {
    Person person = browser.person(Screen.PHONE, house.origin());
    person.ownsAPasskeyDevice();
    var customer = house.newcomer();
    customer.join();
    person.signsIn(customer.identifier(), customer.password());
    Response account = person.enrolsAKey(customer.password());
    String accountId = account.text().replaceFirst("(?s).*\"accountId\":\"([^\"]+)\".*", "$1");
    person.follows("Protection");
    person.types("Six digits", PASSPHRASE);
    person.shows(Screen.PHONE, "protection");
    person.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Set").setExact(true)).first().click();
    person.sees("Please confirm that it is you");
    person.shows(Screen.PHONE, "step-up");
    person.clicks("Use your key");
    person.text("Set on").first().waitFor();

    String withdrawal = house.stranger().at(house.address(Service.AUTH)).post("/internal/approvals")
        .bearer(house.serviceToken("withdrawals", Service.AUTH)).json(Map.of("accountId", accountId, "authorizationDetails", Map.of(
            "type", "withdrawal", "asset", "BTC", "amount", "0.5", "network", "bitcoin", "address", ADDRESS)))
        .expect(201).json().path("approvalId").asText();
    person.opens("/approve/" + withdrawal);
    person.text(ADDRESS).waitFor();
    person.shows(Screen.PHONE, "approve");
    person.approves(PASSPHRASE);
    person.text("You approved this.").waitFor();
    person.follows("API keys");
    person.sees("API keys");
    person.shows(Screen.PHONE, "api-keys");
    person.leaves();

    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "de-DE", "es-ES", "pt-PT", "zh-CN"})
  void ops6_givenALanguage_thenThePagesSpeakIt_andFitA320PixelScreen(String language) {
    Person person = browser.person(Screen.PHONE, house.origin(), language);
    for (String path : List.of("/sign-in", "/register", "/lost-password")) {
      person.opens(path);
      person.page().locator("h1").waitFor();
      person.findsThePageUsable();
      person.photographs(Path.of("target", "pages", language, path.substring(1) + ".png"));
    }
    assertThat(person.page().locator("html").getAttribute("lang")).isEqualTo(language.substring(0, 2));
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void backButton_givenTheySignedOut_whenTheyGoBack_thenNothingOfTheAccountIsThere() {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.DESKTOP, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Activity");
    person.sees("Activity");
    person.clicks("Sign out");
    person.sees("Sign in");
    person.page().goBack();
    person.sees("Sign in");
    assertThat(person.page().url()).contains("/sign-in");
    assertThat((String) person.page().evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")).isEqualTo("[{},{}]");
    person.leaves();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "javascript:alert(1)", "{{7*7}}", "\u202Eevil"})
  void markup_givenANameThatIsMarkup_whenItIsShown_thenItIsText(String name) {
    Person person = browser.person(Screen.PHONE, house.origin());
    person.ownsAPasskeyDevice();
    var customer = house.newcomer();
    customer.join();
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Second factors");
    person.types("Password", customer.password());
    person.types("Name", name);
    person.clicks("Add a passkey or security key");
    // Either the codes that come with a factor, or the refusal of its name.
    person.page().locator("ul.codes, [role=alert] .notice").first().waitFor();
    if (person.page().locator("ul.codes").count() > 0) {
      person.clicks("I have kept them");
      assertThat(person.page().locator("main h3").first().textContent()).isNotBlank();
    }
    assertThat(person.page().locator("main img[src=x], main script").count()).isZero();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void in3_givenAWrongPassword_whenTheySignIn_thenThePageSaysSo_andNothingOfWhoExists() {
    Person person = browser.person(Screen.PHONE, house.origin());
    person.opens("/sign-in");
    person.types("E-mail address or mobile number", Identifier.email("nobody").value());
    person.types("Password", "not the password of anybody");
    person.clicks("Sign in");
    person.text("The identifier or the password is wrong.").waitFor();
    person.leaves();
  }

  @Test
  void clickjacking_framesArePolicedByEveryPage() {
    for (String path : new String[] {"/sign-in", "/register", "/lost-password", "/security", "/security/factors"}) {
      var answer = house.stranger().get(path).send();
      assertThat(answer.header("Content-Security-Policy")).hasValueSatisfying(policy ->
          assertThat(policy).contains("frame-ancestors 'none'", "script-src 'self'",
              path.startsWith("/security") ? "trusted-types push-worker" : "trusted-types 'none'").doesNotContain("unsafe"));
      assertThat(answer.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    }
  }

  @Test
  void openRedirect_givenALinkWithAForeignDestination_whenTheySignIn_thenTheyStayHere() {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.DESKTOP, house.origin());
    person.opens("/sign-in?then=//evil.example/security");
    person.types("E-mail address or mobile number", customer.identifier());
    person.types("Password", customer.password());
    person.clicks("Sign in");
    person.sees("Check-up");
    assertThat(person.page().url()).isEqualTo(house.origin() + "/security");
    person.leaves();
  }
}
