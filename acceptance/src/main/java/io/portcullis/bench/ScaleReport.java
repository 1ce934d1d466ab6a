package io.portcullis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What the same work cost at each size: a row per size and a column per scenario, the same as JSON for machines.
///
/// @param postgres its settings that matter here
record ScaleReport(String machine, int cores, int connections, long seconds, Map<String, String> postgres, List<Stage> stages) {
  private static final String POSTGRES = "postgres";

  /// @param sessions that were generated
  /// @param rows     in the table when the measurement began, those of the benchmark's own customers included
  record Stage(int sessions, long rows, long secondsToGenerate, Map<String, GeneratedSessions.Size> sizes, List<Measurement> scenarios) {}

  void write(Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }

  void print(PrintStream out) {
    out.printf("%n%s, %d cores, %d connections, %d s per scenario%nPostgreSQL: %s%n", machine, cores, connections, seconds, postgres);
    print(out, "requests/s", "%24.0f", Measurement::perSecond);
    print(out, "p50 ms", "%24.2f", row -> row.latency().p50Millis());
    print(out, "p99 ms", "%24.2f", row -> row.latency().p99Millis());
    print(out, "CPU ms per request, whole suite", "%24.3f", Measurement::suiteCpuMillisPerRequest);
    print(out, "CPU ms per request, PostgreSQL", "%24.3f", row -> row.cpuMillisPerRequest().get(POSTGRES));
    print(out, "errors", "%24.0f", Measurement::errors);
    out.printf("%nrows and indexes, MiB%n");
    stages.forEach(stage -> {
      out.printf("%,12d", stage.sessions());
      stage.sizes().forEach((table, size) -> out.printf("  %s %.0f + %.0f", table, size.tableMib(), size.indexMib()));
      out.printf("  (%,d rows of session; generated in %d s)%n", stage.rows(), stage.secondsToGenerate());
    });
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
