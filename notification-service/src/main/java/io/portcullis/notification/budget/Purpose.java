package io.portcullis.notification.budget;

import java.util.Locale;

/// Why a letter is sent, as far as it matters to what may be spent on it and what it may show.
public enum Purpose {
  /// A code to an address that may be anybody's so far.
  UNPROVED,
  /// A code, a link or news for one who has proved the address.
  PROVED,
  /// What happened to an account. It has a reserve of text messages, which codes can't use up.
  ALERT;

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Purpose of(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
