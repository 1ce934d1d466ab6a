package io.portcullis.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.portcullis.acceptance.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

  /// The same browser with the same cookies.
  Person anotherTab() {
    return new Person(context, context.newPage());
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

  /// A real push service is out of reach: the browser subscribes at this one, with these keys. Its worker is the pages' own.
  void subscribesAt(String endpoint, Map<String, String> keys) {
    context.grantPermissions(List.of("notifications"));
    context.addInitScript("""
        (() => {
          const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer;
          const keys = { p256dh: '%s', auth: '%s' };
          let current = null;
          PushManager.prototype.getSubscription = async () => current;
          PushManager.prototype.subscribe = async (options) => current = {
            options, endpoint: '%s', getKey: (name) => bytes(keys[name]), unsubscribe: async () => { current = null; return true; } };
        })();
        """.formatted(keys.get("p256dh"), keys.get("auth"), endpoint));
  }

  /// Hands a message to the pages' worker, as the browser does with one that it has read.
  void isPushed(String message, String origin) {
    // A browser subscribes with a worker that is active alone. The subscription that stands for it here does not wait, and a worker
    // that still starts is handed nothing.
    Eventually.holds(Duration.ofSeconds(60), "the worker is active", () -> "activated".equals(page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistration('/assets/'))?.active?.state")));
    CDPSession workers = context.newCDPSession(page);
    CompletableFuture<String> registration = new CompletableFuture<>();
    workers.on("ServiceWorker.workerRegistrationUpdated", told -> told.getAsJsonArray("registrations").forEach(each ->
        registration.complete(each.getAsJsonObject().get("registrationId").getAsString())));
    workers.send("ServiceWorker.enable");
    page.waitForCondition(registration::isDone);
    var push = new JsonObject();
    push.addProperty("origin", origin);
    push.addProperty("registrationId", registration.join());
    push.addProperty("data", message);
    workers.send("ServiceWorker.deliverPushMessage", push);
  }

  /// A browser that offers no passkeys in a field. Where it does, the device would answer before anybody clicks.
  void hasNoAutofill() {
    page.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
  }

  void signsIn(String identifier, String password) {
    opens("/sign-in");
    types("E-mail address or mobile number", identifier);
    types("Password", password);
    clicks("Sign in");
    sees("Check-up");
  }

  /// As their first second factor; the recovery codes are put aside.
  Response enrolsAKey(String password) {
    follows("Second factors");
    types("Password", password);
    Response account = page.waitForResponse("**/v1/account", () -> clicks("Add a passkey or security key"));
    clicks("I have kept them");
    return account;
  }

  /// With the step-up that this asks for.
  void setsATradingPassphrase(String passphrase) {
    follows("Protection");
    types("Six digits", passphrase);
    button("Set").first().click();
    sees("Please confirm that it is you");
    clicks("Use your key");
    text("Set on").first().waitFor();
  }

  /// Says yes to the action that is shown.
  void approves(String passphrase) {
    clicks("Approve");
    types("Trading passphrase", passphrase);
    clicks("Approve with your key");
  }

  void opens(String path) {
    page.navigate(path);
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  void types(String label, String text) {
    patiently("types " + label, () -> field(label).fill(text));
  }

  void ticks(String label) {
    page.getByLabel(label).check();
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  void clicks(String button) {
    patiently("clicks " + button, () -> button(button).click());
  }

  /// Tells of a page that is not as it should be what it shows.
  private void patiently(String what, Runnable deed) {
    try {
      deed.run();
    } catch (TimeoutError late) {
      throw new AssertionError("%s at %s, which shows: %s".formatted(what, page.url(), page.locator("body").innerText()), late);
    }
  }

  void follows(String link) {
    patiently("follows " + link, () ->
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click());
  }

  void sees(String heading) {
    patiently("sees " + heading, () ->
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading).setExact(true)).first().waitFor());
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

  /// Looks at the page as a person would, and takes its picture for the gallery.
  void shows(Screen screen, String name) {
    findsThePageUsable();
    photographs(Path.of("target", "pages", "%s-%s.png".formatted(name, screen.name().toLowerCase(Locale.ROOT))));
  }

  void photographs(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  void leaves() {
    context.close();
  }
}
