package io.portcullis.recovery.account;

import java.util.Optional;

/// What became of the order to recover an account.
public sealed interface Recovery {

  /// @param owner the account's main address; empty where there is no such account any more
  record CarriedOut(Optional<Reachable> owner) implements Recovery {}

  /// The owner's lock of the settings stands: the order is to be given again later. The time for unlocking runs.
  record SettingsLocked() implements Recovery {}

  /// The account was frozen before everything was taken away: nothing more will be.
  record Frozen() implements Recovery {}
}
