package io.portcullis.runtime.settings;

import io.portcullis.runtime.http.Network;
import java.util.ArrayList;
import java.util.List;

/// What every service checks beside the bounds of its options.
final class SharedSettings {

  /// The widest network of gateways in production. Google's load balancers, which speak from a /16, are the widest in use.
  private static final int SHORTEST_IPV4_PREFIX = 16;
  private static final int SHORTEST_IPV6_PREFIX = 48;
  private static final int IPV4_BITS = 32;
  private static final Network LOOPBACK = Network.parse("127.0.0.0/8").orElseThrow();

  private SharedSettings() {}

  static List<Finding> check(Settings settings) {
    var findings = new ArrayList<Finding>();
    if (settings.isProduction()) {
      trustedProxies(settings, findings);
    }
    findings.addAll(new KeyFiles(settings).secrets("seal-keys.json").publicKeys("service-token-jwks.json")
        .eventKeys(settings.service()).findings());
    return findings;
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
