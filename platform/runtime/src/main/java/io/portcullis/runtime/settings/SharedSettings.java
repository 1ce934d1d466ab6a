package io.portcullis.runtime.settings;

import io.portcullis.runtime.http.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What every service checks beside the bounds of its options.
final class SharedSettings {

  /// The widest network of gateways in production. Google's load balancers, which speak from a /16, are the widest in use.
  private static final int SHORTEST_IPV4_PREFIX = 16;
  private static final int SHORTEST_IPV6_PREFIX = 48;
  private static final String LIFETIME = "portcullis.access-token.lifetime";
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final String MEMORY = "portcullis.ended-sessions.memory";
  private static final Duration USUAL_MEMORY = Duration.ofMinutes(10);
  private static final Duration CLOCKS = Duration.ofMinutes(5);
  private static final int IPV4_BITS = 32;
  private static final Network LOOPBACK = Network.parse("127.0.0.0/8").orElseThrow();

  private SharedSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<Finding>();
    if (settings.isProduction()) {
      trustedProxies(settings, findings);
    }
    memoryOfEndings(settings, findings);
    findings.addAll(StoreSettings.check(settings));
    findings.addAll(KafkaSettings.check(settings));
    findings.addAll(new KeyFiles(settings).secrets("seal-keys.json").publicKeys("service-token-jwks.json")
        .eventKeys(settings.service()).findings());
    return findings;
  }

  /// A token that outlives what an instance learns of the past at its start would be good again after its session ended.
  private static void memoryOfEndings(Settings settings, List<Finding> findings) {
    Duration lifetime = settings.duration(LIFETIME).orElse(USUAL_LIFETIME);
    settings.duration(MEMORY).or(() -> settings.text(MEMORY).isPresent() ? Optional.empty() : Optional.of(USUAL_MEMORY))
        .filter(memory -> memory.compareTo(lifetime.plus(CLOCKS)) < 0)
        .ifPresent(memory -> findings.add(new Finding(MEMORY, "%d s is less than %s, which is %d s, and five minutes for clocks that differ"
            .formatted(memory.toSeconds(), LIFETIME, lifetime.toSeconds()),
            "set it to at least %ds, in every service".formatted(lifetime.plus(CLOCKS).toSeconds()))));
  }

  /// Each address in there may say of its requests that they come from anywhere.
  private static void trustedProxies(Settings settings, List<Finding> findings) {
    for (String each : settings.texts("portcullis.trusted-proxies")) {
      Network.parse(each).filter(network -> !LOOPBACK.contains(network))
          .filter(network -> network.length() < (network.bits() == IPV4_BITS ? SHORTEST_IPV4_PREFIX : SHORTEST_IPV6_PREFIX))
          .ifPresent(_ -> findings.add(new Finding("portcullis.trusted-proxies",
              "`" + each + "` holds more than gateways: everybody in it may forge the address of a client",
              "name the gateway's own addresses, such as `192.0.2.10/32`; at widest a /16 of IPv4 or a /48 of IPv6")));
    }
  }
}
