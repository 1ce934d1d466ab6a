package io.portcullis.notification.alert;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.Change;
import io.portcullis.contracts.RecoveryEvent.RecoveryActivated;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OtherServices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One event of every kind.
public final class Samples {

  private Samples() {}

  public static SessionEstablished signIn(AccountId account, DeviceRecognition recognition, String device) {
    return new SessionEstablished(OtherServices.anEvent(), account, Instant.now(), new SessionId(UUID.randomUUID()),
        new DeviceId(UUID.randomUUID()), device, Optional.of("203.0.113.7"), "aal1", recognition);
  }

  /// Those that the customer is told of.
  static List<SecurityEvent> alerting(AccountId account) {
    Instant now = Instant.now();
    return List.of(
        signIn(account, DeviceRecognition.NEW, "Firefox on Linux"),
        new CredentialChange(OtherServices.anEvent(), account, now, CredentialType.PASSWORD, Initiator.CUSTOMER),
        new CredentialChange(OtherServices.anEvent(), account, now, CredentialType.PASSWORD, Initiator.RECOVERY),
        new AuthenticatorEnrolled(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone"),
        new AuthenticatorRemoved(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone"),
        new AuthenticatorRenamed(OtherServices.anEvent(), account, now, AuthenticatorType.WEBAUTHN, "My key"),
        new AuthenticatorCloneSuspected(OtherServices.anEvent(), account, now, "My key"),
        new RecoveryCodesIssued(OtherServices.anEvent(), account, now, 10),
        new RecoveryCodeUsed(OtherServices.anEvent(), account, now, 0),
        new VerificationThrottled(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP),
        new RefreshTokenReused(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()), "Safari on iPhone"),
        new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now, Change.SET),
        new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now, Change.REMOVED),
        new AccountFrozen(OtherServices.anEvent(), account, now, "customer"));
  }

  /// Those that only stand in the activity list.
  static List<SecurityEvent> silent(AccountId account) {
    Instant now = Instant.now();
    return List.of(
        new AccountActivated(OtherServices.anEvent(), account, now),
        signIn(account, DeviceRecognition.KNOWN, "Firefox on Linux"),
        new SessionRevoked(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()), "Firefox on Linux",
            EndReason.SIGNED_OUT),
        new AssuranceLevelChange(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()),
            "Firefox on Linux", "aal2"),
        new RecoveryActivated(OtherServices.anEvent(), account, now));
  }
}
