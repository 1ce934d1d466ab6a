package io.portcullis.auth.human;

/// How much work a puzzle is. Hosted providers decide that for themselves.
public enum Difficulty {
  USUAL(1), RAISED(5), HIGH(20);

  private final int factor;

  Difficulty(int factor) {
    this.factor = factor;
  }

  /// Times the work of [#USUAL].
  int factor() {
    return factor;
  }

  Difficulty orHarder(Difficulty other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
