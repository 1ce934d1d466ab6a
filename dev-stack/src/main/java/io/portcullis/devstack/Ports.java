package io.portcullis.devstack;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where everything listens: a base and fixed distances from it, so that several stacks live side by side
/// and a person who knows one knows all.
public record Ports(int base) {
  private static final int MANAGEMENT_DISTANCE = 40;
  private static final int STAFF_DISTANCE = 30;

  public Ports {
    if (base < 1024 || base > 65_000) {
      throw new StackFailure("The port base must lie between 1024 and 65000, not " + base);
    }
  }

  public int gateway() { return base; }

  public int service(Service service) { return base + service.portOffset(); }

  /// Of health and metrics of the instance that answers on `servicePort`.
  public static int management(int servicePort) { return servicePort + MANAGEMENT_DISTANCE; }

  /// Of the support desk of the recovery-service that answers on `servicePort`.
  public static int staff(int servicePort) { return servicePort + STAFF_DISTANCE; }

  /// Of the double of the company's OIDC provider.
  public int staffIssuer() { return base + 27; }

  public int inbox() { return base + 25; }

  public int smtp() { return base + 26; }

  public int postgres() { return base + 32; }

  public int redis() { return base + 79; }

  public int kafka() { return base + 92; }

  public int kafkaController() { return base + 93; }

  /// Only of a locked stack: where its broker is administered.
  public int kafkaLoopback() { return base + 94; }

  /// The ports of the stack without services, with what a person calls them.
  Map<String, Integer> ofStack() {
    var named = new LinkedHashMap<String, Integer>();
    named.put("gateway", gateway());
    named.put("inbox", inbox());
    named.put("SMTP", smtp());
    named.put("staff issuer", staffIssuer());
    named.put("PostgreSQL", postgres());
    named.put("Redis", redis());
    named.put("Kafka", kafka());
    named.put("Kafka controller", kafkaController());
    return named;
  }

  Map<String, Integer> ofServices() {
    var named = new LinkedHashMap<String, Integer>();
    for (Service service : Service.values()) {
      named.put(service.fullName(), service(service));
      named.put(service.fullName() + "'s management", management(service(service)));
    }
    named.put("support desk", staff(service(Service.RECOVERY)));
    return named;
  }
}
