package io.portcullis.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The usual run as a page for people.
final class ReportPage {
  private static final String HASH = "bare hash";
  private static final String AUTH = "auth-service";

  private final Report report;
  private final Optional<Report> baseline;
  private final Optional<Comparison> comparison;

  private ReportPage(Report report, Optional<Report> baseline, Optional<Comparison> comparison) {
    this.report = report;
    this.baseline = baseline;
    this.comparison = comparison;
  }

  static String of(Report report, Optional<Report> baseline, Optional<Comparison> comparison) {
    return new ReportPage(report, baseline, comparison).page();
  }

  private String page() {
    var sections = new ArrayList<String>();
    sections.add("<p>%s, %d cores, %d connections, %d s for each row. One Argon2id hash (m=%d KiB, t=%d) costs %s ms of CPU.</p>".formatted(
        Html.escape(report.machine()), report.cores(), report.connections(), report.seconds(), report.bareHash().memoryKib(),
        report.bareHash().passes(), Digits.of(report.bareHash().cpuMillis())));
    comparison.ifPresent(change -> sections.add(change.section()));
    sections.add(Html.section("Where a request's time goes", "CPU milliseconds per request by process. Each row has its own scale. "
        + "The password hash is drawn apart from auth-service. Below it, where there is a baseline, the same before.", bars(), cpu()));
    sections.add(Html.section("Latency", "Share of the requests by the time they took, on one logarithmic axis. The upright line is the median; "
        + "the outline is the baseline. The load client is a closed loop, so these are times of a busy suite.", strips(), latency()));
    sections.add(Html.section("Ratios", "CPU of the whole suite, less what it uses idle, measured in bare answers and in bare hashes of this run. "
        + "Compare these between machines, not milliseconds.", ratios()));
    sections.add(Html.section("Allocations", "KiB per request on the services' Java heaps.", allocations()));
    sections.add(Html.section("Memory", "Proportional set size after the load.", memory()));
    return Html.page("What a request costs", sections);
  }

  private String bars() {
    return StackedBars.svg("CPU milliseconds per request by process", report.scenarios().stream()
        .map(row -> new StackedBars.Bar(row.scenario(), parts(report, row),
            baseline.flatMap(before -> before.row(row.scenario()).map(earlier -> parts(before, earlier))).orElse(Map.of()))).toList());
  }

  private static Map<String, Double> parts(Report of, Measurement row) {
    var parts = new LinkedHashMap<>(row.cpuMillisPerRequest());
    parts.remove(Measurement.LOAD_CLIENT);
    if (row.scenario().equals(Scenarios.SIGN_IN)) {
      double hash = Math.min(of.bareHash().cpuMillis(), parts.getOrDefault(AUTH, 0.0));
      parts.merge(AUTH, -hash, Double::sum);
      parts.put(HASH, hash);
    }
    return parts;
  }

  private String cpu() {
    List<String> processes = List.copyOf(report.idleCpuMillisPerSecond().keySet());
    var rows = new ArrayList<List<String>>();
    report.scenarios().forEach(row -> rows.add(cells(row.scenario(), processes, row.cpuMillisPerRequest(),
        Digits.of(row.suiteCpuMillisPerRequest()), Digits.of(report.withoutIdle(row)))));
    rows.add(cells(Report.IDLE, processes, report.idleCpuMillisPerSecond(), Digits.of(Measurement.suite(report.idleCpuMillisPerSecond())), ""));
    return Html.table(heads(processes, "suite", "without idle"), rows);
  }

  private String strips() {
    return LatencyStrips.svg("Latency histograms", report.scenarios().stream().map(row -> new LatencyStrips.Strip(row.scenario(), row.latency(),
        baseline.flatMap(before -> before.row(row.scenario())).map(Measurement::latency))).toList());
  }

  private String latency() {
    return Html.table(List.of("", "requests/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "requests", "errors"), report.scenarios().stream()
        .map(row -> List.of(row.scenario(), Digits.of(row.perSecond()), Digits.of(row.latency().p50Millis()), Digits.of(row.latency().p95Millis()),
            Digits.of(row.latency().p99Millis()), Digits.of(row.latency().maxMillis()), Long.toString(row.requests()), Long.toString(row.errors()))).toList());
  }

  private String ratios() {
    return Html.table(List.of("", "bare answers", "bare hashes"), report.scenarios().stream().map(row -> List.of(row.scenario(),
        report.inBareAnswers(row).stream().mapToObj(Digits::of).findFirst().orElse(""), Digits.of(report.inBareHashes(row)))).toList());
  }

  private String allocations() {
    List<String> services = report.allocatingServices();
    if (services.isEmpty()) return Html.table(List.of("The services did not tell."), List.of());
    return Html.table(heads(services, "suite"), report.scenarios().stream()
        .map(row -> cells(row.scenario(), services, row.allocatedKibPerRequest(), Digits.of(row.allocatedKib()))).toList());
  }

  private String memory() {
    return Html.table(List.of("", "MiB"), report.pssKib().entrySet().stream()
        .map(process -> List.of(process.getKey(), Digits.of(process.getValue() / Report.KIB_PER_MIB))).toList());
  }

  private static List<String> heads(List<String> columns, String... last) {
    return Stream.of(Stream.of(""), columns.stream(), Stream.of(last)).flatMap(texts -> texts).toList();
  }

  private static List<String> cells(String name, List<String> columns, Map<String, Double> figures, String... last) {
    Stream<String> cells = columns.stream().map(column -> Optional.ofNullable(figures.get(column)).map(Digits::of).orElse(""));
    return Stream.of(Stream.of(name), cells, Stream.of(last)).flatMap(texts -> texts).toList();
  }
}
