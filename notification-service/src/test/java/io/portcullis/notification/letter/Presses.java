package io.portcullis.notification.letter;

/// Presses of other installations.
public final class Presses {

  private Presses() {}

  public static LetterPress of(String brand) {
    return new LetterPress(brand);
  }
}
