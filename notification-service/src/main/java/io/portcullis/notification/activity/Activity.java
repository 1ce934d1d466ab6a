package io.portcullis.notification.activity;

import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.AccountUnfrozen;
import io.portcullis.contracts.AuthEvent.AccountUnlocked;
import io.portcullis.contracts.AuthEvent.AddressBooked;
import io.portcullis.contracts.AuthEvent.AddressUnbooked;
import io.portcullis.contracts.AuthEvent.ApprovalConsumed;
import io.portcullis.contracts.AuthEvent.ApprovalDeclined;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.ApprovalProposed;
import io.portcullis.contracts.AuthEvent.ApprovalRefused;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.HoldStarted;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.AuthEvent.SessionsEndedBySupport;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.FromPlace;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.NotificationPreferencesChanged;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.OnDevice;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseCancelled;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseRejected;
import io.portcullis.contracts.RecoveryEvent.CaseWaitEnded;
import io.portcullis.contracts.RecoveryEvent.CaseWaitStarted;
import io.portcullis.contracts.RecoveryEvent.RecoveryActivated;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.RecoveryEvent.SecurityQuestionsChanged;
import io.portcullis.contracts.RecoveryEvent.SupportActed;
import io.portcullis.contracts.RecoveryEvent.SupportRead;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.ApiKeyUsedElsewhere;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.RefreshRepeatedElsewhere;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One line of a customer's activity list.
///
/// @param type    wire name of the event
/// @param title   what happened, in plain words
/// @param device  display name of the device concerned
/// @param address network address it came from
/// @param place   where that is, as far as it is known
@RegisterForReflection
@Schema(description = "Something that happened to the account")
public record Activity(
    @Schema(implementation = String.class) EventId id, String type, Instant time, String title, Optional<String> device,
    Optional<String> address, Optional<String> place) {

  static Activity of(SecurityEvent event, ActivityWords words) {
    Optional<String> device = event instanceof OnDevice on ? Optional.of(on.device()) : Optional.empty();
    Optional<FromPlace> from = event instanceof FromPlace somewhere ? Optional.of(somewhere) : Optional.empty();
    return new Activity(event.id(), event.type(), event.time(), title(event, words), device,
        from.flatMap(FromPlace::address), from.flatMap(FromPlace::place));
  }

  private static String title(SecurityEvent event, ActivityWords words) {
    return switch (event) {
      case AccountActivated _ -> words.accountActivated();
      case CredentialChange change -> switch (change.initiator()) {
        case CUSTOMER -> words.passwordChanged();
        case RECOVERY -> words.passwordReset();
      };
      case AccountFrozen _ -> words.accountFrozen();
      case AccountLocked _ -> words.accountLocked();
      case AccountUnlocked _ -> words.accountUnlocked();
      case SessionsEndedBySupport _ -> words.sessionsEndedBySupport();
      case AccountUnfrozen _ -> words.accountUnfrozen();
      case AccountClosureChange change -> switch (change.action()) {
        case REQUESTED -> words.closureRequested();
        case IMMINENT -> words.closureImminent();
        case CANCELLED -> words.closureCancelled();
        case CLOSED -> words.accountClosed();
      };
      case AccountExportChange change -> switch (change.action()) {
        case REQUESTED -> words.exportRequested();
        case READY -> words.exportReady();
        case FETCHED -> words.exportFetched();
        case CANCELLED -> words.exportCancelled();
        case EXPIRED -> words.exportExpired();
        case FAILED -> words.exportFailed();
      };
      case PasswordFailures burst -> switch (burst.place().orElse(GuessPlace.SIGN_IN)) {
        case SIGN_IN -> words.passwordFailures();
        case SESSION -> words.sessionPasswordFailures();
      };
      case CredentialCompromise _ -> words.passwordBreached();
      case AuthenticatorEnrolled _ -> words.authenticatorEnrolled();
      case AuthenticatorRemoved _ -> words.authenticatorRemoved();
      case AuthenticatorRemovalRequested _ -> words.removalRequested();
      case AuthenticatorRemovalImminent _ -> words.removalImminent();
      case AuthenticatorRemovalCancelled _ -> words.removalCancelled();
      case AuthenticatorRenamed _ -> words.authenticatorRenamed();
      case AuthenticatorCloneSuspected _ -> words.cloneSuspected();
      case RecoveryCodesIssued _ -> words.recoveryCodesIssued();
      case TradingPassphraseChanged changed -> changed.first() ? words.tradingPassphraseSet() : words.tradingPassphraseChanged();
      case TradingPassphraseThrottled throttled ->
          throttled.stopped() ? words.tradingPassphraseStopped() : words.tradingPassphraseThrottled();
      case IdentifierClaimed _ -> words.identifierClaimed();
      case IdentifierChange change -> switch (change.action()) {
        case ADDED -> words.identifierAdded();
        case MADE_PRIMARY -> words.identifierMadePrimary();
        case REMOVED -> words.identifierRemoved();
        case RESTORED -> words.identifierRestored();
      };
      case HoldStarted _ -> words.holdStarted();
      case ApprovalProposed _ -> words.approvalProposed();
      case ApprovalGranted _ -> words.approvalGranted();
      case ApprovalRefused refused -> switch (refused.reason()) {
        case WRONG_FACTOR, WEAK_FACTOR, FRESH_FACTOR -> words.approvalFactorRefused();
        case WRONG_PASSPHRASE, PASSPHRASE_STOPPED -> words.approvalPassphraseRefused();
        case HELD -> words.approvalHeld();
        case OTHER_ACTION, FOREIGN, NOT_APPROVED, DECLINED, EXPIRED, CONSUMED, SESSION_ENDED, ACCOUNT_FROZEN, ACCOUNT_CHANGED,
            WITHDRAWALS_LOCKED ->
            words.approvalNotReleased();
        case ADDRESS_NOT_BOOKED, ADDRESS_COOLING -> words.approvalAddressNotBooked();
      };
      case ApprovalDeclined declined -> switch (declined.reason()) {
        case NOT_WANTED -> words.approvalDeclined();
        case NOT_ME -> words.approvalNotMe();
      };
      case ApprovalConsumed _ -> words.approvalConsumed();
      case AddressBooked _ -> words.addressBooked();
      case AddressUnbooked _ -> words.addressUnbooked();
      case BookOnlyChange change -> switch (change.action()) {
        case ON -> words.bookOnlyOn();
        case OFF_REQUESTED -> words.bookOnlyOffRequested();
        case OFF_IMMINENT -> words.bookOnlyOffImminent();
        case OFF_CANCELLED -> words.bookOnlyKept();
        case OFF -> words.bookOnlyOff();
      };
      case RecoveryCodeUsed _ -> words.recoveryCodeUsed();
      case VerificationThrottled burst -> switch (burst.place().orElse(GuessPlace.SIGN_IN)) {
        case SIGN_IN -> words.verificationThrottled();
        case SESSION -> words.sessionVerificationThrottled();
      };
      case SessionEstablished established -> switch (established.recognition()) {
        case NEW -> words.signedInOnNewDevice();
        case KNOWN -> words.signedIn();
      };
      case SignInBlocked _ -> words.signInBlocked();
      case DeviceChange change -> switch (change.action()) {
        case RENAMED -> words.deviceRenamed();
        case TRUSTED -> words.deviceTrusted();
        case TRUST_ENDED -> words.deviceTrustEnded();
        case FORGOTTEN -> words.deviceForgotten();
      };
      case SessionRevoked revoked -> switch (revoked.reason()) {
        case SIGNED_OUT -> words.signedOut();
        case REVOKED_BY_CUSTOMER, DEVICE_REVOKED, PASSWORD_RESET, PASSWORD_CHANGED, IDENTIFIER_RESTORED, ACCOUNT_FROZEN,
            ACCOUNT_LOCKED, ENDED_BY_SUPPORT, REFRESH_TOKEN_REUSED, TOKEN_REVOKED -> words.sessionEnded();
        case SESSION_LIMIT -> words.sessionLimit();
      };
      case RefreshRepeatedElsewhere _ -> words.refreshRepeatedElsewhere();
      case SettingsLockChange change -> switch (change.action()) {
        case LOCKED -> words.settingsLocked();
        case UNLOCKING -> words.settingsUnlocking();
        case UNLOCKING_CANCELLED -> words.unlockingCancelled();
      };
      case WithdrawalLockChange change -> switch (change.action()) {
        case LOCKED -> words.withdrawalsLocked();
        case LIFTED -> words.withdrawalLockLifted();
      };
      case AssuranceLevelChange _ -> words.assuranceLevelChange();
      case ApiKeyCreated _ -> words.apiKeyCreated();
      case ApiKeyChanged changed -> switch (changed.change()) {
        case RENAMED -> words.apiKeyRenamed();
        case NETWORKS_NARROWED -> words.apiKeyNarrowed();
        case NETWORKS_WIDENED -> words.apiKeyWidened();
        case ENABLED -> words.apiKeyEnabled();
      };
      case ApiKeyDisabled disabled -> switch (disabled.reason()) {
        case REVOKED_BY_HOLDER -> words.apiKeyRevoked();
        case IDLE -> words.apiKeyLapsed();
        case DELETED -> words.apiKeyDeleted();
        case DISABLED_BY_CUSTOMER, APPROVAL_DECLINED, ACCOUNT_FROZEN, ACCOUNT_LOCKED, PASSWORD_RESET, IDENTIFIER_RESTORED -> words.apiKeyDisabled();
      };
      case ApiKeyIdle _ -> words.apiKeyIdle();
      case ApiKeyUsedElsewhere _ -> words.apiKeyUsedElsewhere();
      case RefreshTokenReused _ -> words.refreshTokenReused();
      case AntiPhishingCodeChanged changed -> switch (changed.change()) {
        case SET -> words.antiPhishingCodeSet();
        case REMOVED -> words.antiPhishingCodeRemoved();
      };
      case WithdrawalTold told -> switch (told.step()) {
        case REQUESTED -> words.withdrawalRequested();
        case HELD -> words.withdrawalHeld();
        case DECLINED -> words.withdrawalDeclined();
        case EXECUTED -> words.withdrawalExecuted();
      };
      case NotificationPreferencesChanged change ->
          change.weakened() ? words.preferencesWeakened() : words.preferencesChanged();
      case MailReported reported -> switch (reported.trouble()) {
        case BOUNCED -> words.mailReturned();
        case COMPLAINED_OF -> words.mailUnwanted();
      };
      case PriceReached _ -> words.priceReached();
      case ExchangeLogin _ -> words.exchangeLogin();
      case RecoveryActivated _ -> words.recoveryActivated();
      case CaseOpened _ -> words.caseOpened();
      case CaseApproved _ -> words.caseApproved();
      case CaseWaitStarted _ -> words.caseWaitStarted();
      case CaseWaitEnded _ -> words.caseWaitEnded();
      case CaseCompleted _ -> words.caseCompleted();
      case CaseCancelled _ -> words.caseCancelled();
      case CaseRejected _ -> words.caseRejected();
      case CaseExpired _ -> words.caseExpired();
      case NotificationDataErased _, RecoveryDataErased _ -> words.personalDataErased();
      case SecurityQuestionsChanged changed -> switch (changed.change()) {
        case SET -> words.securityQuestionsSet();
        case REMOVED -> words.securityQuestionsRemoved();
      };
      case SupportRead _ -> words.supportRead();
      case SupportActed _ -> words.supportActed();
    };
  }
}
