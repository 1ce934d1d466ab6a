package io.portcullis.notification;

import io.portcullis.notification.letter.TextMessage;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What notification-service checks beside the bounds of its options.
final class NotificationSettings {

  private static final String ORIGIN = "portcullis.origin";
  private static final List<String> MAIL_SERVERS = List.of("quarkus.mailer.", "quarkus.mailer.second.");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  private static final String REPORT_SECRETS = "portcullis.mail-reports.secrets";
  /// As the Standard Webhooks specification has it.
  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_SECRET = 64;

  private NotificationSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).privateKey("message-box.json").privateKey("freeze-link.json")
        .noteKeys("audit-log.json").privateKeys("web-push.json").tokenFor("auth-service").findings());
    if (settings.isProduction()) {
      MAIL_SERVERS.forEach(server -> inClear(settings, server).ifPresent(findings::add));
    }
    if (settings.texts(REPORT_SECRETS).stream().anyMatch(secret -> !isReportSecret(secret))) {
      findings.add(new Finding(REPORT_SECRETS, "holds a value that is no secret of a webhook",
          "set each to `whsec_` and 24 to 64 random bytes in Base64"));
    }
    tooLongOrigin(settings).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> inClear(Settings settings, String server) {
    boolean sealed = settings.text(server + "start-tls").filter("required"::equalsIgnoreCase).isPresent()
        || settings.text(server + "tls").filter("true"::equalsIgnoreCase).isPresent();
    return settings.text(server + "host").filter(host -> !THIS_MACHINE.contains(host) && !sealed).map(_ ->
        new Finding(server + "start-tls", "does not insist on TLS: codes and links would travel in clear", "set it to `required`"));
  }

  private static boolean isReportSecret(String secret) {
    try {
      int bytes = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")).length;
      return secret.startsWith("whsec_") && bytes >= SHORTEST_SECRET && bytes <= LONGEST_SECRET;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  // Otherwise a text message would go out without the customer's phrase (SAFE-7), or in two parts, which are paid for twice.
  private static Optional<Finding> tooLongOrigin(Settings settings) {
    return settings.text(ORIGIN).filter(origin -> !TextMessage.hasRoomForLinks(settings.text("portcullis.brand").orElse(""), origin))
        .map(_ -> new Finding(ORIGIN, "leaves text messages no room for a link beside the rest",
            "take one of at most 46 characters together with the brand, of which 15 count at most"));
  }
}
