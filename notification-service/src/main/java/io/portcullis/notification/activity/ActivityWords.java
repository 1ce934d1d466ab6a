package io.portcullis.notification.activity;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// Titles of the activity list.
@MessageBundle("activity")
public interface ActivityWords {

  @Message("Account opened")
  String accountActivated();

  @Message("Password changed")
  String passwordChanged();

  @Message("New password set by a reset link")
  String passwordReset();

  @Message("Account frozen")
  String accountFrozen();

  @Message("Copy of the account's data asked for")
  String exportRequested();

  @Message("Copy of the account's data ready")
  String exportReady();

  @Message("Copy of the account's data fetched")
  String exportFetched();

  @Message("Copy of the account's data cancelled")
  String exportCancelled();

  @Message("Copy of the account's data expired")
  String exportExpired();

  @Message("Copy of the account's data could not be made")
  String exportFailed();

  @Message("Closing of the account requested")
  String closureRequested();

  @Message("Closing of the account: last notice sent")
  String closureImminent();

  @Message("Closing of the account cancelled")
  String closureCancelled();

  @Message("Account closed")
  String accountClosed();

  @Message("Personal data of the closed account erased")
  String personalDataErased();

  @Message("Our support locked the account")
  String accountLocked();

  @Message("Our support unlocked the account")
  String accountUnlocked();

  @Message("Our support ended every session")
  String sessionsEndedBySupport();

  @Message("Account opened again after a freeze")
  String accountUnfrozen();

  @Message("Second factor added")
  String authenticatorEnrolled();

  @Message("Second factor removed")
  String authenticatorRemoved();

  @Message("Removal of a second factor asked for")
  String removalRequested();

  @Message("A second factor will soon be removed")
  String removalImminent();

  @Message("Removal of a second factor cancelled")
  String removalCancelled();

  @Message("Second factor renamed")
  String authenticatorRenamed();

  @Message("Security key refused: there may be a copy of it")
  String cloneSuspected();

  @Message("New recovery codes issued")
  String recoveryCodesIssued();

  @Message("Recovery code used")
  String recoveryCodeUsed();

  @Message("Trading passphrase set")
  String tradingPassphraseSet();

  @Message("Trading passphrase changed")
  String tradingPassphraseChanged();

  @Message("Many wrong trading passphrases")
  String tradingPassphraseThrottled();

  @Message("Trading passphrase stopped after too many wrong ones")
  String tradingPassphraseStopped();

  @Message("Approval of an action asked for")
  String approvalProposed();

  @Message("Action approved")
  String approvalGranted();

  @Message("Action not approved: the second factor was not accepted")
  String approvalFactorRefused();

  @Message("Action not approved: the trading passphrase was not accepted")
  String approvalPassphraseRefused();

  @Message("Action not carried out: there was no approval for it")
  String approvalNotReleased();

  @Message("Action not carried out: withdrawals are held")
  String approvalHeld();

  @Message("Withdrawals held after a recovery of the account")
  String holdStarted();

  @Message("Action declined")
  String approvalDeclined();

  @Message("Action declined, because it was not you")
  String approvalNotMe();

  @Message("Approved action carried out")
  String approvalConsumed();

  @Message("Action not carried out: its address was not in the address book for long enough")
  String approvalAddressNotBooked();

  @Message("Address put into the address book")
  String addressBooked();

  @Message("Address taken out of the address book")
  String addressUnbooked();

  @Message("Withdrawals to the address book alone: switched on")
  String bookOnlyOn();

  @Message("Withdrawals to the address book alone: switching off asked for")
  String bookOnlyOffRequested();

  @Message("Withdrawals to the address book alone: will soon be switched off")
  String bookOnlyOffImminent();

  @Message("Withdrawals to the address book alone: stays on")
  String bookOnlyKept();

  @Message("Withdrawals to the address book alone: switched off")
  String bookOnlyOff();

  @Message("Many wrong passwords")
  String passwordFailures();

  @Message("Many wrong passwords while signed in")
  String sessionPasswordFailures();

  @Message("Sign-in refused: the password has leaked elsewhere")
  String passwordBreached();

  @Message("Too many wrong codes")
  String verificationThrottled();

