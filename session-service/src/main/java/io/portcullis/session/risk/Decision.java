package io.portcullis.session.risk;

import java.util.Locale;

/// What was decided about a sign-in.
public enum Decision {
  ALLOWED,
  /// For more proof than usual.
  ASKED,
  BLOCKED;

  /// As it stands in the table and in answers.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
