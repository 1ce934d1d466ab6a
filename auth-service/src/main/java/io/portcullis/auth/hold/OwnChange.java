package io.portcullis.auth.hold;

import java.time.Duration;

/// What this service changes that a thief would change.
public enum OwnChange {
  PASSWORD_CHANGED("password-changed"),
  /// By a link to an address.
  PASSWORD_RESET("password-reset"),
  /// One was added, removed or made the main one, or a change of them was taken back.
  IDENTIFIERS_CHANGED("identifiers-changed"),
  /// Somebody proved to the support desk that the account is theirs.
  RECOVERY("recovery");

  private final String wireName;

  OwnChange(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  Duration holdsFor(HoldConfig config) {
    return switch (this) {
      case PASSWORD_CHANGED -> config.passwordChanged();
      case PASSWORD_RESET -> config.passwordReset();
      case IDENTIFIERS_CHANGED -> config.identifiersChanged();
      case RECOVERY -> config.recovery();
    };
  }
}
