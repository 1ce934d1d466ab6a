package io.portcullis.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What one scenario took.
///
/// @param cpuMillisPerRequest by process, the load client's own among them
/// @param suiteCpuMillisPerRequest all of them but the load client
record Measurement(String scenario, long requests, long errors, double perSecond, double p50Millis, double p95Millis,
    double p99Millis, double maxMillis, Map<String, Double> cpuMillisPerRequest, double suiteCpuMillisPerRequest) {
  static final String LOAD_CLIENT = "load client";

  static Measurement of(Scenario scenario, LoadClient.Run run, Map<String, Duration> cpu) {
    Histogram micros = run.micros();
    long requests = micros.getTotalCount();
    Map<String, Double> each = perUnit(cpu, requests);
    return new Measurement(scenario.name(), requests, run.errors(), run.perSecond(), millis(micros, 50), millis(micros, 95),
        millis(micros, 99), micros.getMaxValue() / 1000.0, each, suite(each));
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

  private static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
