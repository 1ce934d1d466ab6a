package io.portcullis.notification.sharedsignals;

import static io.portcullis.notification.sharedsignals.SignalType.ACCOUNT_DISABLED;
import static io.portcullis.notification.sharedsignals.SignalType.ACCOUNT_ENABLED;
import static io.portcullis.notification.sharedsignals.SignalType.ACCOUNT_PURGED;
import static io.portcullis.notification.sharedsignals.SignalType.ASSURANCE_LEVEL_CHANGE;
import static io.portcullis.notification.sharedsignals.SignalType.CREDENTIAL_CHANGE;
import static io.portcullis.notification.sharedsignals.SignalType.CREDENTIAL_COMPROMISE;
import static io.portcullis.notification.sharedsignals.SignalType.RECOVERY_ACTIVATED;
import static io.portcullis.notification.sharedsignals.SignalType.RECOVERY_INFORMATION_CHANGED;
import static io.portcullis.notification.sharedsignals.SignalType.SESSION_ESTABLISHED;
import static io.portcullis.notification.sharedsignals.SignalType.SESSION_REVOKED;

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
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.HoldStarted;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.AuthEvent.SessionsEndedBySupport;
import io.portcullis.contracts.MfaEvent.AuthenticatorCloneSuspected;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorRenamed;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.MfaEvent.TradingPassphraseChanged;
import io.portcullis.contracts.MfaEvent.TradingPassphraseThrottled;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.NotificationEvent.AntiPhishingCodeChanged;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.NotificationEvent.NotificationPreferencesChanged;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
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
import io.portcullis.contracts.SessionEvent.ApiKeyChange;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.ApiKeyUsedElsewhere;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RefreshRepeatedElsewhere;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.contracts.SessionId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which of our events say what an event of CAEP 1.0 or RISC 1.0 says. An event that is added does not compile until it has its line.
final class Signals {

  private static final Optional<Signal> NOTHING = Optional.empty();

  private Signals() {}

  /// Empty where no standard's event would be true.
  static Optional<Signal> of(SecurityEvent event) {
    return switch (event) {
      // our event                            the standard's       what it says
      case SessionEstablished e         -> established(e);
      case SessionRevoked e             -> of(SESSION_REVOKED, e.session(), because(e.reason(), by(e.reason())));
      case SessionsEndedBySupport _     -> of(SESSION_REVOKED, because(EndReason.ENDED_BY_SUPPORT, "admin"));
      case AssuranceLevelChange e       -> level(e);

      case CredentialChange e           -> change(word(e.credential()), "update", by(e.initiator()));
      case AuthenticatorEnrolled e      -> change(word(e.authenticator()), "create", "user");
      case AuthenticatorRemoved e       -> change(word(e.authenticator()), "delete", "user");
      case TradingPassphraseChanged e   -> change("trading-passphrase", e.first() ? "create" : "update", "user");
      case ApiKeyCreated _              -> change("api-key", "create", "user");
      case ApiKeyChanged e              -> e.change() == ApiKeyChange.RENAMED ? NOTHING : change("api-key", "update", "user");
      case ApiKeyDisabled e             -> change("api-key", isGone(e) ? "delete" : "revoke", by(e.reason()));

      case AccountFrozen _, AccountLocked _     -> of(ACCOUNT_DISABLED, Map.of());
      case AccountUnfrozen _, AccountUnlocked _ -> of(ACCOUNT_ENABLED, Map.of());
      case AccountClosureChange e       -> e.action() == ClosureAction.CLOSED ? of(ACCOUNT_PURGED, Map.of()) : NOTHING;
      case CredentialCompromise e       -> of(CREDENTIAL_COMPROMISE, Map.of("credential_type", word(e.credential())));
      case AuthenticatorCloneSuspected _ -> of(CREDENTIAL_COMPROMISE, Map.of("credential_type", "webauthn"));
      case RecoveryActivated _, CaseOpened _ -> of(RECOVERY_ACTIVATED, Map.of());
      case RecoveryCodesIssued _        -> of(RECOVERY_INFORMATION_CHANGED, Map.of());
      // RISC's identifier-changed names the old address. Our event names none, but says that links go elsewhere now.
      case IdentifierChange _           -> of(RECOVERY_INFORMATION_CHANGED, Map.of());

      // Told by session-revoked, which comes beside it.
      case RefreshTokenReused _         -> NOTHING;
      // Guesses, attempts and warnings: nothing has changed.
      case SignInBlocked _, RefreshRepeatedElsewhere _, PasswordFailures _, VerificationThrottled _, TradingPassphraseThrottled _,
           IdentifierClaimed _, AuthenticatorRemovalRequested _, AuthenticatorRemovalImminent _, AuthenticatorRemovalCancelled _, ApiKeyIdle _,
           ApiKeyUsedElsewhere _ -> NOTHING;
      // Changes that no event of the two profiles tells.
      case AccountActivated _, AccountExportChange _, DeviceChange _, AuthenticatorRenamed _, RecoveryCodeUsed _, SettingsLockChange _,
           WithdrawalLockChange _, SecurityQuestionsChanged _, AntiPhishingCodeChanged _, NotificationPreferencesChanged _,
           MailReported _ -> NOTHING;
      // Money and approvals.
      case HoldStarted _, ApprovalProposed _, ApprovalGranted _, ApprovalRefused _, ApprovalDeclined _, ApprovalConsumed _,
           AddressBooked _, AddressUnbooked _, BookOnlyChange _, WithdrawalTold _, PriceReached _, ExchangeLogin _ -> NOTHING;
      // Steps of a recovery case and of staff. What comes of them has an event of its own.
      case CaseApproved _, CaseWaitStarted _, CaseWaitEnded _, CaseCompleted _, CaseCancelled _, CaseRejected _, CaseExpired _,
           SupportRead _, SupportActed _, RecoveryDataErased _, NotificationDataErased _ -> NOTHING;
    };
  }

