package io.portcullis.contracts;

import java.util.List;
import java.util.Optional;

/// Finds the record behind a wire name.
public final class SecurityEventType {

  private SecurityEventType() {}

  /// Every record of the hierarchy; a test fails when one is missing.
  public static final List<Class<? extends SecurityEvent>> RECORDS = List.of(
      AuthEvent.AccountActivated.class, AuthEvent.CredentialChange.class, AuthEvent.AccountFrozen.class,
      AuthEvent.PasswordFailures.class, AuthEvent.CredentialCompromise.class,
      AuthEvent.IdentifierChange.class,
      MfaEvent.AuthenticatorEnrolled.class, MfaEvent.AuthenticatorRemoved.class, MfaEvent.AuthenticatorRenamed.class,
      MfaEvent.AuthenticatorRemovalRequested.class, MfaEvent.AuthenticatorRemovalImminent.class,
      MfaEvent.AuthenticatorRemovalCancelled.class,
      MfaEvent.AuthenticatorCloneSuspected.class, MfaEvent.RecoveryCodesIssued.class,
      MfaEvent.RecoveryCodeUsed.class, MfaEvent.VerificationThrottled.class,
      MfaEvent.TradingPassphraseChanged.class, MfaEvent.TradingPassphraseThrottled.class,
      SessionEvent.SessionEstablished.class, SessionEvent.SessionRevoked.class, SessionEvent.RefreshTokenReused.class,
      SessionEvent.RefreshRepeatedElsewhere.class,
      SessionEvent.AssuranceLevelChange.class, SessionEvent.SignInBlocked.class, SessionEvent.DeviceChange.class,
      NotificationEvent.AntiPhishingCodeChanged.class,
      RecoveryEvent.RecoveryActivated.class);

  /// Empty for a type this build does not know: a publisher may be newer than its readers.
  public static Optional<Class<? extends SecurityEvent>> of(String type) {
    return Optional.ofNullable(switch (type) {
      case AuthEvent.AccountActivated.TYPE -> AuthEvent.AccountActivated.class;
      case AuthEvent.CredentialChange.TYPE -> AuthEvent.CredentialChange.class;
      case AuthEvent.AccountFrozen.TYPE -> AuthEvent.AccountFrozen.class;
      case AuthEvent.PasswordFailures.TYPE -> AuthEvent.PasswordFailures.class;
      case AuthEvent.CredentialCompromise.TYPE -> AuthEvent.CredentialCompromise.class;
      case AuthEvent.IdentifierChange.TYPE -> AuthEvent.IdentifierChange.class;
      case MfaEvent.AuthenticatorEnrolled.TYPE -> MfaEvent.AuthenticatorEnrolled.class;
      case MfaEvent.AuthenticatorRemoved.TYPE -> MfaEvent.AuthenticatorRemoved.class;
      case MfaEvent.AuthenticatorRemovalRequested.TYPE -> MfaEvent.AuthenticatorRemovalRequested.class;
      case MfaEvent.AuthenticatorRemovalImminent.TYPE -> MfaEvent.AuthenticatorRemovalImminent.class;
      case MfaEvent.AuthenticatorRemovalCancelled.TYPE -> MfaEvent.AuthenticatorRemovalCancelled.class;
      case MfaEvent.AuthenticatorRenamed.TYPE -> MfaEvent.AuthenticatorRenamed.class;
      case MfaEvent.AuthenticatorCloneSuspected.TYPE -> MfaEvent.AuthenticatorCloneSuspected.class;
      case MfaEvent.RecoveryCodesIssued.TYPE -> MfaEvent.RecoveryCodesIssued.class;
      case MfaEvent.RecoveryCodeUsed.TYPE -> MfaEvent.RecoveryCodeUsed.class;
      case MfaEvent.VerificationThrottled.TYPE -> MfaEvent.VerificationThrottled.class;
      case MfaEvent.TradingPassphraseChanged.TYPE -> MfaEvent.TradingPassphraseChanged.class;
      case MfaEvent.TradingPassphraseThrottled.TYPE -> MfaEvent.TradingPassphraseThrottled.class;
      case SessionEvent.SessionEstablished.TYPE -> SessionEvent.SessionEstablished.class;
      case SessionEvent.SessionRevoked.TYPE -> SessionEvent.SessionRevoked.class;
      case SessionEvent.RefreshTokenReused.TYPE -> SessionEvent.RefreshTokenReused.class;
      case SessionEvent.RefreshRepeatedElsewhere.TYPE -> SessionEvent.RefreshRepeatedElsewhere.class;
      case SessionEvent.AssuranceLevelChange.TYPE -> SessionEvent.AssuranceLevelChange.class;
      case SessionEvent.SignInBlocked.TYPE -> SessionEvent.SignInBlocked.class;
      case SessionEvent.DeviceChange.TYPE -> SessionEvent.DeviceChange.class;
      case NotificationEvent.AntiPhishingCodeChanged.TYPE -> NotificationEvent.AntiPhishingCodeChanged.class;
      case RecoveryEvent.RecoveryActivated.TYPE -> RecoveryEvent.RecoveryActivated.class;
      default -> null;
    });
  }
}
