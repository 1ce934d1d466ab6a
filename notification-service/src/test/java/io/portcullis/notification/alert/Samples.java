package io.portcullis.notification.alert;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent.AccountActivated;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.AccountUnfrozen;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.contracts.AuthEvent.AccountUnlocked;
import io.portcullis.contracts.AuthEvent.AddressBooked;
import io.portcullis.contracts.AuthEvent.AddressUnbooked;
import io.portcullis.contracts.AuthEvent.ApprovalConsumed;
import io.portcullis.contracts.AuthEvent.ApprovalDeclined;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.ApprovalProposed;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.contracts.AuthEvent.ApprovalRefused;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.AuthEvent.CredentialChange;
import io.portcullis.contracts.AuthEvent.CredentialCompromise;
import io.portcullis.contracts.AuthEvent.CredentialType;
import io.portcullis.contracts.AuthEvent.DeclineReason;
import io.portcullis.contracts.AuthEvent.HoldStarted;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.contracts.AuthEvent.IdentifierChange;
import io.portcullis.contracts.AuthEvent.IdentifierClaimed;
import io.portcullis.contracts.AuthEvent.Initiator;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.AuthEvent.SessionsEndedBySupport;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.GuessPlace;
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
import io.portcullis.contracts.NotificationEvent.Change;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.MailTrouble;
import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.NotificationEvent.NotificationPreferencesChanged;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalStep;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseCancelled;
import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.contracts.RecoveryEvent.CaseRejected;
import io.portcullis.contracts.RecoveryEvent.CaseWaitEnded;
import io.portcullis.contracts.RecoveryEvent.CaseWaitStarted;
import io.portcullis.contracts.RecoveryEvent.RecoveryActivated;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.RecoveryEvent.SupportActed;
import io.portcullis.contracts.RecoveryEvent.QuestionsChange;
import io.portcullis.contracts.RecoveryEvent.SecurityQuestionsChanged;
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
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RefreshRepeatedElsewhere;
import io.portcullis.contracts.SessionEvent.RefreshTokenReused;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.contracts.SessionEvent.SettingsLockAction;
import io.portcullis.contracts.SessionEvent.SettingsLockChange;
import io.portcullis.contracts.SessionEvent.SignInBlocked;
import io.portcullis.contracts.SessionEvent.WithdrawalLockAction;
import io.portcullis.contracts.SessionEvent.WithdrawalLockChange;
import io.portcullis.contracts.SessionEvent.WithdrawalLockKind;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.OtherServices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// One event of every kind.
public final class Samples {

  private Samples() {}

  public static SessionEstablished signIn(
      AccountId account, DeviceRecognition recognition, String device, RiskReason... reasons) {
    return new SessionEstablished(OtherServices.anEvent(), account, Instant.now(), new SessionId(UUID.randomUUID()),
        new DeviceId(UUID.randomUUID()), device, Optional.of("203.0.113.7"), "aal1", recognition,
        Optional.of("Berlin, Germany"), List.of(reasons), Optional.empty());
  }

  static SignInBlocked blocked(AccountId account, RiskReason... reasons) {
    return new SignInBlocked(OtherServices.anEvent(), account, Instant.now(), "Firefox on Linux",
        Optional.of("203.0.113.7"), Optional.of("Berlin, Germany"), List.of(reasons));
  }

  private static DeviceChange change(AccountId account, DeviceAction action) {
    return new DeviceChange(OtherServices.anEvent(), account, Instant.now(), new DeviceId(UUID.randomUUID()), "My phone", action);
  }

  private static SessionRevoked ended(AccountId account, EndReason reason) {
    return new SessionRevoked(
        OtherServices.anEvent(), account, Instant.now(), new SessionId(UUID.randomUUID()), "Firefox on Linux", reason);
  }

  private static ApprovalRefused refused(AccountId account, ApprovalRefusal reason) {
    return new ApprovalRefused(OtherServices.anEvent(), account, Instant.now(), UUID.randomUUID(), "withdrawal", "withdrawals", reason);
  }

  private static BookOnlyChange bookOnly(AccountId account, BookOnlyAction action) {
    return new BookOnlyChange(OtherServices.anEvent(), account, Instant.now(), action,
        Optional.of(Instant.now().plusSeconds(172800)).filter(_ -> action.name().startsWith("OFF_") && action != BookOnlyAction.OFF_CANCELLED));
  }

  private static SettingsLockChange settingsLock(AccountId account, SettingsLockAction action, Optional<Instant> opensAt) {
    return new SettingsLockChange(OtherServices.anEvent(), account, Instant.now(), action, 30, opensAt);
  }

