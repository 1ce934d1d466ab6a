package io.portcullis.mfa.outofband;

import io.portcullis.runtime.identifier.Identifier;

/// Enough of an address for its owner to know it again, too little for a thief of the session to use it.
final class Mask {

  private static final String HIDDEN = "•••";
  private static final int SHOWN_DIGITS = 2;

  private Mask() {}

  static String of(Identifier address) {
    String text = address.canonical();
    return switch (address.type()) {
      case EMAIL -> text.charAt(0) + HIDDEN + text.substring(text.indexOf('@'));
      case PHONE -> HIDDEN + text.substring(text.length() - SHOWN_DIGITS);
    };
  }
}
