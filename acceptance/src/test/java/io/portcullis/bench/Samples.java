package io.portcullis.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Results as a run would make them.
final class Samples {
  static final List<String> ROWS = List.of(Scenarios.BARE_ANSWER, "/check", "refresh", Scenarios.SIGN_IN_MINIMAL, Scenarios.SIGN_IN,
      Scenarios.SIGN_IN_TOTP, Scenarios.SIGN_IN_WEBAUTHN);
  private static final List<String> PROCESSES = List.of("session-service", "auth-service", "postgres", Books.LAUNCHER, Measurement.LOAD_CLIENT);
  private static final double CPU_OF_SIGN_IN = 50;

  private Samples() {}

  /// @param cost how much dearer than the usual sample everything but the hash is
  static Report report(double cost) {
    var rows = new ArrayList<Measurement>();
    for (String name : ROWS) rows.add(row(name, name.equals(Scenarios.SIGN_IN) ? CPU_OF_SIGN_IN : 1 + rows.size(), cost));
    return new Report("Linux <test> & \"co\"", 2, 16, 8, new BareHash.Cost(19_456, 2, 100, 30, 31), cpu(1), rows,
        Map.of("auth-service", 204_800L, "postgres", 102_400L));
  }

  static ScaleReport scale(double cost) {
    return new ScaleReport("Linux", 2, 16, 8, Map.of("shared_buffers", "128MB"), List.of(stage(10_000, cost), stage(1_000_000, cost)));
  }

  /// @param micros one request each
  static Latency latency(long... micros) {
    var histogram = new Histogram(3);
    for (long value : micros) histogram.recordValue(value);
    return Latency.of(histogram);
  }

  private static ScaleReport.Stage stage(int sessions, double cost) {
    return new ScaleReport.Stage(sessions, sessions, 3, Map.of("session", new GeneratedSessions.Size(6, 3)),
        List.of(row("opening", 4, cost), row("refresh", 1, cost)));
  }

  private static Measurement row(String name, double millis, double cost) {
    Map<String, Double> cpu = cpu(millis * cost);
    return new Measurement(name, 1000, 0, 100 / cost, latency((long) (900 * cost), (long) (1000 * cost), (long) (40_000 * cost)), cpu,
        Measurement.suite(cpu), Map.of("session-service", 12.5 * cost, "auth-service", 30 * cost));
  }

  /// @param millis of the whole suite
  private static Map<String, Double> cpu(double millis) {
    var cpu = new LinkedHashMap<String, Double>();
    for (String process : PROCESSES) cpu.put(process, millis / (PROCESSES.size() - 1));
    return cpu;
  }
}
