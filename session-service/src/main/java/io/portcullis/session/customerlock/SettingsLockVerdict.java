package io.portcullis.session.customerlock;

import io.portcullis.session.customerlock.SettingsLocks.On;

/// What became of a wish about the settings lock.
sealed interface SettingsLockVerdict {

  /// It is on, as the customer wanted it now or before.
  record Stands(On lock) implements SettingsLockVerdict {}

  /// The settings are open: there is nothing to unlock.
  record NotLocked() implements SettingsLockVerdict {}

  /// Unlocking would take less time than it does now.
  record WouldBeShorter() implements SettingsLockVerdict {}
}
