package io.portcullis.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The run over many numbers of sessions as a page for people.
final class ScalePage {
  private ScalePage() {}

  static String of(ScaleReport report, Optional<Comparison> comparison) {
    var sections = new ArrayList<String>();
    sections.add("<p>%s, %d cores, %d connections, %d s for each row. PostgreSQL: %s.</p>".formatted(Html.escape(report.machine()),
        report.cores(), report.connections(), report.seconds(), Html.escape(report.postgres().toString())));
    comparison.ifPresent(change -> sections.add(change.section()));
    sections.add(section(report, "CPU of the whole suite", "CPU ms per request", Measurement::suiteCpuMillisPerRequest));
    sections.add(section(report, "CPU of PostgreSQL", "CPU ms per request", row -> row.cpuMillisPerRequest().getOrDefault(Measurement.POSTGRES, 0.0)));
    sections.add(section(report, "99th percentile", "ms", row -> row.latency().p99Millis()));
    sections.add(section(report, "Throughput", "requests per second", Measurement::perSecond));
    sections.add(Html.section("Errors", "Answers that were not those hoped for.", table(report, Measurement::errors)));
    return Html.page("What a request costs while many sessions live", sections);
  }

  private static String section(ScaleReport report, String title, String note, ToDoubleFunction<Measurement> figure) {
    return Html.section(title, note + ", by the number of sessions. Both axes are logarithmic: a level line is a cost that does not depend on it.",
        Courses.svg(title, courses(report, figure)), table(report, figure));
  }

  private static Map<String, Map<Integer, Double>> courses(ScaleReport report, ToDoubleFunction<Measurement> figure) {
    var courses = new LinkedHashMap<String, Map<Integer, Double>>();
    report.stages().forEach(stage -> stage.scenarios().forEach(row -> courses.computeIfAbsent(row.scenario(), _ -> new LinkedHashMap<>())
        .put(stage.sessions(), figure.applyAsDouble(row))));
    return courses;
  }

  private static String table(ScaleReport report, ToDoubleFunction<Measurement> figure) {
    var heads = new ArrayList<>(List.of("sessions"));
    report.stages().getFirst().scenarios().forEach(row -> heads.add(row.scenario()));
    return Html.table(heads, report.stages().stream().map(stage -> {
      var cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", stage.sessions())));
      stage.scenarios().forEach(row -> cells.add(Digits.of(figure.applyAsDouble(row))));
      return List.copyOf(cells);
    }).toList());
  }
}
