package io.portcullis.bench;

import io.portcullis.bench.Latency.Bin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The latency histograms of all rows above each other on one axis; an earlier run's are drawn as outlines.
final class LatencyStrips {
  private static final double LEFT = 190;
  private static final double RIGHT = 915;
  private static final double STRIP = 74;
  private static final double TALLEST = 56;
  private static final double AXIS = 30;

  record Strip(String name, Latency now, Optional<Latency> before) {
    private Stream<Bin> bins() {
      return Stream.concat(now.bins().stream(), before.stream().flatMap(latency -> latency.bins().stream()));
    }
  }

  private LatencyStrips() {}

  static String svg(String title, List<Strip> strips) {
    var drawing = new Drawing(title, STRIP * strips.size() + AXIS);
    LogScale x = LogScale.around(strips.stream().flatMap(Strip::bins).flatMap(bin -> Stream.of(bin.fromMillis(), bin.toMillis())).toList(), LEFT, RIGHT);
    x.ticks().forEach(tick -> drawing.line("axis", x.at(tick), 0, x.at(tick), STRIP * strips.size())
        .text("faint", x.at(tick), STRIP * strips.size() + 18, "middle", String.format(Locale.ROOT, "%s ms", plain(tick))));
    double floor = STRIP;
    for (Strip strip : strips) {
      drawing.text("name", 0, floor - 20, "start", strip.name()).line("axis", LEFT, floor, RIGHT, floor);
      drawing.text("faint", 0, floor - 4, "start", "p50 %s · p99 %s ms".formatted(Digits.of(strip.now().p50Millis()), Digits.of(strip.now().p99Millis())));
      draw(drawing, x, strip, floor);
      floor += STRIP;
    }
    return drawing.svg();
  }

  private static void draw(Drawing drawing, LogScale x, Strip strip, double floor) {
    double scale = TALLEST / Math.max(strip.now().largestShare(), strip.before().map(Latency::largestShare).orElse(0.0));
    for (Bin bin : strip.now().bins()) {
      double height = strip.now().share(bin) * scale;
      drawing.rect("bar", x.at(bin.fromMillis()), floor - height, x.at(bin.toMillis()) - x.at(bin.fromMillis()) - 0.5, height,
          "%s to %s ms: %d requests".formatted(Digits.of(bin.fromMillis()), Digits.of(bin.toMillis()), bin.requests()));
    }
    strip.before().filter(latency -> !latency.bins().isEmpty())
        .ifPresent(latency -> drawing.path("before", outline(x, latency, floor, scale), "earlier"));
    drawing.line("median", x.at(strip.now().p50Millis()), floor - TALLEST, x.at(strip.now().p50Millis()), floor);
  }

  private static String outline(LogScale x, Latency latency, double floor, double scale) {
    var path = new StringBuilder();
    double end = Double.NaN;
    for (Bin bin : latency.bins()) {
      double left = x.at(bin.fromMillis());
      // Between bins that lie apart the outline runs along the floor.
      if (Double.isNaN(end)) path.append(String.format(Locale.ROOT, "M%.1f %.1f", left, floor));
      else if (left - end > 0.1) path.append(String.format(Locale.ROOT, "V%.1fH%.1f", floor, left));
      end = x.at(bin.toMillis());
      path.append(String.format(Locale.ROOT, "V%.1fH%.1f", floor - latency.share(bin) * scale, end));
    }
    return path.append(String.format(Locale.ROOT, "V%.1f", floor)).toString();
  }

  private static String plain(double tick) {
    return tick >= 1 ? String.format(Locale.ROOT, "%.0f", tick) : Double.toString(Math.round(tick * 1000) / 1000.0);
  }
}
