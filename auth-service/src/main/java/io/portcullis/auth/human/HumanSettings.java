package io.portcullis.auth.human;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a hosted provider needs, and in production that its keys are none that the provider publishes for tests: such a
/// key lets everybody pass.
public final class HumanSettings {

  private static final String SITE_KEY = "portcullis.human.hosted.site-key";
  private static final String SECRET_FILE = "portcullis.human.hosted.secret-file";
  private static final String PROJECT = "portcullis.human.hosted.project";
  private static final String OWN_KEYS = "create keys for this installation in the provider's console";

  private HumanSettings() {}

  public static List<Finding> check(Settings settings) {
    String provider = settings.text("portcullis.human.provider").orElse(HumanChallenge.ALTCHA)
        .toLowerCase(Locale.ROOT).replace('_', '-');
    if (provider.equals(HumanChallenge.ALTCHA)) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    Optional<String> siteKey = settings.text(SITE_KEY);
    if (siteKey.isEmpty()) {
      findings.add(new Finding(SITE_KEY, "is not set, and " + provider + " needs it", OWN_KEYS));
    }
    if (provider.equals(HumanChallenge.RECAPTCHA_ENTERPRISE) && settings.text(PROJECT).isEmpty()) {
      findings.add(new Finding(PROJECT, "is not set, and " + provider + " needs it", "set it to the id of the Google Cloud project"));
    }
    String file = settings.text(SECRET_FILE).orElse("human-secret");
    Optional<String> secret = secret(settings, file);
    if (secret.isEmpty() && Files.isDirectory(settings.keys())) {
      findings.add(new Finding(SECRET_FILE, file + " in " + settings.keys() + " is missing, empty, or can't be read by this service",
          "put the provider's secret key, or reCAPTCHA Enterprise's API key, there"));
    }
    if (settings.isProduction()) {
      if (siteKey.filter(HostedAccount::isPublished).isPresent()) {
        findings.add(new Finding(SITE_KEY, "is a key that " + provider + " publishes for tests: it lets everybody pass", OWN_KEYS));
      }
      if (secret.filter(HostedAccount::isPublished).isPresent()) {
        findings.add(new Finding(SECRET_FILE, file + " holds a key that " + provider + " publishes for tests: it lets everybody pass", OWN_KEYS));
      }
    }
    return findings;
  }

  private static Optional<String> secret(Settings settings, String file) {
    try {
      return Optional.of(Files.readString(settings.keys().resolve(file)).strip()).filter(text -> !text.isEmpty());
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
