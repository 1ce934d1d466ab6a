package io.portcullis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The benchmark's command line.
///
/// @param base  where the ports of its own suite begin
/// @param state folder of a suite that is running already and is to be measured; empty to start one
/// @param time  how long each scenario is measured
/// @param warmUp how many requests go before that
/// @param json   where the result is written
/// @param baseline the result of an earlier run of the same kind, with which this one is compared
/// @param sessions to how many the tables are to grow, one measurement after the other; empty for the usual benchmark
record BenchOptions(int base, Optional<Path> state, Duration time, int warmUp, int connections, Path json, Optional<Path> baseline,
    List<Integer> sessions) {
  static final String USAGE = """
      Usage: bench [--seconds 10] [--warm-up 30000] [--connections 16] [--json FILE] [--base 25080]
             [--baseline FILE]  show what has changed since the run that wrote this JSON file
             [--state FOLDER]   measure the suite that runs on this folder instead of starting one
             [--sessions 10000,100000,1000000,10000000]   measure sign-in, refresh and lists while so many sessions live
             [--timing]   measure instead whether the time of a refused sign-in tells that there is an account""";
  private static final int MOST_SECONDS = 600;
  private static final int MOST_WARM_UP = 99_999;
  private static final int MOST_CONNECTIONS = 250;
  private static final int FEWEST_SESSIONS = 10_000;
  private static final int MOST_SESSIONS = 50_000_000;

  /// @throws IllegalArgumentException with the words for the one who typed it
  static BenchOptions parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) given.put(arguments[i], arguments[i + 1]);
    if (arguments.length % 2 == 1) throw new IllegalArgumentException(USAGE);
    String jsonByDefault = given.containsKey("--sessions") ? "acceptance/target/bench-sessions.json" : "acceptance/target/bench.json";
    var options = new BenchOptions(number(given, "--base", 25080, 65_000), Optional.ofNullable(given.remove("--state")).map(Path::of),
        Duration.ofSeconds(number(given, "--seconds", 10, MOST_SECONDS)), number(given, "--warm-up", 30_000, MOST_WARM_UP),
        number(given, "--connections", 16, MOST_CONNECTIONS), Path.of(Optional.ofNullable(given.remove("--json")).orElse(jsonByDefault)),
        Optional.ofNullable(given.remove("--baseline")).map(Path::of), sessions(given.remove("--sessions")));
    // Other people's tables are not ours to fill.
    if (!given.isEmpty() || options.state().isPresent() && !options.sessions().isEmpty()) throw new IllegalArgumentException(USAGE);
    return options;
  }

  /// The page for people, beside the JSON.
  Path html() {
    return json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", "") + ".html");
  }

  private static List<Integer> sessions(String text) {
    if (text == null) return List.of();
    if (!text.matches("\\d{1,8}(,\\d{1,8})*")) throw new IllegalArgumentException(USAGE);
    List<Integer> sizes = Arrays.stream(text.split(",")).map(Integer::parseInt).sorted().toList();
    if (sizes.getFirst() < FEWEST_SESSIONS || sizes.getLast() > MOST_SESSIONS) {
      throw new IllegalArgumentException("--sessions takes numbers from %d to %d.%n%s".formatted(FEWEST_SESSIONS, MOST_SESSIONS, USAGE));
    }
    return sizes;
  }

  private static int number(Map<String, String> given, String option, int otherwise, int most) {
    String text = given.remove(option);
    if (text == null) return otherwise;
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= most) return Integer.parseInt(text);
    throw new IllegalArgumentException("%s takes a number from 1 to %d.%n%s".formatted(option, most, USAGE));
  }
}
