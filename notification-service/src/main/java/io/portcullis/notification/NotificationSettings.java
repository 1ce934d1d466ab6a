package io.portcullis.notification;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What notification-service checks beside the bounds of its options.
final class NotificationSettings {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  private NotificationSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).privateKey("message-box.json").privateKey("freeze-link.json").findings());
    boolean away = settings.text("quarkus.mailer.host").filter(host -> !THIS_MACHINE.contains(host)).isPresent();
    boolean sealed = settings.text("quarkus.mailer.start-tls").filter("required"::equalsIgnoreCase).isPresent()
        || settings.text("quarkus.mailer.tls").filter("true"::equalsIgnoreCase).isPresent();
    if (settings.isProduction() && away && !sealed) {
      findings.add(new Finding("quarkus.mailer.start-tls", "does not insist on TLS: codes and links would travel in clear",
          "set it to `required`"));
    }
    return findings;
  }
}
