package io.portcullis.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What the same work cost at each size: a row per size and a column per scenario.
///
/// @param postgres its settings that matter here
record ScaleReport(String machine, int cores, int connections, long seconds, Map<String, String> postgres, List<Stage> stages) implements Result {
  /// @param sessions that were generated
  /// @param rows     in the table when the measurement began, those of the benchmark's own customers included
  record Stage(int sessions, long rows, long secondsToGenerate, Map<String, GeneratedSessions.Size> sizes, List<Measurement> scenarios) {}

  @Override
  public void print(PrintStream out) {
    out.printf("%n%s, %d cores, %d connections, %d s per scenario%nPostgreSQL: %s%n", machine, cores, connections, seconds, postgres);
    print(out, "requests/s", "%24.0f", Measurement::perSecond);
    print(out, "p50 ms", "%24.2f", row -> row.latency().p50Millis());
    print(out, "p99 ms", "%24.2f", row -> row.latency().p99Millis());
    print(out, "CPU ms per request, whole suite", "%24.3f", Measurement::suiteCpuMillisPerRequest);
    print(out, "CPU ms per request, PostgreSQL", "%24.3f", row -> row.cpuMillisPerRequest().get(Measurement.POSTGRES));
    print(out, "errors", "%24.0f", Measurement::errors);
    out.printf("%nrows and indexes, MiB%n");
    stages.forEach(stage -> {
      out.printf("%,12d", stage.sessions());
      stage.sizes().forEach((table, size) -> out.printf("  %s %.0f + %.0f", table, size.tableMib(), size.indexMib()));
      out.printf("  (%,d rows of session; generated in %d s)%n", stage.rows(), stage.secondsToGenerate());
    });
  }

  @Override
  public Map<String, Map<Figure, Double>> figures() {
    var rows = new LinkedHashMap<String, Map<Figure, Double>>();
    stages.forEach(stage -> stage.scenarios().forEach(row -> rows.put(String.format(Locale.ROOT, "%s, %,d sessions", row.scenario(), stage.sessions()),
        row.figures(row.suiteCpuMillisPerRequest()))));
    return rows;
  }

  @Override
  public boolean isIncomplete() {
    return stages == null;
  }

  private void print(PrintStream out, String title, String format, ToDoubleFunction<Measurement> figure) {
    out.printf("%n%s%n%12s", title, "sessions");
    stages.getFirst().scenarios().forEach(row -> out.printf("%24s", row.scenario()));
    out.println();
    stages.forEach(stage -> {
      out.printf("%,12d", stage.sessions());
      stage.scenarios().forEach(row -> out.printf(format, figure.applyAsDouble(row)));
      out.println();
    });
  }
}
