package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What each page weighs, where it comes from, and what its policy forbids. Weights are figures, so a slow machine changes nothing.
@AgainstTheHouse
class PageBudgetTest {
  /// Bytes of the document with all scripts and styles, compressed as a gateway does it, when nothing is in the browser's cache.
  private static final int DOOR_BUDGET = 25_000;
  /// Who comes here has signed in, and all rooms share one file of words.
  private static final int ROOM_BUDGET = 28_000;
  private static final List<String> DOOR = List.of("/sign-in", "/register", "/lost-password", "/r", "/recovery", "/recovery/password",
      "/recovery/freeze", "/recovery/removal", "/recovery/identifier", "/recovery/case");
  private static final int MOST_FILES = 12;
  /// A room brings its own part, and those that it shares with few others.
  private static final int MOST_FILES_OF_A_ROOM = 14;
  private static Browser browser;

  private final House house;

  PageBudgetTest(House house) {
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
  void ops6_givenAPageOfTheDoor_thenItIsWithinItsBudget_fromThisOriginAlone_andUnderTheStrictPolicy() {
    for (String path : DOOR) {
      Person person = browser.person(Screen.PHONE, house.origin());
      assertWithinBudget(person, path, DOOR_BUDGET, MOST_FILES);
      person.leaves();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void ops6_givenARoomOfTheCentre_thenItIsWithinItsBudget_fromThisOriginAlone_andUnderTheStrictPolicy() {
    var customer = house.newcomer();
    customer.join();
    Person person = browser.person(Screen.PHONE, house.origin());
    person.signsIn(customer.identifier(), customer.password());
    Set<String> linked = new LinkedHashSet<>();
    person.page().locator("nav a").all().forEach(link -> linked.add(link.getAttribute("href")));
    assertThat(linked).contains("/security", "/approve").hasSizeGreaterThan(10);
    for (String path : linked) {
      Person tab = person.anotherTab();
      assertWithinBudget(tab, path, ROOM_BUDGET, MOST_FILES_OF_A_ROOM);
      tab.page().close();
    }
    person.leaves();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void markup_givenAScriptThatGotIn_whenItMakesMarkupOrCode_thenThePolicyRefuses() {
    // A browser of its own: it complains of each attempt, as it should.
    try (Browser attacked = Browser.start()) {
      for (String path : List.of("/sign-in", "/recovery")) {
        Person person = attacked.person(Screen.PHONE, house.origin());
        person.opens(path);
        person.page().locator("h1").waitFor();
        for (String deed : List.of("document.body.innerHTML = '<b>x</b>'", "document.write('<b>x</b>')",
            "trustedTypes.createPolicy('default', {createHTML: text => text})", "document.createElement('script').src = '/x.js'")) {
          String tried = "() => { try { %s; return 'done' } catch { return 'refused' } }".formatted(deed);
          assertThat((String) person.page().evaluate(tried)).as(deed).isEqualTo("refused");
        }
        person.leaves();
      }
    }
  }

  private void assertWithinBudget(Person person, String path, int budget, int mostFiles) {
    List<Response> answers = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    person.page().onRequest(request -> {
      if (!request.url().startsWith(house.origin() + "/") && !request.url().startsWith("data:")) elsewhere.add(request.url());
    });
    person.page().onResponse(answers::add);
    person.opens(path);
    person.page().locator("h1").first().waitFor();
    List<Response> files = answers.stream().filter(answer -> isFile(URI.create(answer.url()).getPath())).toList();
    int weight = files.stream().mapToInt(answer -> compressed(answer.body())).sum();
    assertThat(weight).as("bytes of " + path).isPositive().isLessThanOrEqualTo(budget);
    assertThat(files).as("files of " + path).hasSizeLessThanOrEqualTo(mostFiles);
    assertThat(elsewhere).as("requests of " + path + " to others").isEmpty();
    for (Response file : files) {
      assertThat(file.headers()).as(file.url()).containsEntry("x-content-type-options", "nosniff").containsEntry("referrer-policy", "no-referrer");
      assertThat(file.headers().get("content-security-policy")).as(file.url())
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "frame-ancestors 'none'",
              "require-trusted-types-for 'script'", isOfTheCentre(file) ? "trusted-types push-worker" : "trusted-types 'none'")
          .doesNotContain("unsafe", "*", "http", "blob:");
      assertThat(file.headers()).doesNotContainKey("set-cookie");
    }
    String document = files.getFirst().text();
    assertThat(document).doesNotContainPattern("<script(?![^>]* src=\"/assets/)").doesNotContainPattern("\\son\\w+=")
        .doesNotContain("style=", "<style", "javascript:", "//").contains("<html lang=", "<noscript>");
  }

  private static boolean isOfTheCentre(Response file) {
    return URI.create(file.url()).getPath().matches("/(security|approve)(/.*)?");
  }

  private static boolean isFile(String path) {
    return !path.startsWith("/v1/") && !path.startsWith("/oauth2/");
  }

  private static int compressed(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.size();
  }
}
