package io.portcullis.acceptance;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Prints a walk through the house for a person to read. Colours are for terminals, and only where `NO_COLOR` is not set.
final class Storyteller {
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  /// The link in a letter opens as much as a password would.
  private static final Pattern LINK_TOKEN = Pattern.compile("(#token=[\\w.-]{6})[\\w.-]+");

  private final PrintStream out;
  private final boolean coloured;
  private int chapter;

  private Storyteller(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  static Storyteller onTerminal() {
    var console = System.console();
    return new Storyteller(System.out, console != null && console.isTerminal() && System.getenv("NO_COLOR") == null);
  }

  static Storyteller silent() {
    return new Storyteller(new PrintStream(OutputStream.nullOutputStream()), false);
  }

  void chapter(String title, String why) {
    chapter++;
    out.printf("%n%s%n  %s%n", paint(BOLD, chapter + ". " + title), paint(DIM, why));
  }

  void exchange(Exchange exchange) {
    out.printf("%n  %s %s%n", paint(CYAN, "→ " + exchange.method()), exchange.uri().getPath());
    exchange.body().map(Abbreviated::of).ifPresent(this::indented);
    Answer answer = exchange.answer();
    String colour = answer.status() < 400 ? GREEN : RED;
    out.printf("  %s%n", paint(colour, "← " + answer.status()));
    // What a gateway hands on.
    answer.headers().forEach((name, values) -> {
      if (name.toLowerCase(Locale.ROOT).startsWith("x-portcullis-") && !values.getFirst().isBlank()) indented(name + ": " + values.getFirst());
    });
    Optional.of(answer).filter(given -> !given.body().isBlank()).map(Abbreviated::of).ifPresent(this::indented);
  }

  void letter(Letter letter) {
    out.printf("%n  %s %s%n", paint(CYAN, "✉ " + letter.channel()), letter.subject());
    indented(LINK_TOKEN.matcher(letter.text()).replaceAll("$1…").strip());
  }

  void end(String words) {
    out.printf("%n%s%n", paint(GREEN, words));
  }

  void fail(String words) {
    out.printf("%n%s%n", paint(RED, words));
  }

  private void indented(String text) {
    text.lines().forEach(line -> out.println("    " + paint(DIM, line)));
  }

  private String paint(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }
}
