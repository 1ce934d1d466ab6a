package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What other sites, other tabs and crafted links can do to a customer who is signed in.
@AgainstTheHouse
class AttackedPagesTest {
  private static final String EVIL = "http://evil.example/";
  private static Browser browser;

  private final House house;

  AttackedPagesTest(House house) {
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

  @Test
  void staleTab_givenTheySignedOutInAnotherTab_whenTheyGoOnInThisOne_thenItShowsNothingMore() {
    Person person = signedIn(house.newcomer());
    Person other = person.anotherTab();
    other.opens("/security");
    other.sees("Check-up");
    person.clicks("Sign out");
    person.sees("Sign in");
    other.follows("Devices and sessions");
    other.sees("Sign in");
    assertThat(other.page().url()).startsWith(house.origin() + "/sign-in");
    other.leaves();
  }

  @Test
  void csrf_givenAnotherSite_whenItCallsWithTheCustomersCookies_thenTheSessionIsUntouched_andItReadsNothing() {
    Person person = signedIn(house.newcomer());
    Page evil = person.anotherTab().page();
    serve(evil, "<p>prize</p>");
    evil.navigate(EVIL);
    for (String call : new String[] {"/oauth2/token", "/v1/sign-out", "/v1/recovery/compromised", "/v1/sign-in"}) {
      String answered = (String) evil.evaluate("""
          async url => {
            try {
              const answer = await fetch(url, {method: 'POST', credentials: 'include', body: new URLSearchParams({grant_type: 'refresh_token'})})
              return 'read ' + await answer.text()
            } catch { return 'nothing' }
          }""", house.origin() + call);
      assertThat(answered).as(call).isEqualTo("nothing");
    }
    evil.setContent("<form method='post' action='%s/v1/sign-out'><button>win</button></form>".formatted(house.origin()));
    evil.locator("button").click();
    evil.waitForLoadState();
    person.opens("/security");
    person.sees("Check-up");
    person.leaves();
  }

  @Test
  void clickjacking_givenAnotherSite_whenItFramesAPage_thenTheFrameStaysEmpty() {
    Person person = signedIn(house.newcomer());
    for (String path : List.of("/sign-in", "/security", "/approve", "/recovery/freeze")) {
      Page evil = person.anotherTab().page();
      serve(evil, "<iframe src='%s'></iframe>".formatted(house.origin() + path));
      evil.navigate(EVIL);
      evil.waitForLoadState();
      for (Frame frame : evil.frames()) {
        assertThat(frame.content()).as(path).doesNotContain("id=\"page\"", "/assets/");
      }
      evil.close();
    }
    person.leaves();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/security", "/\\evil.example", "javascript:alert(1)"})
  void openRedirect_givenALinkWithADestination_thenTheSignInLeadsToAPageOfOursAlone(String then) {
    Customer customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.DESKTOP, house.origin());
    person.opens("/sign-in?then=" + URLEncoder.encode(then, StandardCharsets.UTF_8));
    person.types("E-mail address or mobile number", customer.identifier());
    person.types("Password", customer.password());
    person.clicks("Sign in");
    person.sees("Check-up");
    assertThat(person.page().url()).isEqualTo(house.origin() + "/security");
    person.leaves();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/security/%3Cscript%3Ealert(1)%3C/script%3E", "/approve/%22%3E%3Cimg%20src=x%3E", "/recovery/constructor", "/security/..%2fx"})
  void reflection_givenAPathThatIsMarkup_thenThereIsNothing(String path) {
    assertThat(house.stranger().get(path).send().status()).isEqualTo(404);
  }

  private Person signedIn(Customer customer) {
    customer.join();
    Person person = browser.person(Screen.DESKTOP, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    return person;
  }

  private static void serve(Page evil, String body) {
    evil.route(EVIL + "**", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>" + body)));
  }
}
