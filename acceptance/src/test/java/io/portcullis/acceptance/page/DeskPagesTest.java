package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.OpenedCase;
import io.portcullis.acceptance.Photograph;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The staff at their page, which their own port serves (OPS-6, BACK-3, BACK-5, A-37).
@AgainstTheHouse
class DeskPagesTest {
  private static final String MARKUP = "<img src=x onerror=alert(1)>\"><script>alert(2)</script>";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static Browser browser;

  private final House house;
  private final String desk;

  DeskPagesTest(House house) {
    this.house = house;
    this.desk = house.suite().stack().deskUrl();
  }

  @BeforeAll
  static void open() {
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) browser.close();
  }

  /// Signs in at the double of the company's provider. Each name is of one test, so that no ration is shared.
  private Person staff(Screen screen, String name, String... roles) {
    Person person = browser.person(screen, desk);
    person.opens("/desk");
    person.sees("Support desk");
    person.findsThePageUsable();
    person.clicks("Sign in");
    person.types("Name", name);
    Stream.of(roles).forEach(person::ticks);
    person.clicks("Continue");
    person.button("Sign out").waitFor();
    assertThat(person.page().url()).isEqualTo(desk + "/desk");
    return person;
  }

  private static void because(Person person, String reason) {
    person.field("Reason").selectOption(reason);
  }

  private static String name(String person) {
    return person + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private void looksAtTheCase(Person person, String id) {
    person.clicks("Recovery cases");
    because(person, "case-review");
    person.clicks("Show cases that wait");
    Locator ours = person.button("Look at case " + id);
    Locator more = person.button("Show more cases");
    ours.or(more).first().waitFor();
    while (ours.count() == 0) {
      person.page().waitForResponse("**/v1/support/cases/list", more::click);
      ours.or(more).first().waitFor();
    }
    ours.click();
    person.sees("Recovery case");
  }

  /// A case with a photograph and answers, handed over. The claimant's browser has a name that is markup.
  private String aCaseOf(Customer customer) {
    JsonNode opened = customer.client().post("/v1/recovery/cases/own").bearer(customer.accessToken())
        .json(Map.of("reason", "second-factor")).expect(202).json();
    var claimant = new OpenedCase(house.stranger(), opened.path("caseId").asText(), opened.path("token").asText());
    var file = Map.of("token", claimant.token(), "kind", "document", "content", Base64.getEncoder().encodeToString(Photograph.of(300, 200)));
    Eventually.holds(PATIENCE, "the case takes a file",
        () -> house.stranger().post("/v1/recovery/cases/evidence").json(file).send().status() == 201);
    var answers = Map.of("token", claimant.token(), "answers", List.of(
        Map.of("question", "hiding-place", "answer", MARKUP), Map.of("question", "bad-meal", "answer", "burnt soup"),
        Map.of("question", "first-fear", "answer", "the cellar")));
    Eventually.holds(PATIENCE, "it is known whose case it is",
        () -> house.stranger().post("/v1/recovery/case-answers").json(answers).send().status() == 204);
    house.stranger().post("/v1/recovery/case-knowledge").json(Map.of("token", claimant.token(), "lastSignIn", "2019-01")).expect(204);
    claimant.submit();
    return claimant.id();
  }

  private static void showsNoMarkupOfOthers(Person person) {
    assertThat(person.page().locator("main img[src=x], main script").count()).isZero();
  }

  @Test
  void back5_givenACaseThatWaits_whenTwoPersonsDecide_thenItIsApproved_andOneWhoDealtWithTheCustomerLearnsWhyTheyCannot() {
    Customer customer = house.signedIn();
    house.stranger().as(MARKUP).post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", customer.password())).expect(200);
    customer.client().post("/v1/account/exports").bearer(customer.accessToken()).send();
    String account = customer.read("/v1/account").json().path("accountId").asText();
    String id = aCaseOf(customer);
    house.awaitQuiet();

    Person contact = staff(Screen.DESKTOP, name("dora"), "lead");
    contact.types("E-mail address or telephone number", "nobody-" + UUID.randomUUID() + "@example.org");
    because(contact, "customer-contact");
    contact.types("Ticket", MARKUP.substring(0, 20));
    contact.clicks("Find");
    contact.page().locator(".fault").waitFor();
    contact.types("Ticket", "T-1042");
    contact.clicks("Find");
    contact.text("No account has this identifier.").waitFor();
    contact.types("E-mail address or telephone number", customer.identifier());
    contact.clicks("Find");
    contact.sees("Where the account stands");
    contact.text("find account by you (customer contact, T-1042)").waitFor();
    contact.clicks("Show the timeline");
    contact.text("session established").first().waitFor();
    contact.text("account export change").waitFor();
    contact.page().locator("dd").getByText("requested", new Locator.GetByTextOptions().setExact(true)).waitFor();
    contact.clicks("Show the sign-ins");
    contact.button("Show the sign-ins").waitFor(gone());
    contact.shows(Screen.DESKTOP, "desk-account");
    assertThat(contact.page().locator("main").textContent()).contains(account, "Recovery cases that are not over").doesNotContain(customer.identifier());
    showsNoMarkupOfOthers(contact);
    looksAtTheCase(contact, id);
    contact.field("Decision").selectOption("approve");
    contact.field("Risk").selectOption("standard");
    contact.types("Why", "I know them.");
    contact.clicks("Propose");
    contact.text("Another person must decide.").waitFor();
    contact.leaves();

    Person first = staff(Screen.PHONE, name("bob"), "reviewer");
    looksAtTheCase(first, id);
    first.sees("The second factor and the recovery codes");
    first.text("The answers to the security questions are wrong, or none were ever set.").waitFor();
    first.text("The claimant was signed in.").waitFor();
    first.text("Not true.").waitFor();
    first.text("The claimant said nothing of it.").waitFor();
    first.clicks("List the evidence");
    first.clicks("Open: Passport or identity card");
    Locator photograph = first.page().getByAltText("Passport or identity card");
    photograph.waitFor();
    Eventually.holds(PATIENCE, "the photograph is drawn",
        () -> (Boolean) first.page().evaluate("document.querySelector('img.evidence').naturalWidth === 300"));
    first.clicks("Show where it stands");
    first.sees("Where the account stands");
    first.field("Decision").selectOption("approve");
    first.field("Risk").selectOption("high");
    first.types("Why", MARKUP);
    first.shows(Screen.PHONE, "desk-case");
    first.clicks("Propose");
    first.text("You made the first decision.").waitFor();
    assertThat(first.button("Decide").count()).isZero();
    first.leaves();

    Person second = staff(Screen.DESKTOP, name("carol"), "reviewer");
    looksAtTheCase(second, id);
    second.text("Approval proposed, waits for a second person").waitFor();
    second.text(MARKUP).waitFor();
    showsNoMarkupOfOthers(second);
    second.field("Your decision").selectOption("confirm");
    second.types("Why", "So they do. " + MARKUP);
    second.shows(Screen.DESKTOP, "desk-second-decision");
    second.clicks("Decide");
    second.text("Second decision").waitFor();
    second.text("So they do. " + MARKUP).waitFor();
    second.text("Approved").first().waitFor();
    showsNoMarkupOfOthers(second);
    second.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void back5_givenALockedAccount_whenOneProposesAndAnotherConfirms_thenItIsOpen_andTheCustomerSignsIn() {
    Customer customer = house.signedIn();
    Person support = staff(Screen.PHONE, name("erin"), "support");
    assertThat(support.button("Recovery cases").count()).as("a room that the role does not open").isZero();
    support.types("E-mail address or telephone number", customer.identifier());
    because(support, "fraud-report");
    // Enter, as a keyboard alone has it.
    support.field("Ticket").press("Enter");
    support.clicks("Lock the account");
    support.clicks("Lock the account");
    support.types("How the customer showed who they are", MARKUP);
    support.shows(Screen.PHONE, "desk-locked");
    String proposal = support.page().waitForResponse("**/v1/support/unlocks", () -> support.clicks("Propose")).text();
    String unlock = proposal.replaceAll("(?s).*\"unlockId\":\"([^\"]+)\".*", "$1");
    support.text("Proposed. Another person can decide until").waitFor();
    support.field("What the customer has lost").selectOption("locked-account");
    support.clicks("Start the case");
    assertThat(support.page().locator("pre.secret").textContent()).startsWith("prc_");
    support.leaves();

    Person reviewer = staff(Screen.DESKTOP, name("frank"), "reviewer");
    reviewer.clicks("Unlocking");
    because(reviewer, "case-review");
    reviewer.clicks("Show proposals that wait");
    Locator ours = reviewer.button("Look at proposal " + unlock);
    Locator more = reviewer.button("Show more proposals");
    ours.or(more).first().waitFor();
    while (ours.count() == 0) {
      reviewer.page().waitForResponse("**/v1/support/unlocks/list", more::click);
      ours.or(more).first().waitFor();
    }
    ours.click();
    reviewer.text(MARKUP).waitFor();
    showsNoMarkupOfOthers(reviewer);
    reviewer.field("Your decision").selectOption("confirm");
    reviewer.types("Why", "Voice and papers match.");
    reviewer.shows(Screen.DESKTOP, "desk-unlock");
    reviewer.clicks("Decide");
    reviewer.text("Decided.").waitFor();
    reviewer.leaves();
    Client other = house.client();
    // A lock voids what is proved within ten seconds of it, too.
    Eventually.holds(PATIENCE, "the account takes a sign-in", () -> other.post("/v1/sign-in")
        .json(Map.of("identifier", customer.identifier(), "password", customer.password())).send().status() == 200);
    assertThat(customer.onAnotherDevice(other).signIn()).isNotNull();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void ops7_givenAnOperator_thenReceiversOfWebhooksAreRegisteredPausedReplayedAndRemoved_andNoAccountIsInReach() {
    try (var receiver = new WebhookReceiver()) {
      Person operator = staff(Screen.PHONE, name("olga"), "operator");
      assertThat(operator.button("Find an account").count() + operator.button("Recovery cases").count()).as("rooms of other roles").isZero();
      because(operator, "operations");
      operator.clicks("Show the receivers");
      operator.sees("Register a receiver");
      operator.types("URL", "https://169.254.169.254/latest/meta-data");
      operator.clicks("Register");
      operator.text("No webhook may go to this URL.").waitFor();
      operator.types("URL", receiver.url());
      operator.types("Types of events", "io.portcullis.auth.account-activated.v1");
      operator.clicks("Register");
      String secret = operator.page().locator("pre.secret").textContent();
      assertThat(secret).startsWith("whsec_");
      operator.shows(Screen.PHONE, "desk-webhooks");
      operator.clicks("I have it");
      assertThat(operator.page().content()).doesNotContain(secret);

      house.newcomer().join();
      operator.button("Look at " + receiver.url()).click();
      operator.sees("The latest deliveries");
      isAnswered("503");
      operator.field("Which").selectOption("waiting");
      operator.text("Last answer: 503").first().waitFor();
      receiver.works();
      operator.page().locator("main li button").first().click();
      Eventually.holds(PATIENCE, "the receiver takes it", () -> !receiver.taken().isEmpty());
      isAnswered("204");
      operator.field("Which").selectOption("delivered");
      operator.text("Last answer: 204").first().waitFor();
      operator.page().getByLabel("Send event " + receiver.taken().getFirst() + " again").waitFor();
      operator.clicks("Pause");
      operator.text("Paused by an operator").waitFor();
      operator.shows(Screen.PHONE, "desk-webhook");
      operator.clicks("Resume");
      operator.button("Pause").waitFor();
      operator.clicks("Give it a new secret");
      assertThat(operator.page().locator("pre.secret").textContent()).startsWith("whsec_").isNotEqualTo(secret);
      operator.clicks("I have it");
      operator.clicks("Remove");
      operator.clicks("Remove it for good");
      operator.button("Look at " + receiver.url()).waitFor(gone());
      operator.text("No receiver is registered.").waitFor();
      operator.leaves();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private void isAnswered(String answer) {
    Eventually.holds(PATIENCE, "a call is answered by " + answer,
        () -> house.databases().count(Service.NOTIFICATION, "webhook_delivery where answer = '%s'".formatted(answer)) > 0);
  }

  @Test
  void a37Token_givenASignIn_thenTheTokenIsInMemoryAlone_renewedWhileTheProviderDoes_andGoneAfterAReload() {
    Person person = staff(Screen.DESKTOP, name("grace"), "reviewer");
    Page page = person.page();
    assertThat((String) page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")).isEqualTo("[{},{},\"\"]");
    assertThat(page.context().cookies()).isEmpty();
    assertThat(((Number) page.evaluate("indexedDB.databases().then(all => all.length)")).intValue()).isZero();

    var refusals = new AtomicInteger(1);
    page.route("**/v1/support/cases/list", route -> {
      if (refusals.getAndDecrement() > 0) refuse(route);
      else route.resume();
    });
    List<String> renewed = new ArrayList<>();
    page.onRequest(request -> {
      if (request.url().endsWith("/token")) renewed.add(request.postData());
    });
    person.clicks("Recovery cases");
    because(person, "case-review");
    person.clicks("Show cases that wait");
    page.locator("main select").waitFor(gone());
    assertThat(renewed).singleElement().asString().contains("grant_type=refresh_token");

    refusals.set(100);
    person.clicks("Recovery cases");
    because(person, "case-review");
    person.clicks("Show cases that wait");
    person.text("Your sign-in has ended").waitFor();
    page.unroute("**/v1/support/cases/list");
    page.reload();
    person.button("Sign in").waitFor();
    assertThat(person.button("Sign out").count()).isZero();
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  private static void refuse(Route route) {
    route.fulfill(new Route.FulfillOptions().setStatus(401).setContentType("application/problem+json")
        .setBody("{\"type\":\"urn:portcullis:problem:authentication-required\",\"title\":\"x\",\"status\":401}"));
  }

  @Test
  void loginCsrf_givenAnAnswerThatThisTabNeverAskedFor_orAnotherIssuer_thenNobodyIsSignedIn_andNoCodeIsRedeemed() {
    Person person = browser.person(Screen.PHONE, desk);
    List<String> redeemed = new ArrayList<>();
    person.page().onRequest(request -> {
      if (request.method().equals("POST")) redeemed.add(request.url());
    });
    person.opens("/desk?code=a-strangers-code&state=forged");
    person.text("That sign-in did not work").waitFor();
    assertThat(person.page().url()).isEqualTo(desk + "/desk");
    person.page().evaluate("sessionStorage.setItem('desk.sign-in', JSON.stringify({state: 'mine', verifier: 'v'}))");
    person.opens("/desk?code=a-strangers-code&state=mine&iss=https://evil.example");
    person.text("That sign-in did not work").waitFor();
    person.opens("/desk?error=access_denied&state=mine");
    person.text("That sign-in did not work").waitFor();
    assertThat(redeemed).isEmpty();
    assertThat((String) person.page().evaluate("JSON.stringify({...sessionStorage})")).isEqualTo("{}");
    person.leaves();
  }

  @Test
  void a37Doors_givenTheGatewayAndThePagesHost_thenTheyHaveNoPageOfTheStaff() {
    for (String path : List.of("/desk", "/desk/desk.js", "/desk/provider.json", "/assets/desk.js", "/desk.html")) {
      assertThat(house.stranger().get(path).send().status()).as(path).isEqualTo(404);
    }
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
  }
}
