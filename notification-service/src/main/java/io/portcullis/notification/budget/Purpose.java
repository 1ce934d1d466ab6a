package io.portcullis.notification.budget;

import java.util.Locale;

/// Why a letter is sent, as far as it matters to what may be spent on it and what it may show.
public enum Purpose {
  /// A code to an address that may be anybody's so far.
  UNPROVED,
  /// News to a proved address that a stranger who knows the address can cause, such as of a registration with it.
  STRANGERS,
  /// A link or a code that sets a password anew, to a proved address. Strangers can ask for it, and the owner may have nothing else.
  RESET_LINK,
  /// A code in the place of a puzzle, to a proved address. Strangers can ask for it, and the owner may have nothing else.
  HUMAN_CODE,
  /// A code or news for one who has proved the address, and who holds a device, a session or a password.
  PROVED,
  /// What happened to an account. It has a reserve of text messages, which codes can't use up.
  ALERT,
  /// What a thief does to keep an account. It has a reserve of its own, which other alerts can't use up.
  URGENT,
  /// The link by which an owner takes a change of addresses back. It has a reserve of its own, which no alert can use
  /// up: the owner may have nothing else.
  TAKE_BACK,
  /// A text message that stands for alerts which the budget refused. Its reserve is small, and no alert can use it up.
  DIGEST;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Purpose of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
