package io.portcullis.bench;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the usual run measured: what each kind of request costs.
///
/// @param idleCpuMillisPerSecond what the processes use while nobody asks anything
/// @param pssKib                 memory by process after the load
record Report(String machine, int cores, int connections, long seconds, BareHash.Cost bareHash,
    Map<String, Double> idleCpuMillisPerSecond, List<Measurement> scenarios, Map<String, Long> pssKib) implements Result {
  static final String IDLE = "idle, per second";
  static final double KIB_PER_MIB = 1024.0;

  @Override
  public void print(PrintStream out) {
    out.printf("%n%s, %d cores, %d connections, %d s per scenario%n", machine, cores, connections, seconds);
    out.printf("bare hash: Argon2id m=%d KiB t=%d by libsodium: %.2f ms of CPU, one after the other on one thread%n%n",
        bareHash.memoryKib(), bareHash.passes(), bareHash.cpuMillis());
    out.printf("%-28s %10s %9s %9s %9s %9s %7s%n", "", "requests/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors");
    scenarios.forEach(row -> out.printf("%-28s %10.0f %9.2f %9.2f %9.2f %9.2f %7d%n", row.scenario(), row.perSecond(),
        row.latency().p50Millis(), row.latency().p95Millis(), row.latency().p99Millis(), row.latency().maxMillis(), row.errors()));
    printCpu(out);
    printRatios(out);
    printAllocations(out);
    printMemory(out);
  }

  @Override
  public Map<String, Map<Figure, Double>> figures() {
    var rows = new LinkedHashMap<String, Map<Figure, Double>>();
    rows.put("bare hash", Map.of(Figure.CPU, bareHash.cpuMillis()));
    scenarios.forEach(row -> rows.put(row.scenario(), row.figures(withoutIdle(row))));
    row(Scenarios.SIGN_IN).ifPresent(row -> rows.put("sign-in less the bare hash", Map.of(Figure.CPU, withoutIdle(row) - bareHash.cpuMillis())));
    var idle = new EnumMap<Figure, Double>(Map.of(Figure.CPU, Measurement.suite(idleCpuMillisPerSecond)));
    Optional.ofNullable(idleCpuMillisPerSecond.get(Measurement.POSTGRES)).ifPresent(millis -> idle.put(Figure.POSTGRES, millis));
    rows.put(IDLE, idle);
    return rows;
  }

  @Override
  public boolean isIncomplete() {
    return scenarios == null || bareHash == null || idleCpuMillisPerSecond == null;
  }

  Optional<Measurement> row(String scenario) {
    return scenarios.stream().filter(row -> row.scenario().equals(scenario)).findFirst();
  }

  /// The suite's CPU time per request, less what it would have used in that time anyway.
  double withoutIdle(Measurement row) {
    return row.suiteCpuMillisPerRequest() - Measurement.suite(idleCpuMillisPerSecond) / row.perSecond();
  }

  /// How many bare answers cost the same CPU time. Empty when none was measured.
  OptionalDouble inBareAnswers(Measurement row) {
    return row(Scenarios.BARE_ANSWER).map(bare -> OptionalDouble.of(withoutIdle(row) / withoutIdle(bare))).orElse(OptionalDouble.empty());
  }

  double inBareHashes(Measurement row) {
    return withoutIdle(row) / bareHash.cpuMillis();
  }

  /// Those that told what they allocate.
  List<String> allocatingServices() {
    return scenarios.stream().flatMap(row -> row.allocatedKibPerRequest().keySet().stream()).distinct().toList();
  }

  private void printRatios(PrintStream out) {
    out.printf("%nCPU of the suite without idle, in%n%-28s %12s %12s%n", "", "bare answers", "bare hashes");
    scenarios.forEach(row -> out.printf("%-28s %12s %12s%n", row.scenario(),
        inBareAnswers(row).stream().mapToObj(Digits::of).findFirst().orElse(""), Digits.of(inBareHashes(row))));
  }

  private void printAllocations(PrintStream out) {
    List<String> services = allocatingServices();
    if (services.isEmpty()) return;
    out.printf("%nallocated on the Java heaps, KiB per request%n%-28s", "");
    services.forEach(service -> out.printf(" %12s", service.replace("-service", "")));
    out.printf(" %12s%n", "suite");
    scenarios.forEach(row -> {
      out.printf("%-28s", row.scenario());
      services.forEach(service -> out.printf(" %12.1f", row.allocatedKibPerRequest().getOrDefault(service, 0.0)));
      out.printf(" %12.1f%n", row.allocatedKib());
    });
  }

  private void printCpu(PrintStream out) {
    List<String> processes = List.copyOf(idleCpuMillisPerSecond.keySet());
    out.printf("%nCPU ms per request%n%-28s", "");
    processes.forEach(process -> out.printf(" %12s", process.replace("-service", "")));
    out.printf(" %12s %12s%n", "suite", "without idle");
    scenarios.forEach(row -> {
      printCpu(out, row.scenario(), processes, row.cpuMillisPerRequest());
      out.printf(" %12.3f%n", withoutIdle(row));
    });
    printCpu(out, IDLE, processes, idleCpuMillisPerSecond);
    out.println();
    row(Scenarios.SIGN_IN).ifPresent(row ->
        out.printf("%nsign-in, configured hash, less the bare hash: %.2f ms of CPU for the whole suite%n", withoutIdle(row) - bareHash.cpuMillis()));
    row(Scenarios.SIGN_IN_MINIMAL).ifPresent(row ->
        out.printf("sign-in with next to no hash:                 %.2f ms of CPU for the whole suite%n", withoutIdle(row)));
    printFactor(out, Scenarios.SIGN_IN_TOTP);
    printFactor(out, Scenarios.SIGN_IN_WEBAUTHN);
  }

  /// What mfa-service does more than at a sign-in without a second factor.
  private void printFactor(PrintStream out, String factor) {
    OptionalDouble without = mfa(Scenarios.SIGN_IN_MINIMAL);
    OptionalDouble with = mfa(factor);
    if (without.isPresent() && with.isPresent()) {
      out.printf("%-45s adds %.2f ms of CPU in mfa-service%n", factor, with.getAsDouble() - without.getAsDouble());
    }
  }

  private OptionalDouble mfa(String scenario) {
    return scenarios.stream().filter(row -> row.scenario().equals(scenario))
        .mapToDouble(row -> row.cpuMillisPerRequest().getOrDefault("mfa-service", 0.0)).findFirst();
  }

  private static void printCpu(PrintStream out, String row, List<String> processes, Map<String, Double> millis) {
    out.printf("%-28s", row);
    processes.forEach(process -> out.printf(" %12.3f", millis.get(process)));
    out.printf(" %12.3f", Measurement.suite(millis));
  }

  private void printMemory(PrintStream out) {
    out.printf("%nmemory after the load (PSS, MiB):");
    pssKib.forEach((process, kib) -> out.printf("  %s %.0f", process, kib / KIB_PER_MIB));
    out.printf("%nthe five services together: %.0f MiB%n", pssKib.entrySet().stream()
        .filter(process -> process.getKey().endsWith("-service")).mapToLong(Map.Entry::getValue).sum() / KIB_PER_MIB);
  }
}
