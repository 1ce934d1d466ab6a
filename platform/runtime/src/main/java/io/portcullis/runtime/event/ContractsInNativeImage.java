package io.portcullis.runtime.event;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.MfaEvent;
import io.portcullis.contracts.NotificationEvent;
import io.portcullis.contracts.RecoveryEvent;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionEvent;
import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Keeps the contracts' records readable and writable as JSON in a native image; a test compares the list with the
/// hierarchy.
@RegisterForReflection(targets = {
    AccountId.class, SessionId.class, DeviceId.class, EventId.class, Address.class, Address.Channel.class,
    Contact.class, Revocation.class, GuessPlace.class,
    Message.RegistrationCode.class, Message.RegistrationTaken.class, Message.PasswordResetLink.class,
    Message.FactorAddressRemoved.class, Message.FactorAddressRemovalPending.class, Message.SecondFactorCode.class, Message.CodeUse.class, Message.HumanCode.class, Message.HumanCode.Delivery.class, Message.IdentifierCode.class, Message.IdentifierChanged.class,
    AuthEvent.AccountActivated.class, AuthEvent.CredentialChange.class, AuthEvent.AccountFrozen.class, AuthEvent.PasswordFailures.class,
    AuthEvent.CredentialCompromise.class,
    AuthEvent.CredentialType.class, AuthEvent.Initiator.class,
    AuthEvent.IdentifierChange.class, AuthEvent.IdentifierAction.class,
    MfaEvent.AuthenticatorEnrolled.class, MfaEvent.AuthenticatorRemoved.class, MfaEvent.AuthenticatorRenamed.class,
    MfaEvent.AuthenticatorRemovalRequested.class, MfaEvent.AuthenticatorRemovalImminent.class,
    MfaEvent.AuthenticatorRemovalCancelled.class,
    MfaEvent.AuthenticatorCloneSuspected.class, MfaEvent.RecoveryCodesIssued.class,
    MfaEvent.RecoveryCodeUsed.class, MfaEvent.VerificationThrottled.class, MfaEvent.TradingPassphraseChanged.class, MfaEvent.TradingPassphraseThrottled.class, MfaEvent.AuthenticatorType.class,
    SessionEvent.SessionEstablished.class, SessionEvent.SessionRevoked.class, SessionEvent.RefreshTokenReused.class,
    SessionEvent.RefreshRepeatedElsewhere.class,
    SessionEvent.AssuranceLevelChange.class, SessionEvent.SignInBlocked.class, SessionEvent.DeviceChange.class,
    SessionEvent.DeviceRecognition.class, SessionEvent.EndReason.class, SessionEvent.RiskReason.class,
    SessionEvent.DeviceAction.class,
    NotificationEvent.AntiPhishingCodeChanged.class, NotificationEvent.Change.class,
    RecoveryEvent.RecoveryActivated.class})
final class ContractsInNativeImage {
  private ContractsInNativeImage() {}
}
