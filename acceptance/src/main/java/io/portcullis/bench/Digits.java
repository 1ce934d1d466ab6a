package io.portcullis.bench;

import java.util.Locale;

/// A figure with as many digits as tell something. Always with a point: these also become coordinates in drawings.
final class Digits {
  private Digits() {}

  static String of(double figure) {
    double size = Math.abs(figure);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", figure);
  }
}
