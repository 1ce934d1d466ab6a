package io.portcullis.auth.password;

/// What one character costs to guess of which nothing is known.
final class Characters {

  private Characters() {}

  /// Decimal logarithm of the choices there are.
  static double magnitude(int character) {
    if (Character.digit(character, 10) >= 0) {
      return 1.0;
    }
    if (Character.isLetter(character)) {
      return character < 0x80 ? 1.4 : 1.5;
    }
    return character < 0x80 ? 1.5 : 1.7;
  }

  /// What only sets words apart.
  static boolean isSeparator(int character) {
    return " -_.,/+'".indexOf(character) >= 0;
  }
}
