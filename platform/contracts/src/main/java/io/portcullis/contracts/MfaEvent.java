package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What mfa-service publishes.
@PublishedBy("mfa-service")
public sealed interface MfaEvent extends SecurityEvent {

  /// A second factor was added.
  ///
  /// @param name as the customer called it
  record AuthenticatorEnrolled(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-enrolled.v1";
  }

  /// A second factor was removed, by its owner or because a removal was not cancelled in time.
  record AuthenticatorRemoved(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removed.v1";
  }

  /// The customer's session asked to remove a second factor and showed no settled one. It is removed at `takesEffectAt`,
  /// unless that is cancelled.
  record AuthenticatorRemovalRequested(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-requested.v1";
  }

  /// Told again before a second factor is removed.
  record AuthenticatorRemovalImminent(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-imminent.v1";
  }

  /// The second factor stays: an older one was shown, the link in the alert was used, or the account was frozen.
  record AuthenticatorRemovalCancelled(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-cancelled.v1";
  }

  /// A second factor was renamed.
  ///
  /// @param name the new one
  record AuthenticatorRenamed(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-renamed.v1";
  }

  /// A security key's counter did not grow (WebAuthn L3 §6.1.1): there may be a copy of it. The assertion was refused.
  record AuthenticatorCloneSuspected(EventId id, AccountId subject, Instant time, String name) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-clone-suspected.v1";
  }

  /// A new set was shown to the customer; every older code is void.
  record RecoveryCodesIssued(EventId id, AccountId subject, Instant time, int count) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.recovery-codes-issued.v1";
  }

  /// A recovery code was used up.
  ///
  /// @param left how many of the set are unused
  record RecoveryCodeUsed(EventId id, AccountId subject, Instant time, int left) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.recovery-code-used.v1";
  }

  /// Guessing at a second factor reached a limit, so that no further guess is evaluated for a while. Published
  /// at most once a day for each place.
  ///
  /// @param place left out by an earlier release
  record VerificationThrottled(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, Optional<GuessPlace> place)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.verification-throttled.v1";
  }

  /// The customer's session set the trading passphrase, or put another one in its place.
  ///
  /// @param first whether there was none before
  record TradingPassphraseChanged(EventId id, AccountId subject, Instant time, boolean first) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.trading-passphrase-changed.v1";
  }

  /// Wrong tries at the trading passphrase reached a limit, so that none is compared for a while. Published at most once
  /// a day, and when it is stopped.
  ///
  /// @param stopped whether only recovery helps
  record TradingPassphraseThrottled(EventId id, AccountId subject, Instant time, boolean stopped) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.trading-passphrase-throttled.v1";
  }

  enum AuthenticatorType { WEBAUTHN, TOTP, EMAIL, SMS, RECOVERY_CODE }

  @Override
  default String type() {
    return switch (this) {
      case AuthenticatorEnrolled _ -> AuthenticatorEnrolled.TYPE;
      case AuthenticatorRemoved _ -> AuthenticatorRemoved.TYPE;
      case AuthenticatorRemovalRequested _ -> AuthenticatorRemovalRequested.TYPE;
      case AuthenticatorRemovalImminent _ -> AuthenticatorRemovalImminent.TYPE;
      case AuthenticatorRemovalCancelled _ -> AuthenticatorRemovalCancelled.TYPE;
      case AuthenticatorRenamed _ -> AuthenticatorRenamed.TYPE;
      case AuthenticatorCloneSuspected _ -> AuthenticatorCloneSuspected.TYPE;
      case RecoveryCodesIssued _ -> RecoveryCodesIssued.TYPE;
      case RecoveryCodeUsed _ -> RecoveryCodeUsed.TYPE;
      case VerificationThrottled _ -> VerificationThrottled.TYPE;
      case TradingPassphraseChanged _ -> TradingPassphraseChanged.TYPE;
      case TradingPassphraseThrottled _ -> TradingPassphraseThrottled.TYPE;
    };
  }
}
