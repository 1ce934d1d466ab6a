package io.portcullis.testkit;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the service under test tells at its management port.
public final class Management {

  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private Management() {}

  /// In the form that Prometheus asks for: OpenMetrics 1.0.
  public static String metrics() {
    return Arc.container().instance(PrometheusMeterRegistry.class).get().scrape(OPEN_METRICS);
  }

  /// The values of `tag` that `metric` has a series for.
  public static Set<String> series(String metric, String tag) {
    Pattern series = Pattern.compile("^" + metric + "\\{(?:.*,)?" + tag + "=\"([^\"]*)\".*", Pattern.MULTILINE);
    return series.matcher(metrics()).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Of the one series of `metric` that has no tags.
  public static double value(String metric) {
    return Pattern.compile("^" + metric + " (\\S+)", Pattern.MULTILINE).matcher(metrics()).results()
        .mapToDouble(match -> Double.parseDouble(match.group(1))).findFirst().orElseThrow();
  }

  /// Of the one series of `metric` whose `tag` has this value.
  public static double value(String metric, String tag, String value) {
    return Pattern.compile("^" + metric + "\\{(?:.*,)?" + tag + "=\"" + value + "\".*\\} (\\S+)", Pattern.MULTILINE).matcher(metrics()).results()
        .mapToDouble(match -> Double.parseDouble(match.group(1))).findFirst().orElseThrow();
  }

  /// An alarm is written by docs/operations.md: what a service counts and what is said of it there must be one.
  public static void assertDocumented() throws IOException {
    String operations = Files.readString(TestStack.root().resolve("docs/operations.md"));
    Set<String> told = Pattern.compile("^# TYPE (portcullis_\\w+) (\\w+)", Pattern.MULTILINE).matcher(metrics()).results()
        .map(match -> match.group(1).replaceFirst("_max$", "") + (match.group(2).equals("counter") ? "_total" : ""))
        .filter(metric -> !operations.contains('`' + metric + '`') && !operations.contains('`' + metric + '{'))
        .collect(Collectors.toCollection(TreeSet::new));
    if (!told.isEmpty()) {
      throw new AssertionError("not in the table of docs/operations.md: " + told);
    }
  }

  /// A service of its own, which has counted nothing yet.
  public static final class JustStarted implements QuarkusTestProfile {}

  public static boolean isReady() {
    return !Arc.container().instance(SmallRyeHealthReporter.class).get().getReadiness().isDown();
  }
}