  private static Optional<Signal> of(SignalType type, Map<String, Object> claims) {
    return Optional.of(new Signal(type, Optional.empty(), claims));
  }

  private static Optional<Signal> of(SignalType type, SessionId session, Map<String, Object> claims) {
    return Optional.of(new Signal(type, Optional.of(session), claims));
  }

  private static Optional<Signal> change(String credential, String change, String by) {
    return of(CREDENTIAL_CHANGE, Map.of("credential_type", credential, "change_type", change, "initiating_entity", by,
        "reason_admin", text(credential + " " + change)));
  }

  private static Optional<Signal> established(SessionEstablished event) {
    return of(SESSION_ESTABLISHED, event.session(),
        Map.of("acr", event.acr(), "initiating_entity", "user", "reason_admin", text("signed in")));
  }

  private static boolean isGone(ApiKeyDisabled event) {
    return event.reason() == ApiKeyDisableReason.DELETED;
  }

  private static Optional<Signal> level(AssuranceLevelChange event) {
    // `phr` is of OpenID's EAP ACR values.
    boolean nist = event.acr().startsWith("aal");
    return of(ASSURANCE_LEVEL_CHANGE, event.session(), Map.of("namespace", nist ? "NIST-AAL" : "EAP-ACR",
        "current_level", nist ? "nist-" + event.acr() : event.acr(), "initiating_entity", "user", "reason_admin", text("stepped up")));
  }

  private static Map<String, Object> because(Enum<?> reason, String by) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("initiating_entity", by);
    claims.put("reason_admin", text(reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    return claims;
  }

  private static Map<String, String> text(String english) {
    return Map.of("en", english);
  }

  private static String by(Initiator initiator) {
    return switch (initiator) {
      case CUSTOMER -> "user";
      case RECOVERY -> "system";
    };
  }

  private static String by(EndReason reason) {
    return switch (reason) {
      case SIGNED_OUT, REVOKED_BY_CUSTOMER, DEVICE_REVOKED, PASSWORD_RESET, ACCOUNT_FROZEN, TOKEN_REVOKED, PASSWORD_CHANGED,
           IDENTIFIER_RESTORED -> "user";
      case REFRESH_TOKEN_REUSED, SESSION_LIMIT -> "policy";
      case ACCOUNT_LOCKED, ENDED_BY_SUPPORT -> "admin";
    };
  }

  private static String by(ApiKeyDisableReason reason) {
    return switch (reason) {
      case DISABLED_BY_CUSTOMER, DELETED, APPROVAL_DECLINED, ACCOUNT_FROZEN, PASSWORD_RESET, IDENTIFIER_RESTORED -> "user";
      case REVOKED_BY_HOLDER -> "system";
      case IDLE -> "policy";
      case ACCOUNT_LOCKED -> "admin";
    };
  }

  private static String word(CredentialType credential) {
    return switch (credential) {
      case PASSWORD -> "password";
    };
  }

  /// CAEP's words where it has one that is true: our events don't say whether a passkey is of the platform or roams.
  private static String word(AuthenticatorType authenticator) {
    return switch (authenticator) {
      case WEBAUTHN -> "webauthn";
      case TOTP -> "app";
      case EMAIL -> "email";
      case SMS -> "phone-sms";
      case RECOVERY_CODE -> "recovery-code";
    };
  }
}
