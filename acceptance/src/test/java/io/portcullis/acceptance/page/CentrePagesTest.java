package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import io.portcullis.testkit.PushedBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rooms of the security centre in which the customer changes what is known, told and allowed (OPS-6).
@AgainstTheHouse
class CentrePagesTest {
  private static final String PASSPHRASE = "583920";
  private static final String ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
  private static Browser browser;

  private final House house;

  CentrePagesTest(House house) {
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
  void ops6_givenAnAddressOfTheirs_whenTheyAddIt_makeItTheMainOne_andRemoveTheOther_thenItAloneIsLeft(Screen screen) {
    var customer = house.newcomer();
    customer.join();
    Identifier other = Identifier.email("other");
    Person person = browser.person(screen, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Addresses and numbers");
    person.text(customer.identifier()).first().waitFor();
    person.types("E-mail address or mobile number", "not an address");
    person.clicks("Send a code");
    person.text("This is not an e-mail address or a mobile number that we can use.").waitFor();
    assertThat(person.field("E-mail address or mobile number").getAttribute("aria-invalid")).isEqualTo("true");
    person.shows(screen, "identifiers-refused");
    person.types("E-mail address or mobile number", other.value());
    person.clicks("Send a code");
    person.types("Code", house.inbox().awaitNumber(1, other.value()).code());
    person.clicks("Confirm");
    person.clicks("Make it the main one: " + other.value());
    String first = "Remove: " + customer.identifier();
    person.clicks(first);
    person.shows(screen, "identifiers");
    person.clicks(first);
    gone(person.button(first));
    assertThat(person.page().locator("main ul.list li")).satisfies(rows -> assertThat(rows.count()).isEqualTo(1));
    person.text(other.value()).first().waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void back4_givenNoSecurityQuestions_whenTheySetThree_chooseOthers_andRemoveThem_thenThePageShowsWhatIsSet_andNeverAnAnswer() {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.PHONE, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Protection");
    person.clicks("Choose questions");
    person.types("Answer 1", "under the stairs");
    person.types("Answer 2", "Under  the STAIRS");
    person.types("Answer 3", "the cellar");
    person.clicks("Set these questions");
    person.text("Two answers are the same.").waitFor();
    person.shows(Screen.PHONE, "security-questions");
    person.types("Answer 2", "a blue lamp");
    // Enter, as a keyboard alone has it.
    person.field("Answer 2").press("Enter");
    person.button("Choose others").waitFor();
    person.text("What did you once break and tell nobody?").waitFor();

    person.clicks("Choose others");
    person.field("Question 1").selectOption("invented-game");
    assertThat(person.field("Question 2").locator("option[value=invented-game]").count()).isZero();
    assertThat(person.field("Answer 1").inputValue()).isEmpty();
    person.types("Answer 1", "Moon Chess");
    person.types("Answer 2", "a blue lamp");
    person.types("Answer 3", "page ninety");
    person.clicks("Set these questions");
    gone(person.button("Set these questions"));
    person.text("Which game did you invent, and what was it called?").waitFor();
    assertThat(person.page().locator("main").textContent()).doesNotContain("under the stairs", "Moon Chess", "Where did you hide things");

    person.clicks("Remove: Security questions");
    person.clicks("Remove: Security questions");
    person.button("Choose questions").waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void safe3_givenTheInboxIsOpen_whenSomethingHappens_thenItAppearsByItself_andMarksStay() {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.PHONE, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    house.awaitQuiet();
    person.page().waitForRequest("**/v1/alerts/stream", () -> person.follows("Alerts"));
    person.sees("How alerts reach you");
    int before = person.page().locator("main ul.list > li").count();
    customer.signIn();
    person.page().locator("main ul.list > li").nth(before).waitFor();
    person.page().getByText("Just now:").waitFor();
    person.shows(Screen.PHONE, "alerts");
    person.clicks("Mark all as read");
    gone(person.button("Mark all as read"));
    person.opens("/security/alerts");
    person.page().getByText("Unread: 0").waitFor();
    Locator prices = person.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Prices")).getByLabel("E-mail");
    prices.uncheck();
    person.clicks("Save");
    person.text("Saved.").waitFor();
    person.opens("/security/alerts");
    assertThat(prices.isChecked()).isFalse();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void safe3_givenThisBrowserIsToldOfAlerts_thenItsWorkerShowsThem_andTheyLeadToTheAlertsAlone() throws IOException {
    var customer = house.newcomer();
    customer.join();
    var keys = new PushedBrowser();
    try (var service = new PushService()) {
      Person person = browser.person(Screen.PHONE, house.origin());
      person.subscribesAt(service.endpoint(), keys.keys());
      person.signsIn(customer.identifier(), customer.password());
      house.awaitQuiet();
      person.follows("Alerts");
      person.page().getByLabel("Tell this browser").click();
      person.page().getByLabel("Tell this browser").and(person.page().locator(":checked:enabled")).waitFor();
      person.shows(Screen.PHONE, "pushes");
      customer.signIn();
      Eventually.holds(Duration.ofSeconds(60), "the alert is pushed", () -> !service.taken().isEmpty());
      String notice = keys.read(service.taken().getFirst());
      assertThat(notice).contains("\"title\":\"New sign-in to your account\"").doesNotContain("token", customer.identifier());

      person.isPushed(notice, house.origin());
      person.isPushed("{\"title\":\"Elsewhere\",\"url\":\"https://evil.example/security/alerts\"}", house.origin());
      person.isPushed("no JSON", house.origin());
      String shown = "async () => (await (await navigator.serviceWorker.getRegistration('/assets/')).getNotifications())"
          + ".map((each) => each.title + ' ' + each.data)";
      Eventually.holds(Duration.ofSeconds(60), "the worker shows them", () -> ((List<?>) person.page().evaluate(shown)).size() == 3);
      assertThat((List<?>) person.page().evaluate(shown)).asString().contains("New sign-in to your account /security/alerts",
          "Elsewhere /security/alerts").doesNotContain("evil");

      person.page().getByLabel("Tell this browser").click();
      person.page().getByLabel("Tell this browser").and(person.page().locator(":not(:checked):enabled")).waitFor();
      assertThat(house.databases().column(Service.NOTIFICATION, "select count(*)::text from push_subscription")).containsExactly("0");
      person.leaves();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void safe8_safe13_givenAKeyAndAPassphrase_whenTheyBookAnAddressAndMakeAnApiKey_thenItsSecretHalfNeverLeavesThePage(Screen screen) {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(screen, house.origin());
    person.ownsAPasskeyDevice();
    person.signsIn(customer.identifier(), customer.password());
    person.enrolsAKey(customer.password());
    person.setsATradingPassphrase(PASSPHRASE);

    person.follows("Address book");
    person.types("Your name for it", "<b>Cold wallet</b>");
    person.types("Asset", "BTC");
    person.types("Network", "bitcoin");
    person.types("Address", ADDRESS);
    person.clicks("Continue to approval");
    person.approves(PASSPHRASE);
    person.sees("Add an address");
    person.page().locator("main ul.list h3").filter(new Locator.FilterOptions().setHasText("<b>Cold wallet</b>")).waitFor();
    person.clicks("Switch on");
    person.text("It is on.").waitFor();
    person.shows(screen, "address-book");

    List<String> sent = new ArrayList<>();
    person.page().onRequest(request -> sent.add(request.url() + request.postData()));
    person.follows("API keys");
    person.clicks("Make an API key");
    person.types("Name", "Market maker");
    person.ticks("Read");
    person.ticks("Trade");
    person.shows(screen, "api-key-new");
    person.clicks("Continue to approval");
    person.approves(PASSPHRASE);
    person.sees("Your API key is ready");
    String secret = person.page().locator("pre.secret").textContent();
    assertThat(secret).startsWith("-----BEGIN PRIVATE KEY-----\n");
    person.shows(screen, "api-key-made");
    person.clicks("I have kept them");
    person.sees("Market maker Active");
    String half = secret.lines().skip(1).findFirst().orElseThrow();
    assertThat(sent).isNotEmpty().noneMatch(request -> request.contains(half) || request.contains("PRIVATE"));
    assertThat(person.page().content()).doesNotContain(half);
    assertThat((String) person.page().evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")).isEqualTo("[{},{}]");
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void back7_whenTheyCloseTheAccount_thenThePageSaysWhen_andTheyMayKeepIt(Screen screen) {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(screen, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Close the account");
    person.clicks("Close my account");
    person.shows(screen, "closing-sure");
    person.clicks("Close my account");
    person.page().getByText("Sign in before, and it stays.").waitFor();
    person.shows(screen, "closing");
    person.opens("/security/closing");
    person.clicks("Keep my account");
    person.button("Close my account").waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void back7_whenTheyTakeTheirDataAlong_thenTheFileIsReadyOnce(Screen screen) throws IOException {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(screen, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    person.follows("Take your data along");
    person.clicks("Ask for a copy");
    person.page().getByText("We begin on").waitFor();
    person.shows(screen, "export-waiting");

    String newest = "from account_export order by asked_at desc limit 1";
    house.databases().age(Service.AUTH, "update account_export set opens_at = now() where id = (select id " + newest + ")");
    Eventually.holds(Duration.ofSeconds(60), "every service has given its part",
        () -> house.databases().column(Service.AUTH, "select state " + newest).equals(List.of("ready")));
    person.opens("/security/export");
    person.button("Download it").waitFor();
    person.shows(screen, "export-ready");
    Path file = person.page().waitForDownload(() -> person.clicks("Download it")).path();

    assertThat(Files.readString(file)).contains(customer.identifier(), "\"recovery\"");
    person.button("Ask for a copy").waitFor();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  private static void gone(Locator element) {
    element.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }
}
