package io.portcullis.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One run beside an earlier one, row by row.
///
/// @param baseline name of the file that the earlier run wrote
record Comparison(String baseline, List<Row> rows) {

  /// @param changes without those figures that neither run has
  record Row(String name, Map<Figure, Change> changes) {
    /// Empty for a figure that neither run has.
    String text(Figure figure) {
      return Optional.ofNullable(changes.get(figure)).map(Change::text).orElse("");
    }
  }

  /// @param before empty when the earlier run lacks it, which an older benchmark may
  record Change(Optional<Double> before, Optional<Double> after) {
    /// After divided by before, or empty where there is nothing to divide.
    Optional<Double> ratio() {
      return before.filter(value -> value != 0).flatMap(value -> after.map(now -> now / value));
    }

    String text() {
      return "%s → %s%s".formatted(text(before), text(after), ratio().map(value -> "  ×" + Digits.of(value)).orElse(""));
    }

    private static String text(Optional<Double> value) {
      return value.map(Digits::of).orElse("–");
    }
  }

  static Comparison of(String baseline, Result before, Result after) {
    var rows = new ArrayList<Row>();
    var names = new LinkedHashSet<>(after.figures().keySet());
    names.addAll(before.figures().keySet());
    for (String name : names) {
      rows.add(new Row(name, changes(before.figures().getOrDefault(name, Map.of()), after.figures().getOrDefault(name, Map.of()))));
    }
    return new Comparison(baseline, rows);
  }

  private static Map<Figure, Change> changes(Map<Figure, Double> before, Map<Figure, Double> after) {
    var changes = new EnumMap<Figure, Change>(Figure.class);
    for (Figure figure : Figure.values()) {
      var change = new Change(Optional.ofNullable(before.get(figure)), Optional.ofNullable(after.get(figure)));
      if (change.before().isPresent() || change.after().isPresent()) changes.put(figure, change);
    }
    return changes;
  }

  /// The same for a page.
  String section() {
    List<String> heads = Stream.concat(Stream.of(""), Stream.of(Figure.values()).map(Figure::title)).toList();
    return Html.section("Change", "From the baseline " + baseline + " to this run, and the ratio. CPU of the suite is without what it uses idle.",
        Html.table(heads, rows.stream().map(row -> Stream.concat(Stream.of(row.name()), Stream.of(Figure.values()).map(row::text)).toList()).toList()));
  }

  void print(PrintStream out) {
    out.printf("%nchange since %s%n%-36s", baseline, "");
    for (Figure figure : Figure.values()) out.printf(" %26s", figure.title());
    out.println();
    rows.forEach(row -> {
      out.printf("%-36s", row.name());
      for (Figure figure : Figure.values()) out.printf(" %26s", row.text(figure));
      out.println();
    });
  }
}
