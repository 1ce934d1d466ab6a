package io.portcullis.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What each process is drawn in. All of them carry dark letters and stand out from white and from black.
enum Colour {
  AUTH("#5b93d1"), SESSION("#f28e2b"), MFA("#5fb8b0"), NOTIFICATION("#b98fd6"), RECOVERY("#b08968"),
  POSTGRES("#63b04f"), REDIS("#e8696b"), KAFKA("#d9b52c"), LAUNCHER("#9aa4ae"), HASH("#d58cae"), OTHER("#8a94a0");

  private final String value;

  Colour(String value) {
    this.value = value;
  }

  /// @param process as in the reports
  static Colour of(String process) {
    return Arrays.stream(values()).filter(colour -> colour.css(process)).findFirst().orElse(OTHER);
  }

  /// By its place in a drawing, where what is drawn is no process.
  static Colour number(int place) {
    return values()[place % OTHER.ordinal()];
  }

  /// Its class in a style sheet.
  String style() {
    return "c-" + name().toLowerCase(Locale.ROOT);
  }

  static String css() {
    return Arrays.stream(values()).map(colour -> ".%s { fill: %s; stroke: %s; }".formatted(colour.style(), colour.value, colour.value))
        .collect(Collectors.joining("\n"));
  }

  private boolean css(String process) {
    return process.replace("-service", "").replace("bare ", "").equalsIgnoreCase(name());
  }
}