  @Message("Too many wrong codes while signed in")
  String sessionVerificationThrottled();

  @Message("Signed in on a new device")
  String signedInOnNewDevice();

  @Message("Signed in")
  String signedIn();

  @Message("Sign-in blocked: too much about it was unusual")
  String signInBlocked();

  @Message("Device renamed")
  String deviceRenamed();

  @Message("Device needs no second factor for a while")
  String deviceTrusted();

  @Message("Device needs a second factor again")
  String deviceTrustEnded();

  @Message("Device forgotten")
  String deviceForgotten();

  @Message("Oldest session ended: too many at once")
  String sessionLimit();

  @Message("Signed out")
  String signedOut();

  @Message("Session ended")
  String sessionEnded();

  @Message("Session ended: the sign-in may have been copied")
  String refreshTokenReused();

  @Message("Security settings locked")
  String settingsLocked();

  @Message("Unlocking of the security settings asked for")
  String settingsUnlocking();

  @Message("Unlocking of the security settings cancelled")
  String unlockingCancelled();

  @Message("Withdrawals locked")
  String withdrawalsLocked();

  @Message("Lock of withdrawals lifted early")
  String withdrawalLockLifted();

  @Message("Session went on from another network")
  String refreshRepeatedElsewhere();

  @Message("Confirmed again that it is you")
  String assuranceLevelChange();

  @Message("Security questions set")
  String securityQuestionsSet();

  @Message("Security questions removed")
  String securityQuestionsRemoved();

  @Message("Anti-phishing phrase changed")
  String antiPhishingCodeSet();

  @Message("Anti-phishing phrase removed")
  String antiPhishingCodeRemoved();

  @Message("Password reset link requested")
  String recoveryActivated();

  @Message("Recovery of the account requested")
  String caseOpened();

  @Message("Recovery of the account approved")
  String caseApproved();

  @Message("Wait before the recovery of the account started")
  String caseWaitStarted();

  @Message("Wait before the recovery of the account ended")
  String caseWaitEnded();

  @Message("Account recovered")
  String caseCompleted();

  @Message("Recovery of the account cancelled")
  String caseCancelled();

  @Message("Recovery of the account rejected")
  String caseRejected();

  @Message("Recovery of the account expired")
  String caseExpired();
  @Message("Our support looked at the account")
  String supportRead();

  @Message("Our support asked for a change of the account")
  String supportActed();

  @Message("An address was added")
  String identifierAdded();

  @Message("A new address was entered and is not confirmed yet")
  String identifierClaimed();

  @Message("Another address became the main address")
  String identifierMadePrimary();

  @Message("An address was removed")
  String identifierRemoved();

  @Message("A change of addresses was taken back")
  String identifierRestored();

  @Message("API key created")
  String apiKeyCreated();

  @Message("API key renamed")
  String apiKeyRenamed();

  @Message("API key works from fewer networks")
  String apiKeyNarrowed();

  @Message("API key works from more networks")
  String apiKeyWidened();

  @Message("API key enabled")
  String apiKeyEnabled();

  @Message("API key disabled")
  String apiKeyDisabled();

  @Message("API key deleted")
  String apiKeyDeleted();

  @Message("API key ended: another person has it")
  String apiKeyRevoked();

  @Message("API key unused, and going to be disabled")
  String apiKeyIdle();

  @Message("API key disabled: it was unused")
  String apiKeyLapsed();

  @Message("API key used from a new network")
  String apiKeyUsedElsewhere();

  @Message("Withdrawal requested")
  String withdrawalRequested();

  @Message("Withdrawal held")
  String withdrawalHeld();

  @Message("Withdrawal declined")
  String withdrawalDeclined();

  @Message("Withdrawal carried out")
  String withdrawalExecuted();

  @Message("Price reached")
  String priceReached();

  @Message("Signed in at the exchange")
  String exchangeLogin();

  @Message("Fewer alerts chosen")
  String preferencesWeakened();

  @Message("Choice of alerts changed")
  String preferencesChanged();

  @Message("Mail to you came back")
  String mailReturned();

  @Message("Mail called unwanted")
  String mailUnwanted();
}
