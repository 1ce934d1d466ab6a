package io.portcullis.bench;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where a request's time goes: for each row a bar of its parts, and below it, thinner, that of an earlier run. Each row has a
/// scale of its own, as the rows differ a thousandfold.
final class StackedBars {
  private static final double LEFT = 190;
  private static final double RIGHT = 850;
  private static final double HEIGHT = 24;
  private static final double EARLIER_HEIGHT = 10;
  private static final double ROW = 48;
  private static final double LEGEND = 34;
  private static final double LEGEND_STEP = 95;
  private static final double LETTER = 6.5;

  /// @param now    milliseconds by part
  /// @param before the same of the earlier run; empty without one
  record Bar(String name, Map<String, Double> now, Map<String, Double> before) {}

  private StackedBars() {}

  static String svg(String title, List<Bar> bars) {
    var drawing = new Drawing(title, LEGEND + ROW * bars.size());
    legend(drawing, bars);
    double y = LEGEND;
    for (Bar bar : bars) {
      double scale = (RIGHT - LEFT) / Math.max(sum(bar.now().values()), sum(bar.before().values()));
      drawing.text("name", 0, y + 17, "start", bar.name());
      draw(drawing, "", bar.now(), y, HEIGHT, scale);
      drawing.text("total", LEFT + scale * sum(bar.now().values()) + 8, y + 17, "start", Digits.of(sum(bar.now().values())) + " ms");
      if (!bar.before().isEmpty()) {
        draw(drawing, "earlier ", bar.before(), y + HEIGHT + 2, EARLIER_HEIGHT, scale);
        drawing.text("faint", LEFT + scale * sum(bar.before().values()) + 8, y + HEIGHT + EARLIER_HEIGHT + 2, "start",
            "before " + Digits.of(sum(bar.before().values())) + " ms");
      }
      y += ROW;
    }
    return drawing.svg();
  }

  private static void legend(Drawing drawing, List<Bar> bars) {
    Set<String> parts = new LinkedHashSet<>();
    bars.forEach(bar -> parts.addAll(bar.now().keySet()));
    double x = 0;
    for (String part : parts) {
      drawing.rect(Colour.of(part).style(), x, 4, 11, 11, part).text("faint", x + 16, 14, "start", shortName(part));
      x += LEGEND_STEP;
    }
  }

  private static void draw(Drawing drawing, String style, Map<String, Double> parts, double y, double height, double scale) {
    double x = LEFT;
    for (Map.Entry<String, Double> part : parts.entrySet()) {
      double width = part.getValue() * scale;
      String label = shortName(part.getKey()) + " " + Digits.of(part.getValue());
      drawing.rect(style + Colour.of(part.getKey()).style(), x, y, width - 1, height, part.getKey() + ": " + Digits.of(part.getValue()) + " ms");
      if (height == HEIGHT && width > LETTER * label.length()) drawing.text("inside", x + 5, y + 16, "start", label);
      x += width;
    }
  }

  private static String shortName(String part) {
    return part.replace("-service", "");
  }

  private static double sum(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
