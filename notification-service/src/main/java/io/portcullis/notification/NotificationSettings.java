package io.portcullis.notification;

import io.portcullis.notification.letter.TextMessage;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What notification-service checks beside the bounds of its options.
final class NotificationSettings {

  private static final String ORIGIN = "portcullis.origin";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  /// What `delivery/MailServer` does not read.
  private static final List<String> NOT_FOR_SMTPUTF8 = List.of("quarkus.mailer.dkim.enabled", "quarkus.mailer.truststore.paths",
      "quarkus.mailer.key-store", "quarkus.mailer.ntlm.domain", "quarkus.mailer.ntlm.workstation", "quarkus.mailer.bounce-address",
      "quarkus.mailer.approved-recipients");

  private NotificationSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).privateKey("message-box.json").privateKey("freeze-link.json")
        .noteKeys("audit-log.json").privateKeys("web-push.json").tokenFor("auth-service").findings());
    boolean away = settings.text("quarkus.mailer.host").filter(host -> !THIS_MACHINE.contains(host)).isPresent();
    boolean sealed = settings.text("quarkus.mailer.start-tls").filter("required"::equalsIgnoreCase).isPresent()
        || settings.text("quarkus.mailer.tls").filter("true"::equalsIgnoreCase).isPresent();
    if (settings.isProduction() && away && !sealed) {
      findings.add(new Finding("quarkus.mailer.start-tls", "does not insist on TLS: codes and links would travel in clear",
          "set it to `required`"));
    }
    tooLongOrigin(settings).ifPresent(findings::add);
    findings.addAll(unheededBesideSmtputf8(settings));
    return findings;
  }

  private static List<Finding> unheededBesideSmtputf8(Settings settings) {
    return NOT_FOR_SMTPUTF8.stream()
        .filter(_ -> settings.text("portcullis.mail.smtputf8").filter("true"::equalsIgnoreCase).isPresent())
        .filter(key -> settings.text(key).filter(value -> !"false".equalsIgnoreCase(value)).isPresent())
        .map(key -> new Finding(key, "is not heeded for mail with SMTPUTF8, which `portcullis.mail.smtputf8` admits",
            "leave it out; name certificates by `quarkus.mailer.tls-configuration-name`, and let the mail server sign mail")).toList();
  }

  // Otherwise a text message would go out without the customer's phrase (SAFE-7), or in two parts, which are paid for twice.
  private static Optional<Finding> tooLongOrigin(Settings settings) {
    return settings.text(ORIGIN).filter(origin -> !TextMessage.hasRoomForLinks(settings.text("portcullis.brand").orElse(""), origin))
        .map(_ -> new Finding(ORIGIN, "leaves text messages no room for a link beside the rest",
            "take one of at most 46 characters together with the brand, of which 15 count at most"));
  }
}
