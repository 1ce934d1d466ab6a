package io.portcullis.contracts;

import java.time.Instant;

/// What mfa-service publishes.
@PublishedBy("mfa-service")
public sealed interface MfaEvent extends SecurityEvent {

  record AuthenticatorEnrolled(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-enrolled.v1";
  }

  record AuthenticatorRemoved(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removed.v1";
  }

  /// Somebody asked to remove it whom no settled factor backs: it goes at `takesEffectAt`, unless that is cancelled.
  record AuthenticatorRemovalRequested(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-requested.v1";
  }

  /// Told again before it goes.
  record AuthenticatorRemovalImminent(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name, Instant takesEffectAt)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-imminent.v1";
  }

  /// An older factor was shown, or the account was frozen: it stays.
  record AuthenticatorRemovalCancelled(
      EventId id, AccountId subject, Instant time, AuthenticatorType authenticator, String name) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.authenticator-removal-cancelled.v1";
  }

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

  record RecoveryCodeUsed(EventId id, AccountId subject, Instant time, int left) implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.recovery-code-used.v1";
  }

  /// Guessing at a second factor reached a limit, so that no further guess is evaluated for a while.
  record VerificationThrottled(EventId id, AccountId subject, Instant time, AuthenticatorType authenticator)
      implements MfaEvent {
    static final String TYPE = "io.portcullis.mfa.verification-throttled.v1";
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
    };
  }
}
