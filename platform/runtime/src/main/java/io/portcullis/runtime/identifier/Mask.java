package io.portcullis.runtime.identifier;

/// Enough of an address for its owner to know it again, too little for a thief of the session to use it.
public final class Mask {

  private static final String HIDDEN = "•••";
  private static final int SHOWN_DIGITS = 2;

  private Mask() {}

  public static String of(Identifier address) {
    String text = address.canonical();
    return switch (address.type()) {
      // A whole letter, also one of two chars.
      case EMAIL -> text.substring(0, text.offsetByCodePoints(0, 1)) + HIDDEN + text.substring(text.indexOf('@'));
      case PHONE -> HIDDEN + text.substring(text.length() - SHOWN_DIGITS);
    };
  }
}
