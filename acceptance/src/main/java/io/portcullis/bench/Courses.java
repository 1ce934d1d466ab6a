package io.portcullis.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How figures change with the number of sessions: a line for each scenario, both axes logarithmic. A line that does not rise
/// is a cost that does not depend on the number.
final class Courses {
  private static final double LEFT = 70;
  private static final double RIGHT = 720;
  private static final double TOP = 16;
  private static final double BOTTOM = 300;
  private static final double AXIS = 44;
  private static final double NAMES = 750;
  private static final double LINE = 20;

  private Courses() {}

  /// @param courses by scenario, the figure at each number of sessions
  static String svg(String title, Map<String, Map<Integer, Double>> courses) {
    var drawing = new Drawing(title, BOTTOM + AXIS);
    LogScale x = LogScale.around(courses.values().stream().flatMap(course -> course.keySet().stream()).map(Integer::doubleValue).toList(), LEFT, RIGHT);
    LogScale y = LogScale.around(courses.values().stream().flatMap(course -> course.values().stream()).toList(), BOTTOM, TOP);
    x.ticks().forEach(tick -> drawing.line("axis", x.at(tick), TOP, x.at(tick), BOTTOM)
        .text("faint", x.at(tick), BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,.0f", tick)));
    drawing.text("faint", (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "sessions");
    y.ticks().forEach(tick -> drawing.line("axis", LEFT, y.at(tick), RIGHT, y.at(tick))
        .text("faint", LEFT - 8, y.at(tick) + 4, "end", Digits.of(tick)));
    int number = 0;
    for (Map.Entry<String, Map<Integer, Double>> course : courses.entrySet()) {
      String colour = Colour.number(number).style();
      drawing.path("course", course.getValue().entrySet().stream()
          .map(point -> String.format(Locale.ROOT, "%.1f %.1f", x.at(point.getKey()), y.at(point.getValue())))
          .collect(Collectors.joining("L", "M", "")), colour);
      course.getValue().forEach((sessions, figure) -> drawing.dot(colour, x.at(sessions), y.at(figure),
          String.format(Locale.ROOT, "%s, %,d sessions: %s", course.getKey(), sessions, Digits.of(figure))));
      drawing.rect(colour, NAMES, TOP + LINE * number, 11, 11, course.getKey()).text("name", NAMES + 16, TOP + LINE * number + 10, "start", course.getKey());
      number++;
    }
    return drawing.svg();
  }
}
