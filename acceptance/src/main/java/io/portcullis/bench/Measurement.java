package io.portcullis.bench;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What one scenario took.
///
/// @param cpuMillisPerRequest by process, the load client's own among them
/// @param suiteCpuMillisPerRequest all of them but the load client
/// @param allocatedKibPerRequest by service, on its Java heap; a service that does not tell is absent
record Measurement(String scenario, long requests, long errors, double perSecond, @JsonUnwrapped Latency latency,
    Map<String, Double> cpuMillisPerRequest, double suiteCpuMillisPerRequest, Map<String, Double> allocatedKibPerRequest) {
  static final String POSTGRES = "postgres";
  static final String LOAD_CLIENT = "load client";
  private static final double BYTES_PER_KIB = 1024.0;

  Measurement {
    // Files of older benchmarks have none.
    allocatedKibPerRequest = Objects.requireNonNullElse(allocatedKibPerRequest, Map.of());
  }

  /// @param allocatedBytes by service
  static Measurement of(Scenario scenario, LoadClient.Run run, Map<String, Duration> cpu, Map<String, Double> allocatedBytes) {
    long requests = run.micros().getTotalCount();
    Map<String, Double> each = perUnit(cpu, requests);
    var allocated = new LinkedHashMap<String, Double>();
    allocatedBytes.forEach((service, bytes) -> allocated.put(service, bytes / BYTES_PER_KIB / requests));
    return new Measurement(scenario.name(), requests, run.errors(), run.perSecond(), Latency.of(run.micros()), each, suite(each), allocated);
  }

  static Map<String, Double> perUnit(Map<String, Duration> cpu, double units) {
    var each = new LinkedHashMap<String, Double>();
    cpu.forEach((process, time) -> each.put(process, time.toNanos() / 1e6 / units));
    return each;
  }

  static double suite(Map<String, Double> cpuMillis) {
    return cpuMillis.entrySet().stream().filter(process -> !process.getKey().equals(LOAD_CLIENT))
        .mapToDouble(Map.Entry::getValue).sum();
  }

  /// @param cpuMillis of the whole suite
  Map<Figure, Double> figures(double cpuMillis) {
    var figures = new EnumMap<Figure, Double>(Figure.class);
    figures.put(Figure.PER_SECOND, perSecond);
    figures.put(Figure.P99, latency.p99Millis());
    figures.put(Figure.CPU, cpuMillis);
    Optional.ofNullable(cpuMillisPerRequest.get(POSTGRES)).ifPresent(millis -> figures.put(Figure.POSTGRES, millis));
    if (!allocatedKibPerRequest.isEmpty()) figures.put(Figure.ALLOCATED, allocatedKib());
    return figures;
  }

  double allocatedKib() {
    return allocatedKibPerRequest.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
