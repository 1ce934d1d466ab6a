package io.portcullis.devstack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which service answers which public path: the one with the longest prefix. What is not listed does not exist outside: `/internal`, `/q`,
/// `/check` and the support desk's `/v1/support` among it.
final class Routes {
  private static final Map<Service, List<String>> PREFIXES = Map.of(
      Service.AUTH, List.of("/v1/accounts", "/v1/account", "/v1/sign-in", "/v1/step-up", "/v1/approvals", "/v1/address-book", "/v1/holds"),
      Service.MFA, List.of("/v1/mfa", "/v1/trading-passphrase"),
      Service.SESSION, List.of("/oauth2", "/.well-known", "/v1/sessions", "/v1/devices", "/v1/sign-ins", "/v1/sign-out", "/v1/settings-lock", "/v1/withdrawal-lock", "/v1/api-keys"),
      Service.NOTIFICATION, List.of("/v1/activity", "/v1/security-checkup", "/v1/alerts", "/v1/anti-phishing-code", "/v1/notification-preferences", "/v1/push-subscriptions", "/v1/messages", "/mail-reports", "/ssf", "/.well-known/ssf-configuration"),
      Service.RECOVERY, List.of("/v1/recovery"));

  /// Dots that climb, doubled slashes, and separators in disguise: a service could read such a path as another
  /// than the one routed here, so they lead nowhere.
  private static final Pattern AMBIGUOUS =
      Pattern.compile("/\\.{1,2}(/|$)|//|\\\\|;|%(2e|2f|5c|3b|00)|[^\\x21-\\x7e]", Pattern.CASE_INSENSITIVE);

  private Routes() {}

  /// @param path as it stood in the request line, still encoded
  static Optional<Service> serviceFor(String path) {
    if (AMBIGUOUS.matcher(path).find()) {
      return Optional.empty();
    }
    return PREFIXES.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().filter(prefix -> isBelow(path, prefix)).map(prefix -> Map.entry(prefix.length(), entry.getKey())))
        .max(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
  }

  private static boolean isBelow(String path, String prefix) {
    return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }
}
