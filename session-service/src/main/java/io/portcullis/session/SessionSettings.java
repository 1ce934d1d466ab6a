package io.portcullis.session;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import io.portcullis.session.apikey.ApiKeyScopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What session-service checks beside the bounds of its options.
final class SessionSettings {

  private static final String TOKEN = "portcullis.access-token.lifetime";
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final List<String> IDLE = List.of("portcullis.session.idle", "portcullis.session.remembered-idle");
  private static final String SCOPES = "portcullis.api-keys.scopes";
  private static final String SUPPORT = "portcullis.support.callers";
  private static final List<String> GROUPS = List.of("portcullis.introspection.callers", "portcullis.operation.callers", SUPPORT);
  private static final String FURTHER = "portcullis.service-token.callers";
  private static final String RECOVERY_SERVICE = "recovery-service";
  /// Who was in a group once, and must not gain rights by leaving it.
  private static final Set<String> NEVER_ALL = Set.of("gateway", "operator", RECOVERY_SERVICE);

  private SessionSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).publicKey("message-box-public.json").findings());
    Duration lifetime = settings.duration(TOKEN).orElse(USUAL_LIFETIME);
    for (String key : IDLE) {
      settings.duration(key).filter(idle -> idle.compareTo(lifetime) < 0).ifPresent(_ ->
          findings.add(new Finding(key, "ends a session before its first access token has ended",
              "set it to more than " + TOKEN + ", which is " + lifetime.toSeconds() + " s")));
    }
    settings.texts(SCOPES).stream().filter(scope -> !ApiKeyScopes.isUsable(scope)).forEach(scope ->
        findings.add(new Finding(SCOPES, "`" + scope + "` is no scope that API keys can have",
            "use small letters, digits and `._-`, and neither `account` nor `restricted`, which tokens have")));
    callers(settings, findings);
    return findings;
  }

  /// Whose name stands in a group may do that and nothing else; whose stands in none may open sessions.
  private static void callers(Settings settings, List<Finding> findings) {
    for (String key : GROUPS) {
      if (settings.texts(key).contains(InternalCallers.AUTH_SERVICE)) {
        findings.add(new Finding(key, "names `auth-service`, which could then open no session: every sign-in would fail",
            "take `auth-service` away here; it needs no setting"));
      }
    }
    if (!settings.texts(SUPPORT).contains(RECOVERY_SERVICE)) {
      findings.add(new Finding(SUPPORT, "lacks `recovery-service`: the support desk would see no sign-in", "add `recovery-service`"));
    }
    Set<String> grouped = GROUPS.stream().flatMap(key -> settings.texts(key).stream()).collect(Collectors.toUnmodifiableSet());
    settings.texts(FURTHER).stream().filter(NEVER_ALL::contains).filter(caller -> !grouped.contains(caller)).forEach(caller ->
        findings.add(new Finding(FURTHER, "`" + caller + "` stands in no group of callers, so it could open sessions for any account",
            "take it away here, or add it to one of " + String.join(", ", GROUPS))));
  }
}
