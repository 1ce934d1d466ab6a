package io.portcullis.bench;

import java.util.List;
import java.util.stream.Collectors;

/// Pieces of a page that stands by itself: no file, font or script from elsewhere. Written so that an XML parser reads it, too.
final class Html {
  private static final String PAGE = """
      <!DOCTYPE html>
      <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>{title}</title>
      <style>
      :root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --faint: #5d6672; --line: #d5dae0; --bar: #3f7cbf; --before: #c2410c; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #15181c; --ink: #e6e9ed; --faint: #a0a9b4; --line: #3a424c; --bar: #6ba3e0; --before: #fb923c; }
      }
      body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
      h1, h2 { line-height: 1.2; }
      h2 { margin-top: 2.5rem; }
      p { color: var(--faint); max-width: 46rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
      th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: right; white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      svg { display: block; height: auto; max-width: 100%; }
      svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
      svg text.faint { fill: var(--faint); }
      svg text.inside { fill: #111111; }
      svg .axis { stroke: var(--line); }
      svg .bar { fill: var(--bar); }
      svg .median { stroke: var(--ink); }
      svg .before { fill: none; stroke: var(--before); stroke-width: 1.5; }
      svg .earlier { opacity: .55; }
      svg .course { fill: none; stroke-width: 2; }
      {colours}
      </style>
      </head>
      <body>
      <h1>{title}</h1>
      {body}
      </body>
      </html>
      """;

  private Html() {}

  static String page(String title, List<String> sections) {
    // The body last: what it says may look like a place to fill.
    return PAGE.replace("{title}", escape(title)).replace("{colours}", Colour.css()).replace("{body}", String.join("\n", sections));
  }

  /// @param content markup
  static String section(String title, String note, String... content) {
    return "<section>\n<h2>%s</h2>\n<p>%s</p>\n%s\n</section>".formatted(escape(title), escape(note), String.join("\n", content));
  }

  static String table(List<String> heads, List<List<String>> rows) {
    return rows.stream().map(row -> cells("td", row)).collect(Collectors.joining("\n",
        "<div class=\"wide\"><table>\n<thead>" + cells("th", heads) + "</thead>\n<tbody>\n", "\n</tbody></table></div>"));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String cells(String element, List<String> texts) {
    return texts.stream().map(text -> "<%s>%s</%s>".formatted(element, escape(text), element))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }
}
