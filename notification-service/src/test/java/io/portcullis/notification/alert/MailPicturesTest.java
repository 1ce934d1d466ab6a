package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.portcullis.contracts.AccountId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.Letter.Detail;
import io.portcullis.notification.letter.LetterPress;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Mails as a reader sees them on the narrowest phone, by day and by night, in each language: the longest, and one with words that have
/// no gap (SAFE-3). The pictures are in `target/mails`.
@QuarkusTest
@OnTheStack
class MailPicturesTest {

  private static final int WIDTH = 320;
  private static final int LONGEST = 4;
  private static final Path FOLDER = Path.of("target/mails/pictures");

  /// What sticks out of the page or out of its box, in words.
  private static final String CUT = """
      () => [...document.querySelectorAll('body, body *')].filter(element => {
          const box = element.getBoundingClientRect();
          return box.right > innerWidth + 0.5 || box.left < -0.5 || getComputedStyle(element).display !== 'inline'
            && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
        }).map(element => element.tagName + ': ' + element.textContent.trim().slice(0, 60))""";
  /// How bright the words are: 0 for black, 255 for white. Links and borders have colours of their own.
  private static final String WORDS = """
      () => Math.max(...getComputedStyle(document.querySelector('h1')).color.match(/[0-9]+/g).slice(0, 3).map(Number))""";

  @Inject AlertLetters letters;
  @Inject LetterPress press;
  @ConfigProperty(name = "quarkus.locales", defaultValue = "en") List<String> locales;

  private static Path chromium() {
    Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":"))
        .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser"))).filter(Files::isExecutable).findFirst();
    if (System.getenv("CI") == null) {
      assumeThat(program).as("mails are looked at in Chromium: install the package chromium").isPresent();
    }
    return program.orElseThrow();
  }

  private List<Letter> longest(String locale) {
    List<Letter> all = Samples.alerting(new AccountId(UUID.randomUUID())).stream()
        .map(event -> letters.write(Alert.about(event).orElseThrow(), event, locale, ZoneId.of("Europe/Berlin"))).toList();
    List<Letter> longest = all.stream()
        .sorted(Comparator.comparingInt((Letter letter) -> String.join("", letter.paragraphs()).length()).reversed()).limit(LONGEST).toList();
    Letter gapless = longest.getFirst().beside(List.of(new Detail("Device", "x".repeat(120)), new Detail("Address", "2001:db8:".repeat(8))));
    return Stream.concat(longest.stream(), Stream.of(gapless)).toList();
  }

  @Test
  void safe3_givenAPhoneOf320Pixels_thenNoMailIsCutOrScrollsSideways_andTheDarkIsHonoured() throws IOException {
    Path program = chromium();
    Files.createDirectories(FOLDER);
    try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(
            new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox")));
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, 640).setJavaScriptEnabled(true))) {
      for (String locale : locales) {
        List<Letter> shown = longest(locale);
        for (int i = 0; i < shown.size(); i++) {
          page.setContent(press.email(shown.get(i), Optional.of("blue heron ".repeat(3).strip())).html());
          String name = "%s-%d".formatted(locale, i);
          assertThat(page.evaluate(CUT)).as(name).isEqualTo(List.of());
          assertThat(page.evaluate("() => document.documentElement.scrollWidth")).as(name).isEqualTo(WIDTH);
          look(page, ColorScheme.LIGHT, name);
          look(page, ColorScheme.DARK, name);
        }
      }
    }
  }

  private static void look(Page page, ColorScheme scheme, String name) throws IOException {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    byte[] png = page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
        .setPath(FOLDER.resolve(name + '-' + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png")));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int paper = IntStream.of(0, 8, 16).map(shift -> picture.getRGB(2, 2) >> shift & 0xFF).max().orElseThrow();
    int words = ((Number) page.evaluate(WORDS)).intValue();
    assertThat(picture.getWidth()).as(name).isEqualTo(WIDTH);
    if (scheme == ColorScheme.DARK) {
      assertThat(paper).as(name).isLessThan(64);
      assertThat(words).as(name).isGreaterThan(200);
    } else {
      assertThat(paper).as(name).isGreaterThan(240);
      assertThat(words).as(name).isLessThan(64);
    }
  }
}
