package io.portcullis.auth.human;

import io.portcullis.runtime.crypto.Secret;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/// What a hosted provider knows this installation by.
///
/// @param secret     Turnstile's and hCaptcha's secret key, reCAPTCHA Enterprise's API key
/// @param hostnames  where the widget may have been shown
/// @param project    Google Cloud project of reCAPTCHA Enterprise; empty for the others
/// @param leastScore of reCAPTCHA Enterprise, from 0 (a robot) to 1
/// @param patience   how long the provider may take to answer
record HostedAccount(
    String siteKey, Secret secret, Set<String> hostnames, String project, double leastScore, Duration patience) {

  /// Keys that the providers publish for tests. They pass, or refuse, everybody. Any spelling that a provider might
  /// accept as well counts: other letters, other digits of that kind, quotes around it.
  private static final Pattern PUBLISHED = Pattern.compile(
      "[0-9]x0{8,}[0-9A-F]{0,2}"                             // Turnstile: developers.cloudflare.com/turnstile/troubleshooting/testing
      + "|[0-9]0{7}-f{4}-f{4}-f{4}-0{10}[0-9]{2}|0x0{8,}"    // hCaptcha: docs.hcaptcha.com, "Integration Testing: Test Keys"
      + "|6LeIxAcTAAAAA.*", Pattern.CASE_INSENSITIVE);       // reCAPTCHA: developers.google.com/recaptcha/docs/faq

  HostedAccount {
    hostnames = Set.copyOf(hostnames);
    if (siteKey.isBlank() || secret.reveal().isBlank() || hostnames.isEmpty()) {
      throw new IllegalArgumentException("a hosted provider needs a site key, a secret and a hostname");
    }
    if (leastScore < 0 || leastScore > 1) {
      throw new IllegalArgumentException("portcullis.human.hosted.least-score: from 0 to 1");
    }
  }

  /// Whether its provider publishes this site key or secret for tests.
  static boolean isPublished(String key) {
    return PUBLISHED.matcher(key.replaceAll("[\\s'\"]", "")).matches();
  }
}
