package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What mfa-service publishes.
@PublishedBy("mfa-service")
public sealed interface MfaEvent extends SecurityEvent {

  /// A second factor was added.
  ///
  /// @param name            as the customer called it
  /// @param resetTakesUntil until when a password reset takes it away again, because it was the first and rests on an address
  ///                        alone; left out for every other
  /// @param heldUntil       until when it holds withdrawals; left out where it holds none, and by an earlier release
  @WireName("io.portcullis.mfa.authenticator-enrolled.v1")
  record AuthenticatorEnrolled(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name,
      Optional<Instant> resetTakesUntil, Optional<Instant> heldUntil) implements MfaEvent, HoldsWithdrawals {}

  /// A second factor was removed, by its owner or because a removal was not cancelled in time.
  ///
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  @WireName("io.portcullis.mfa.authenticator-removed.v1")
  record AuthenticatorRemoved(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name,
      Optional<Instant> heldUntil) implements MfaEvent, HoldsWithdrawals {}

  /// The customer's session asked to remove a second factor and showed no settled one. It is removed at `takesEffectAt`,
  /// unless that is cancelled.
  @WireName("io.portcullis.mfa.authenticator-removal-requested.v1")
  record AuthenticatorRemovalRequested(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {}

  /// Told again before a second factor is removed.
  @WireName("io.portcullis.mfa.authenticator-removal-imminent.v1")
  record AuthenticatorRemovalImminent(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {}

  /// The second factor stays: an older one was shown, the link in the alert was used, or the account was frozen.
  @WireName("io.portcullis.mfa.authenticator-removal-cancelled.v1")
  record AuthenticatorRemovalCancelled(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name) implements MfaEvent {}

  /// A second factor was renamed.
  ///
  /// @param name the new one
  @WireName("io.portcullis.mfa.authenticator-renamed.v1")
  record AuthenticatorRenamed(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {}

  /// A security key's counter did not grow (WebAuthn L3 §6.1.1): there may be a copy of it. The assertion was refused.
  @WireName("io.portcullis.mfa.authenticator-clone-suspected.v1")
  record AuthenticatorCloneSuspected(EventId id, AccountId subject, Instant time, String name) implements MfaEvent {}

  /// A new set was shown to the customer; every older code is void.
  ///
  /// @param heldUntil until when it holds withdrawals; left out for the first factor's set, and by an earlier release
  @WireName("io.portcullis.mfa.recovery-codes-issued.v1")
  record RecoveryCodesIssued(EventId id, AccountId subject, Instant time, int count, Optional<Instant> heldUntil)
      implements MfaEvent, HoldsWithdrawals {}

  /// A recovery code was used up.
  ///
  /// @param left      how many of the set are unused
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  @WireName("io.portcullis.mfa.recovery-code-used.v1")
  record RecoveryCodeUsed(EventId id, AccountId subject, Instant time, int left, Optional<Instant> heldUntil)
      implements MfaEvent, HoldsWithdrawals {}

  /// Guessing at a second factor reached a limit, so that no further guess is evaluated for a while. Published
  /// at most once a day for each place.
  ///
  /// @param place left out by an earlier release
  @WireName("io.portcullis.mfa.verification-throttled.v1")
  record VerificationThrottled(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, Optional<GuessPlace> place)
      implements MfaEvent {}

  /// The customer's session set the trading passphrase, or put another one in its place.
  ///
  /// @param first     whether there was none before
  /// @param heldUntil until when it holds withdrawals; left out by an earlier release
  @WireName("io.portcullis.mfa.trading-passphrase-changed.v1")
  record TradingPassphraseChanged(EventId id, AccountId subject, Instant time, boolean first, Optional<Instant> heldUntil)
      implements MfaEvent, HoldsWithdrawals {}

  /// Wrong tries at the trading passphrase reached a limit, so that none is compared for a while. Published at most once
  /// a day, and when it is stopped.
  ///
  /// @param stopped whether only recovery helps
  @WireName("io.portcullis.mfa.trading-passphrase-throttled.v1")
  record TradingPassphraseThrottled(EventId id, AccountId subject, Instant time, boolean stopped) implements MfaEvent {}

  enum AuthenticatorType { WEBAUTHN, TOTP, EMAIL, SMS, RECOVERY_CODE }
}
