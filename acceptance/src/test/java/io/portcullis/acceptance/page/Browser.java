package io.portcullis.acceptance.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.portcullis.acceptance.house.RequiredTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Chromium of the machine, driven by Playwright. It notes every error of a script, and every breach of the pages'
/// Content-Security-Policy.
final class Browser implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  static Browser start() {
    Path program = RequiredTool.orSkip(program(), "the pages are tested in Chromium: install the package chromium");
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(playwright, playwright.chromium().launch(
        new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox"))));
  }

  private static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .flatMap(folder -> List.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")).stream())
        .filter(Files::isExecutable).findFirst();
  }

  /// A person's browser with nothing in it.
  Person person(Screen screen, String origin) {
    return person(screen, origin, "en-GB");
  }

  Person person(Screen screen, String origin, String language) {
    BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
        .setBaseURL(origin).setViewportSize(screen.width(), screen.height()).setLocale(language));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onPage(this::listen);
    return new Person(context, context.newPage());
  }

  private void listen(Page page) {
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onConsoleMessage(message -> {
      // A refusal of the API is a line of the browser's, too; only what the page itself did wrong counts.
      if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
