package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;

/// Who sits at a browser: reads labels and buttons, types and clicks.
final class Person {
  private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final BrowserContext context;
  private final Page page;
  private CDPSession devices;
  private String device;

  Person(BrowserContext context, Page page) {
    this.context = context;
    this.page = page;
  }

  Page page() {
    return page;
  }

  /// Puts a passkey device into the machine: it verifies its user without being touched (WebDriver, virtual authenticators).
  void ownsAPasskeyDevice() {
    devices = context.newCDPSession(page);
    devices.send("WebAuthn.enable");
    var made = new JsonObject();
    made.addProperty("protocol", "ctap2");
    made.addProperty("transport", "internal");
    made.addProperty("hasResidentKey", true);
    made.addProperty("hasUserVerification", true);
    made.addProperty("isUserVerified", true);
    made.addProperty("automaticPresenceSimulation", true);
    var options = new JsonObject();
    options.add("options", made);
    device = devices.send("WebAuthn.addVirtualAuthenticator", options).get("authenticatorId").getAsString();
  }

  /// Whether the device answers by itself. It would answer the autofill of the sign-in page before anybody clicks.
  void touchesTheDevice(boolean touches) {
    var wish = new JsonObject();
    wish.addProperty("authenticatorId", device);
    wish.addProperty("enabled", touches);
    devices.send("WebAuthn.setAutomaticPresenceSimulation", wish);
  }

  void opens(String path) {
    page.navigate(path);
  }

  void types(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
  }

  void ticks(String label) {
    page.getByLabel(label).check();
  }

  void clicks(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
  }

  void follows(String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click();
  }

  void sees(String heading) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading).setExact(true)).first().waitFor();
  }

  Locator text(String text) {
    return page.getByText(text);
  }

  /// No breach of WCAG 2.2 AA that axe can find, and nothing wider than the screen.
  void findsThePageUsable() {
    var found = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
    assertThat(found).as(page.url()).extracting(each -> each.getId() + " " + each.getNodes().getFirst().getHtml()).isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).as("fits " + page.url()).isTrue();
  }

  void photographs(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  void leaves() {
    context.close();
  }
}
