package io.portcullis.bench;

import io.portcullis.acceptance.Client;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// What the services have allocated on their Java heaps, by their own metrics.
///
/// Micrometer counts the allocated bytes at each collection of the young generation. What was allocated since then lies in
/// Eden, so both together are exact to the moment.
final class Allocations implements AutoCloseable {
  private static final String COUNTED = "jvm_gc_memory_allocated_bytes_total";
  private static final String IN_USE = "jvm_memory_used_bytes";
  private static final String EDEN = "Eden Space\"";

  private final Ports ports;
  private final Client client;

  Allocations(Ports ports) {
    this.ports = ports;
    this.client = Client.of(metrics(ports, Service.AUTH));
  }

  /// Bytes by service since it began. A service that does not tell, such as a native one, is absent.
  Map<String, Double> bytes() {
    var bytes = new LinkedHashMap<String, Double>();
    for (Service service : Service.values()) {
      bytes(client.at(metrics(ports, service)).get("/q/metrics").expect(200).body())
          .ifPresent(allocated -> bytes.put(service.fullName(), allocated));
    }
    return bytes;
  }

  Map<String, Double> since(Map<String, Double> before) {
    var since = new LinkedHashMap<>(bytes());
    since.keySet().retainAll(before.keySet());
    since.replaceAll((service, now) -> now - before.get(service));
    return since;
  }

  /// @param exposition in Prometheus' text format
  static OptionalDouble bytes(String exposition) {
    if (exposition.lines().noneMatch(line -> line.startsWith(COUNTED))) return OptionalDouble.empty();
    return OptionalDouble.of(sum(exposition, line -> line.startsWith(COUNTED))
        + sum(exposition, line -> line.startsWith(IN_USE) && line.contains(EDEN)));
  }

  @Override
  public void close() {
    client.close();
  }

  private static double sum(String exposition, Predicate<String> wanted) {
    return exposition.lines().filter(wanted).mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
  }

  private static URI metrics(Ports ports, Service service) {
    return URI.create("http://127.0.0.1:" + Ports.management(ports.service(service)));
  }
}
