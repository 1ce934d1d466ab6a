package io.portcullis.bench;

import java.util.Locale;

/// An SVG that grows line by line.
final class Drawing {
  static final int WIDTH = 960;

  private final StringBuilder content = new StringBuilder();
  private final String title;
  private final double height;

  /// @param title what a person hears who does not see it
  Drawing(String title, double height) {
    this.title = title;
    this.height = height;
  }

  /// @param style classes of the page's style sheet
  /// @param hint  shown under the pointer
  Drawing rect(String style, double x, double y, double width, double height, String hint) {
    return add("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>", style, x, y,
        Math.max(0, width), Math.max(0, height), Html.escape(hint));
  }

  Drawing line(String style, double x1, double y1, double x2, double y2) {
    return add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
  }

  Drawing dot(String style, double x, double y, String hint) {
    return add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>", style, x, y, Html.escape(hint));
  }

  /// @param path in SVG's language
  Drawing path(String style, String path, String colour) {
    return add("<path class=\"%s %s\" style=\"fill: none\" d=\"%s\"/>", style, colour, path);
  }

  /// @param anchor `start`, `middle` or `end`: which part of the text is at `x`
  Drawing text(String style, double x, double y, String anchor, String text) {
    return add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", style, x, y, anchor, Html.escape(text));
  }

  String svg() {
    return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" role=\"img\">\n<title>%s</title>\n%s</svg>",
        WIDTH, height, WIDTH, Html.escape(title), content);
  }

  private Drawing add(String format, Object... values) {
    content.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }
}