  private static AccountExportChange export(AccountId account, ExportAction action, Optional<Instant> until) {
    return new AccountExportChange(OtherServices.anEvent(), account, Instant.now(), UUID.randomUUID(), action, until);
  }

  private static WithdrawalLockChange withdrawalLock(AccountId account, WithdrawalLockAction action, WithdrawalLockKind kind) {
    return new WithdrawalLockChange(
        OtherServices.anEvent(), account, Instant.now(), action, kind, Instant.now().plusSeconds(604800));
  }

  public static List<SecurityEvent> all(AccountId account) {
    return Stream.concat(alerting(account).stream(), silent(account).stream()).toList();
  }

  /// Those that the customer is told of.
  static List<SecurityEvent> alerting(AccountId account) {
    return Stream.concat(ordinary(account).stream(), urgent(account).stream()).toList();
  }

  /// What a thief does to keep an account, and what undoes it: told to every address. By hand, so that a test can hold it.
  static List<SecurityEvent> urgent(AccountId account) {
    Instant now = Instant.now();
    Optional<Instant> held = Optional.of(now.plusSeconds(86400));
    return List.of(
        new HoldStarted(OtherServices.anEvent(), account, now, "recovery", now.plusSeconds(172800)),
        new CredentialChange(OtherServices.anEvent(), account, now, CredentialType.PASSWORD, Initiator.CUSTOMER, held, Optional.empty()),
        new CredentialChange(OtherServices.anEvent(), account, now, CredentialType.PASSWORD, Initiator.RECOVERY, held, Optional.empty()),
        new CredentialCompromise(OtherServices.anEvent(), account, now, CredentialType.PASSWORD),
        new AuthenticatorEnrolled(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone", Optional.empty(), held),
        new AuthenticatorEnrolled(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone",
            Optional.of(now.plusSeconds(172800)), held),
        new AuthenticatorRemoved(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone", held),
        new AuthenticatorRemovalRequested(
            OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone", now.plusSeconds(172800)),
        new AuthenticatorRemovalImminent(
            OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone", now.plusSeconds(86400)),
        new AuthenticatorCloneSuspected(OtherServices.anEvent(), account, now, "My key"),
        new RecoveryCodesIssued(OtherServices.anEvent(), account, now, 10, held),
        new RecoveryCodeUsed(OtherServices.anEvent(), account, now, 0, held),
        new TradingPassphraseChanged(OtherServices.anEvent(), account, now, true, held),
        new TradingPassphraseChanged(OtherServices.anEvent(), account, now, false, held),
        new TradingPassphraseThrottled(OtherServices.anEvent(), account, now, false),
        new TradingPassphraseThrottled(OtherServices.anEvent(), account, now, true),
        new IdentifierChange(OtherServices.anEvent(), account, now, IdentifierAction.RESTORED, held),
        new ApprovalDeclined(OtherServices.anEvent(), account, now, UUID.randomUUID(), "withdrawal", "withdrawals", DeclineReason.NOT_ME),
        new ApprovalGranted(OtherServices.anEvent(), account, now, UUID.randomUUID(), "withdrawal", "withdrawals", "phr"),
        refused(account, ApprovalRefusal.WRONG_PASSPHRASE),
        refused(account, ApprovalRefusal.PASSPHRASE_STOPPED),
        new AddressBooked(OtherServices.anEvent(), account, now, UUID.randomUUID(), "BTC", "bitcoin", now.plusSeconds(86400)),
        bookOnly(account, BookOnlyAction.ON), bookOnly(account, BookOnlyAction.OFF_REQUESTED),
        bookOnly(account, BookOnlyAction.OFF_IMMINENT), bookOnly(account, BookOnlyAction.OFF),
        new ApiKeyCreated(OtherServices.anEvent(), account, now, UUID.randomUUID(), "Market maker", List.of("read", "trade"), true),
        key(account, ApiKeyChange.NETWORKS_WIDENED),
        key(account, ApiKeyChange.ENABLED),
        key(account, ApiKeyDisableReason.REVOKED_BY_HOLDER),
        settingsLock(account, SettingsLockAction.LOCKED, Optional.empty()),
        settingsLock(account, SettingsLockAction.UNLOCKING, Optional.of(now.plusSeconds(2592000))),
        settingsLock(account, SettingsLockAction.UNLOCKING_CANCELLED, Optional.empty()),
        withdrawalLock(account, WithdrawalLockAction.LOCKED, WithdrawalLockKind.SOFT),
        withdrawalLock(account, WithdrawalLockAction.LOCKED, WithdrawalLockKind.STRICT),
        withdrawalLock(account, WithdrawalLockAction.LIFTED, WithdrawalLockKind.SOFT),
        new AccountClosureChange(OtherServices.anEvent(), account, now, ClosureAction.REQUESTED, Optional.of(now.plusSeconds(1209600))),
        new AccountClosureChange(OtherServices.anEvent(), account, now, ClosureAction.IMMINENT, Optional.of(now.plusSeconds(86400))),
        new AccountClosureChange(OtherServices.anEvent(), account, now, ClosureAction.CANCELLED, Optional.empty()),
        export(account, ExportAction.REQUESTED, Optional.of(now.plusSeconds(86400))),
        export(account, ExportAction.READY, Optional.of(now.plusSeconds(604800))),
        export(account, ExportAction.FETCHED, Optional.empty()),
        new AccountUnfrozen(OtherServices.anEvent(), account, now, now.plusSeconds(172800)),
        new AccountLocked(OtherServices.anEvent(), account, now, "security-alert"),
        new AccountUnlocked(OtherServices.anEvent(), account, now, "customer-contact"),
        new AccountFrozen(OtherServices.anEvent(), account, now, "customer"),
        new CaseOpened(OtherServices.anEvent(), account, now, UUID.randomUUID(), CaseReason.LOST_SECOND_FACTOR, Optional.empty()),
        new CaseApproved(OtherServices.anEvent(), account, now, UUID.randomUUID()),
        new CaseWaitStarted(OtherServices.anEvent(), account, now, UUID.randomUUID(), now),
        new CaseWaitEnded(OtherServices.anEvent(), account, now, UUID.randomUUID()),
        new CaseCompleted(OtherServices.anEvent(), account, now, UUID.randomUUID()),
        new CaseCancelled(OtherServices.anEvent(), account, now, UUID.randomUUID(), CaseCanceller.CLAIMANT),
        new CaseCancelled(OtherServices.anEvent(), account, now, UUID.randomUUID(), CaseCanceller.LINK),
        new CaseCancelled(OtherServices.anEvent(), account, now, UUID.randomUUID(), CaseCanceller.SIGN_IN),
        new CaseCancelled(OtherServices.anEvent(), account, now, UUID.randomUUID(), CaseCanceller.FREEZE),
        new CaseRejected(OtherServices.anEvent(), account, now, UUID.randomUUID()),
        new CaseExpired(OtherServices.anEvent(), account, now, UUID.randomUUID()),
        new SecurityQuestionsChanged(OtherServices.anEvent(), account, now, QuestionsChange.SET),
        new SecurityQuestionsChanged(OtherServices.anEvent(), account, now, QuestionsChange.REMOVED),
        new NotificationPreferencesChanged(OtherServices.anEvent(), account, now, true),
        new MailReported(OtherServices.anEvent(), account, now, MailTrouble.BOUNCED),
        new MailReported(OtherServices.anEvent(), account, now, MailTrouble.COMPLAINED_OF),
        withdrawal(account, WithdrawalStep.REQUESTED), withdrawal(account, WithdrawalStep.EXECUTED));
  }

  private static WithdrawalTold withdrawal(AccountId account, WithdrawalStep step) {
    return new WithdrawalTold(OtherServices.anEvent(), account, Instant.now(), "withdrawals", step, "BTC", "0.5", Optional.of("bc1qar…wf5mdq"));
  }

  private static ApiKeyChanged key(AccountId account, ApiKeyChange change) {
    return new ApiKeyChanged(OtherServices.anEvent(), account, Instant.now(), UUID.randomUUID(), "Market maker", change);
  }

  private static ApiKeyDisabled key(AccountId account, ApiKeyDisableReason reason) {
    return new ApiKeyDisabled(OtherServices.anEvent(), account, Instant.now(), UUID.randomUUID(), "Market maker", reason);
  }

  /// The others that are told, to each mailbox where there is one.
  static List<SecurityEvent> ordinary(AccountId account) {
    Instant now = Instant.now();
    return List.of(
        signIn(account, DeviceRecognition.NEW, "Firefox on Linux"),
        signIn(account, DeviceRecognition.KNOWN, "Firefox on Linux", RiskReason.NEW_COUNTRY),
        blocked(account, RiskReason.values()),
        change(account, DeviceAction.TRUSTED),
        change(account, DeviceAction.TRUST_ENDED),
        ended(account, EndReason.SESSION_LIMIT),
        new SessionsEndedBySupport(OtherServices.anEvent(), account, now, "security-alert"),
        export(account, ExportAction.CANCELLED, Optional.empty()),
        export(account, ExportAction.FAILED, Optional.empty()),
        new PasswordFailures(OtherServices.anEvent(), account, now, 10, Optional.empty()),
        new PasswordFailures(OtherServices.anEvent(), account, now, 10, Optional.of(GuessPlace.SESSION)),
        new AddressUnbooked(OtherServices.anEvent(), account, now, UUID.randomUUID(), "BTC", "bitcoin"),
        bookOnly(account, BookOnlyAction.OFF_CANCELLED),
        new AuthenticatorRemovalCancelled(OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, "My phone"),
        new AuthenticatorRenamed(OtherServices.anEvent(), account, now, AuthenticatorType.WEBAUTHN, "My key"),
        new VerificationThrottled(
            OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, Optional.of(GuessPlace.SIGN_IN)),
        new VerificationThrottled(
            OtherServices.anEvent(), account, now, AuthenticatorType.TOTP, Optional.of(GuessPlace.SESSION)),
        new RefreshTokenReused(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()), "Safari on iPhone"),
        key(account, ApiKeyDisableReason.DISABLED_BY_CUSTOMER),
        key(account, ApiKeyDisableReason.IDLE),
        new ApiKeyIdle(OtherServices.anEvent(), account, now, UUID.randomUUID(), "Market maker", now.plusSeconds(604800)),
        new ApiKeyUsedElsewhere(OtherServices.anEvent(), account, now, UUID.randomUUID(), "Market maker", Optional.of("203.0.113.7"),
            Optional.of("Berlin, Germany")),
        withdrawal(account, WithdrawalStep.HELD), withdrawal(account, WithdrawalStep.DECLINED),
        new PriceReached(OtherServices.anEvent(), account, now, "withdrawals", "BTC/EUR", "100000"),
        new ExchangeLogin(OtherServices.anEvent(), account, now, "withdrawals", "Desktop trader", Optional.of("203.0.113.7"), Optional.of("Berlin, Germany")),
        new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now, Change.SET),
        new AntiPhishingCodeChanged(OtherServices.anEvent(), account, now, Change.REMOVED));
  }

  /// Those that only stand in the activity list.
  static List<SecurityEvent> silent(AccountId account) {
    Instant now = Instant.now();
    return List.of(
        new AccountActivated(OtherServices.anEvent(), account, now),
        new IdentifierClaimed(OtherServices.anEvent(), account, now, Address.Channel.SMS),
        new IdentifierChange(OtherServices.anEvent(), account, now, IdentifierAction.REMOVED, Optional.empty()),
        new ApprovalProposed(OtherServices.anEvent(), account, now, UUID.randomUUID(), "withdrawal", "withdrawals"),
        new ApprovalDeclined(OtherServices.anEvent(), account, now, UUID.randomUUID(), "withdrawal", "withdrawals",
            DeclineReason.NOT_WANTED),
        new ApprovalConsumed(OtherServices.anEvent(), account, now, UUID.randomUUID(), "withdrawal", "withdrawals"),
        refused(account, ApprovalRefusal.OTHER_ACTION),
        refused(account, ApprovalRefusal.ADDRESS_NOT_BOOKED),
        signIn(account, DeviceRecognition.KNOWN, "Firefox on Linux", RiskReason.FAILED_ATTEMPTS),
        ended(account, EndReason.SIGNED_OUT),
        change(account, DeviceAction.RENAMED), change(account, DeviceAction.FORGOTTEN),
        key(account, ApiKeyChange.RENAMED), key(account, ApiKeyDisableReason.ACCOUNT_FROZEN),
        new AssuranceLevelChange(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()),
            "Firefox on Linux", "aal2", Optional.empty()),
        new RefreshRepeatedElsewhere(OtherServices.anEvent(), account, now, new SessionId(UUID.randomUUID()),
            "Firefox on Linux", Optional.of("198.51.100.7"), Optional.empty()),
        new NotificationPreferencesChanged(OtherServices.anEvent(), account, now, false),
        new RecoveryActivated(OtherServices.anEvent(), account, now),
        new AccountClosureChange(OtherServices.anEvent(), account, now, ClosureAction.CLOSED, Optional.empty()),
        export(account, ExportAction.EXPIRED, Optional.empty()),
        new NotificationDataErased(OtherServices.anEvent(), account, now), new RecoveryDataErased(OtherServices.anEvent(), account, now),
        new SupportRead(OtherServices.anEvent(), account, now, "q83vEjRWeJASNFZ4kBI0Vg", "find-account", "customer-contact"),
        new SupportActed(OtherServices.anEvent(), account, now, "q83vEjRWeJASNFZ4kBI0Vg", "lock-account", "security-alert"));
  }
}
