package io.portcullis.runtime.token;

import java.time.Instant;
import java.util.Optional;

/// The customer has locked the account's security settings (SAFE-12). An access token says so, and every change of a
/// security setting is refused to it.
///
/// Whether the lock is over is decided by session-service alone, when it issues the token: such a token stays locked as long
/// as it lives, whatever the clock of its reader says.
///
/// @param opensAt when the lock ends; empty until the customer has asked for unlocking
public record SettingsLock(Optional<Instant> opensAt) {}
