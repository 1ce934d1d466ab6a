package io.portcullis.notification.letter;

import io.portcullis.contracts.Address;

/// Enough of an address for its owner to know it again, too little for another reader of the letter to use it.
public final class Mask {

  private static final String HIDDEN = "•••";
  private static final int SHOWN_DIGITS = 2;

  private Mask() {}

  public static String of(Address address) {
    String text = address.value();
    return switch (address.channel()) {
      // A whole letter, also one of two chars.
      case EMAIL -> text.substring(0, text.offsetByCodePoints(0, 1)) + HIDDEN + text.substring(Math.max(0, text.indexOf('@')));
      case SMS -> HIDDEN + text.substring(Math.max(0, text.length() - SHOWN_DIGITS));
    };
  }
}
