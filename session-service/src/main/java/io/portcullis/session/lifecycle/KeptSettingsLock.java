package io.portcullis.session.lifecycle;

import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.SettingsLock;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;

/// The settings lock as an account's standing keeps it. A lock whose end has come still stands there.
///
/// @param lockedAt empty until the first lock
/// @param opensAt  when the lock ends; empty until the customer has asked for unlocking
public record KeptSettingsLock(Optional<Instant> lockedAt, Optional<Instant> opensAt) {

  /// The columns of `account_standing` that [#of] reads.
  static final String COLUMNS = "settings_locked_at, settings_open_at";

  static KeptSettingsLock of(Row row) {
    return new KeptSettingsLock(Rows.maybeInstant(row, "settings_locked_at"), Rows.maybeInstant(row, "settings_open_at"));
  }

  /// What a token says that is issued now; empty when the settings are open.
  public Optional<SettingsLock> at(Instant now) {
    return lockedAt.filter(_ -> opensAt.filter(end -> !end.isAfter(now)).isEmpty()).map(_ -> new SettingsLock(opensAt));
  }
}
