package io.portcullis.recovery.staff;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of the staff's settings must fit each other.
public final class StaffSettings {

  private static final String ISSUER = "portcullis.staff.issuer";
  private static final String KEYS = "portcullis.staff.keys-url";
  private static final String AUDIENCE = "portcullis.staff.audience";
  private static final String CLIENT = "portcullis.staff.page.client-id";
  private static final String PORT = "portcullis.staff.port";
  private static final List<String> ROLES =
      List.of("portcullis.staff.role.support", "portcullis.staff.role.reviewer", "portcullis.staff.role.lead", "portcullis.staff.role.operator",
          "portcullis.staff.role.auditor");
  private static final Map<String, String> USUAL_ROLES = Map.of(ROLES.get(0), "support", ROLES.get(1), "reviewer", ROLES.get(2), "lead",
      ROLES.get(3), "operator", ROLES.get(4), "auditor");
  private static final Set<String> OTHER_AUDIENCES = Set.of(
      "portcullis", "auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");
  private static final Map<String, String> OTHER_PORTS = Map.of("quarkus.http.port", "8085", "quarkus.management.port", "9000");
  private static final String USUAL_PORT = "8095";

  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  private StaffSettings(Settings settings) {
    this.settings = settings;
  }

  public static List<Finding> check(Settings settings) {
    var check = new StaffSettings(settings);
    if (List.of(ISSUER, KEYS, AUDIENCE, CLIENT).stream().anyMatch(key -> settings.text(key).isPresent())) {
      check.provider();
      // The desk's operators manage webhooks there, and its auditors search the trail.
      check.findings.addAll(new KeyFiles(settings).tokenFor("notification-service").findings());
    }
    return check.findings;
  }

  private void provider() {
    for (String key : List.of(ISSUER, KEYS, AUDIENCE)) {
      if (settings.text(key).isEmpty()) {
        report(key, "is not set, and another setting of the company's OIDC provider is",
            "set all of " + String.join(", ", ISSUER, KEYS, AUDIENCE) + ", or none: then there is no support desk");
      }
    }
    Optional<String> issuer = settings.text(ISSUER);
    for (String other : List.of("portcullis.origin", "portcullis.service-token.issuer")) {
      if (issuer.isPresent() && issuer.equals(settings.text(other))) {
        report(ISSUER, "is that of " + other + ": such tokens are not of staff", "set it to the issuer of the company's OIDC provider");
      }
    }
    settings.text(AUDIENCE).filter(OTHER_AUDIENCES::contains).ifPresent(name -> report(AUDIENCE,
        "`" + name + "` is the audience of other tokens", "give the support desk an audience of its own, such as `portcullis-support`"));
    if (settings.isProduction()) {
      List.of(ISSUER, KEYS).forEach(this::encrypted);
    }
    OTHER_PORTS.forEach((key, usual) -> {
      if (settings.text(PORT).orElse(USUAL_PORT).equals(settings.text(key).orElse(usual))) {
        report(PORT, "is the port of " + key, "give the support desk a port of its own");
      }
    });
    if (ROLES.stream().map(key -> settings.text(key).orElse(USUAL_ROLES.get(key))).distinct().count() < ROLES.size()) {
      report(ROLES.getFirst(), "is the name of another role, too: one person would be both", "give each role a name of its own");
    }
  }

  private void encrypted(String key) {
    settings.text(key).filter(url -> url.startsWith("http:")).ifPresent(_ -> report(key,
        "is not https: whoever is on the way could say who is staff", "set it to a URL that begins with `https://`"));
  }

  private void report(String key, String problem, String remedy) {
    findings.add(new Finding(key, problem, remedy));
  }
}
