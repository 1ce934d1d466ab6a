package io.portcullis.session;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.KeyFiles;
import io.portcullis.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What session-service checks beside the bounds of its options.
final class SessionSettings {

  private static final String TOKEN = "portcullis.access-token.lifetime";
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final List<String> IDLE = List.of("portcullis.session.idle", "portcullis.session.remembered-idle");
  private static final List<String> CALLERS =
      List.of("portcullis.introspection.callers", "portcullis.operation.callers", "portcullis.support.callers");

  private SessionSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<>(new KeyFiles(settings).publicKey("message-box-public.json").findings());
    Duration lifetime = settings.duration(TOKEN).orElse(USUAL_LIFETIME);
    for (String key : IDLE) {
      settings.duration(key).filter(idle -> idle.compareTo(lifetime) < 0).ifPresent(_ ->
          findings.add(new Finding(key, "ends a session before its first access token has ended",
              "set it to more than " + TOKEN + ", which is " + lifetime.toSeconds() + " s")));
    }
    Set<String> known = Set.copyOf(settings.texts("portcullis.service-token.callers"));
    for (String key : CALLERS) {
      settings.texts(key).stream().filter(caller -> !known.contains(caller)).forEach(caller ->
          findings.add(new Finding(key, "`" + caller + "` may not call this service at all",
              "add it to portcullis.service-token.callers, or take it away here")));
    }
    return findings;
  }
}
