package io.portcullis.bench;

import io.portcullis.acceptance.Eventually;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs scenarios against a suite and keeps the books of what its processes use meanwhile.
final class Meter {
  private static final Duration WARM_UP_ROUND = Duration.ofSeconds(2);
  /// What registration left to do is done by then.
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final int MOST_GLANCES = 60;
  /// Milliseconds of CPU a second above those of the idle suite: what a compiler that is still at it may use.
  private static final double HARDLY_BUSY = 100;

  private final Target target;
  private final LoadClient load;
  private final Duration time;
  private double idleMillis;

  /// @param time how long each scenario is measured
  Meter(Target target, LoadClient load, Duration time) {
    this.target = target;
    this.load = load;
    this.time = time;
  }

  static String machine() {
    return "%s %s, Java %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.version());
  }

  /// @param warmUp so many requests at least, because compilers count calls and not seconds
  Measurement measure(Scenario scenario, long warmUp) {
    System.out.printf("warming up and measuring %s%n", scenario.name());
    warmUp(scenario, warmUp);
    try (var allocations = new Allocations(target.ports())) {
      // CPU within, so that it holds nothing of the question what was allocated.
      Map<String, Double> allocated = allocations.bytes();
      Map<String, Duration> before = cpu();
      LoadClient.Run run = load.run(scenario, time);
      Map<String, Duration> used = since(before);
      var measured = Measurement.of(scenario, run, used, allocations.since(allocated));
      // At once: what comes later may fail.
      System.out.printf("  %s/s, p99 %s ms, %s ms of CPU, %s KiB allocated, %d errors%n", Digits.of(measured.perSecond()),
          Digits.of(measured.latency().p99Millis()), Digits.of(measured.suiteCpuMillisPerRequest()), Digits.of(measured.allocatedKib()), measured.errors());
      return measured;
    }
  }

  void warmUp(Scenario scenario, long requests) {
    for (long done = 0; done < requests; ) done += load.run(scenario, WARM_UP_ROUND).micros().getTotalCount();
  }

  /// CPU milliseconds per second by process while nobody asks anything.
  Map<String, Double> idle() {
    System.out.println("measuring the idle suite");
    rest(SETTLING);
    Map<String, Duration> before = cpu();
    rest(IDLE);
    Map<String, Double> idle = Measurement.perUnit(since(before), IDLE.toSeconds());
    idleMillis = Measurement.suite(idle);
    return idle;
  }

  /// Waits for what the last scenario left to do: each session that it ended is told to every service, after the answer.
  void settle() {
    for (int glances = 0; glances < MOST_GLANCES; glances++) {
      Map<String, Duration> before = cpu();
      rest(GLANCE);
      if (Measurement.suite(Measurement.perUnit(since(before), GLANCE.toSeconds())) < idleMillis + HARDLY_BUSY) return;
    }
    System.out.println("  the suite is still busy with what came before");
  }

  private static void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Eventually.holds(time.multipliedBy(2), "the idle time has passed", () -> System.nanoTime() - end >= 0);
  }

  private Map<String, Duration> since(Map<String, Duration> before) {
    var used = new LinkedHashMap<String, Duration>();
    cpu().forEach((process, now) -> used.put(process, now.minus(before.get(process))));
    return used;
  }

  private Map<String, Duration> cpu() {
    var times = new LinkedHashMap<>(new Books(target.pids()).cpu());
    Duration own = load.cpu();
    times.put(Measurement.LOAD_CLIENT, own);
    // The launcher of our own suite is this very process; its figure is what the load client leaves of it.
    if (target.restartable().isPresent()) times.merge(Books.LAUNCHER, own, Duration::minus);
    return times;
  }
}
