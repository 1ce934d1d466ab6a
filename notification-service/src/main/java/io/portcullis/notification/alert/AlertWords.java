package io.portcullis.notification.alert;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of alerts. A `…Brief` is a subject in at most 34 characters, where a text message has no room for the subject.
/// Another language is a file `messages/alert_<language>.properties`.
@MessageBundle("alert")
public interface AlertWords {

  /// BCP 47 tag of this language: months have names.
  @Message("en")
  String language();

  @Message("When")
  String when();

  @Message("Device")
  String device();

  @Message("Network address")
  String address();

  @Message("Place")
  String place();

  @Message("Unusual")
  String unusual();

  @Message("Second factor")
  String factor();

  @Message("API key")
  String apiKey();

  @Message("May")
  String apiKeyScopes();

  @Message("the device was not used with your account before")
  String newDeviceReason();

  @Message("your account was not used in this country lately")
  String newCountryReason();

  @Message("it was used so far away just before that nobody could have travelled there")
  String impossibleTravelReason();

  @Message("several wrong passwords were entered just before")
  String failedAttemptsReason();

  @Message("someone tried passwords at many accounts from the same network")
  String networkFailuresReason();

  @Message("someone tried this very password at many accounts; choose another one")
  String sprayedPasswordReason();

  @Message("the network is on a list of networks that attackers often use")
  String listedNetworkReason();

  @Message("nobody had signed in for a long time")
  String dormantAccountReason();

  @Message("An address was put into your address book")
  String addressBookedSubject();

  @Message("New address in your address book.")
  String addressBookedBrief();

  @Message("An address for {asset} on the network {network} was put into your address book. If your withdrawals go to the address book alone, they can go there from {usableAt} on.")
  String addressBooked(String asset, String network, String usableAt);

  @Message("An address was taken out of your address book")
  String addressUnbookedSubject();

  @Message("Address removed from your book.")
  String addressUnbookedBrief();

  @Message("An address for {asset} on the network {network} was taken out of your address book.")
  String addressUnbooked(String asset, String network);

  @Message("Withdrawals go to your address book alone now")
  String bookOnlyOnSubject();

  @Message("Withdrawals to your book alone.")
  String bookOnlyOnBrief();

  @Message("From now on withdrawals from your account go to the addresses of your address book alone. A new address can be used after a day or more.")
  String bookOnlyOn();

  @Message("Withdrawals will soon go to any address")
  String bookOnlyOffRequestedSubject();

  @Message("Address book will be switched off.")
  String bookOnlyOffRequestedBrief();

  @Message("Your account asked to let withdrawals go to any address again, not to your address book alone. That takes effect at {time}. Until then it stays as it is, and you can cancel it in your security settings.")
  String bookOnlyOffRequested(String time);

  @Message("Last notice: withdrawals will soon go to any address")
  String bookOnlyOffImminentSubject();

  @Message("Address book ends: last notice.")
  String bookOnlyOffImminentBrief();

  @Message("At {time} withdrawals from your account may go to any address again, not to your address book alone. Until then you can cancel that in your security settings.")
  String bookOnlyOffImminent(String time);

  @Message("Withdrawals still go to your address book alone")
  String bookOnlyKeptSubject();

  @Message("Address book stays on.")
  String bookOnlyKeptBrief();

  @Message("The wish to let withdrawals go to any address is cancelled. They go to the addresses of your address book alone, as before.")
  String bookOnlyKept();

  @Message("Withdrawals may go to any address now")
  String bookOnlyOffSubject();

  @Message("Address book is off now.")
  String bookOnlyOffBrief();

  @Message("As was asked for 48 hours ago, withdrawals from your account may go to any address again.")
  String bookOnlyOff();

  @Message("Withdrawals from your account are held until {until} at least.")
  String withdrawalsHeld(String until);

  @Message("Withdrawals are held")
  String holdStartedSubject();

  @Message("Your account was recovered or unlocked, since someone proved that it is theirs.")
  String holdStarted();

  @Message("An action was approved")
  String approvalGrantedSubject();

  @Message("An action was approved in your account, by a second factor and your trading passphrase. What kind it is: {action}.")
  String approvalGranted(String action);

  @Message("You declined an action that is not yours")
  String approvalNotMeSubject();

  @Message("You said no: not my action.")
  String approvalNotMeBrief();

  @Message("You said that another person asked for an action in your account. What kind it is: {action}. It was not carried out.")
  String approvalNotMe(String action);

  @Message("Wrong trading passphrase")
  String approvalPassphraseSubject();

  @Message("Wrong trading passphrase.")
  String approvalPassphraseBrief();

  @Message("Your second factor was shown to approve an action, and then a wrong trading passphrase. What kind it is: {action}. It was not approved.")
  String approvalPassphrase(String action);

  @Message("Your security settings were locked")
  String settingsLockedSubject();

  @Message("Settings were locked.")
  String settingsLockedBrief();

  @Message("The security settings of your account were locked by someone who is signed in. Nobody can change them, and neither can our support. "
      + "Unlocking takes as long as was chosen: {#if days == 1}1 day{#else}{days} days{/if} from the moment that you ask for it.")
  String settingsLocked(int days);

  @Message("Your security settings are being unlocked")
  String settingsUnlockingSubject();

  @Message("Settings are being unlocked.")
  String settingsUnlockingBrief();

  @Message("Someone asked us to unlock the security settings of your account. They stay locked until {at}. If it was not you, "
      + "sign in and cancel the unlocking before then, and end all sessions that you do not know. Freezing your account keeps "
      + "everyone out, too.")
  String settingsUnlocking(String at);

  @Message("Your security settings stay locked")
  String unlockingCancelledSubject();

  @Message("Settings stay locked.")
  String unlockingCancelledBrief();

  @Message("The unlocking of your security settings was cancelled. They stay locked until someone asks for it again and the "
      + "whole time has passed.")
  String unlockingCancelled();

  @Message("Withdrawals were locked")
  String withdrawalsLockedSubject();

  @Message("Until {at} no withdrawal leaves your account. The lock ends then by itself. Two strong second factors that you "
      + "had before the lock can lift it early.")
  String withdrawalsLockedSoftly(String at);

  @Message("Until {at} no withdrawal leaves your account. The lock ends then by itself. Nobody can lift it early, and neither can "
      + "our support.")
  String withdrawalsLockedStrictly(String at);

  @Message("The lock of your withdrawals was lifted")
  String withdrawalLockLiftedSubject();

  @Message("Withdrawals are unlocked.")
  String withdrawalLockLiftedBrief();

  @Message("The lock of your withdrawals was lifted early, by a security key or passkey and an authenticator app. It would "
      + "have ended on {at}.")
  String withdrawalLockLifted(String at);

  @Message("If it was you, there is nothing to do.")
  String ifItWasYou();

  @Message("If it was not you, freeze your account by the link below. The link works until {until}.")
  String ifItWasNotYou(String until);

  @Message("If in doubt, freeze your account by the link below. The link works until {until}.")
  String ifInDoubt(String until);

  @Message("There were many messages of this kind, so this one may stand for others. The activity list of your account shows each.")
  String forOthersToo();

  @Message("Around the same time")
  String sameAttempt();

  @Message("Several alerts: see the app.")
  String manyAlertsBrief();

  @Message("New sign-in to your account")
  String newDeviceSubject();

  @Message("Someone signed in to your account on a device that was not used with it before.")
  String newDevice();

  @Message("Sign-in to your account from an unusual place")
  String unusualPlaceSubject();

  @Message("Sign-in from an unusual place.")
  String unusualPlaceBrief();

  @Message("Someone signed in to your account from an unusual place. The device is one that you use.")
  String unusualPlace();

  @Message("A sign-in to your account was blocked")
  String signInBlockedSubject();

  @Message("A sign-in was blocked.")
  String signInBlockedBrief();

  @Message("Someone entered your password. We refused the sign-in, because too much about it was unusual. If it was you, sign in "
      + "on a device and a network that you used before. If it was not you, another person knows your password: change it now.")
  String signInBlocked();

  @Message("A device needs no second factor for a while")
  String deviceTrustedSubject();

  @Message("A device needs no second factor.")
  String deviceTrustedBrief();

  @Message("Your password alone is now enough to sign in on the device below. You can end that in the list of your devices.")
  String deviceTrusted();

  @Message("A device needs your second factor again")
  String deviceTrustEndedSubject();

  @Message("A device needs a second factor.")
  String deviceTrustEndedBrief();

  @Message("Until now, your password alone was enough to sign in on the device below. Its next sign-in needs your second factor "
      + "again.")
  String deviceTrustEnded();

  @Message("Your oldest session was ended")
  String sessionLimitSubject();

  @Message("Your account had more sessions at once than we allow. We ended the oldest one, on the device below.")
  String sessionLimit();

  @Message("Your password was changed")
  String passwordChangedSubject();

  @Message("Someone who was signed in to your account changed its password.")
  String passwordChanged();

  @Message("Someone used a link from our message to set a new password for your account. Every session was ended.")
  String passwordReset();

  @Message("A change of your addresses was taken back")
  String identifierRestoredSubject();

  @Message("Your addresses were changed back.")
  String identifierRestoredBrief();

  @Message("Someone used the link in our message to take back a change of your account's addresses. Every session was ended. "
      + "Your old password no longer works. Choose a new one with \"Forgot password\". If your account had no second factor "
      + "before the change, those added after it are removed. If it was you, there is nothing else to do.")
  String identifierRestored();

  @Message("Your account is frozen")
  String accountFrozenSubject();

  @Message("Your account was frozen, from inside or by the link in one of our messages. Nobody can sign in to it, and every session "
      + "was ended. API keys ended, too. Freezing moved nothing in your account. To open it again, ask for a link to reset your "
      + "password and follow it. You then need a second factor that you had before. Without one, contact our support. "
      + "A new password alone does not open it. If it was not you, another person can read our messages to you.")
  String accountFrozen();

  @Message("Someone asked for a copy of your data")
  String exportRequestedSubject();

  @Message("Someone who was signed in to your account asked for a copy of all your data in it. It is put together at {time}. Until then, and "
      + "until it is fetched, you can cancel it in your account.")
  String exportRequested(String time);

  @Message("Copy of your data asked for.")
  String exportRequestedBrief();

  @Message("The copy of your data is ready")
  String exportReadySubject();

  @Message("The copy of your data is ready. Until {time} someone who is signed in to your account can fetch it once. If you did not ask for "
      + "it, cancel it in your account.")
  String exportReady(String time);

  @Message("Copy of your data is ready.")
  String exportReadyBrief();

  @Message("The copy of your data was fetched")
  String exportFetchedSubject();

  @Message("Someone who was signed in to your account has fetched the copy of your data. It says what you own here, and when you were here. "
      + "It holds no password and no code.")
  String exportFetched();

  @Message("Copy of your data was fetched.")
  String exportFetchedBrief();

  @Message("The copy of your data was deleted")
  String exportCancelledSubject();

  @Message("The copy of your data that was asked for was cancelled. Nobody can fetch it.")
  String exportCancelled();

  @Message("Copy of your data was deleted.")
  String exportCancelledBrief();

  @Message("The copy of your data could not be made")
  String exportFailedSubject();

  @Message("The copy of your data that was asked for could not be made. Nothing of it is kept. Ask for another one in your account.")
  String exportFailed();

  @Message("Copy of your data failed.")
  String exportFailedBrief();

  @Message("Your account will be closed")
  String closureRequestedSubject();

  @Message("Someone who was signed in to your account asked to close it. It will be closed for good at {time}. "
      + "Until then you can cancel this: sign in.")
  String closureRequested(String time);

  @Message("Last notice: your account will be closed")
  String closureImminentSubject();

  @Message("Your account will be closed for good at {time}. Until then you can cancel this: sign in.")
  String closureImminent(String time);

  @Message("Account closes: last notice.")
  String closureImminentBrief();

  @Message("Your account will not be closed")
  String closureCancelledSubject();

  @Message("The closing of your account was cancelled. The account stays as it is.")
  String closureCancelled();

  @Message("Our support locked your account")
  String accountLockedSubject();

  @Message("Our support locked your account because something about it is unusual. Nobody can sign in, every session was ended, and "
      + "API keys were disabled. Nothing in your account was moved by that. To unlock it, contact our support and show who you are, or "
      + "open a recovery case. Two members of our staff decide, and withdrawals are held for a while after that.")
  String accountLocked();

  @Message("Your account is unlocked")
  String accountUnlockedSubject();

  @Message("Our support unlocked your account. You can sign in again. API keys stay disabled until you enable them, and withdrawals are "
      + "held for a while.")
  String accountUnlocked();

  @Message("Our support ended your sessions")
  String endedBySupportSubject();

  @Message("Our support ended every session of your account. Sign in again to go on.")
  String endedBySupport();

  @Message("Your account is open again")
  String accountUnfrozenSubject();

  @Message("Your account was frozen and is open again. A new password was set, and everything in the account was reviewed. A second "
      + "factor of before the freeze was shown, or our staff approved a recovery. Withdrawals are held for a while.")
  String accountUnfrozen();

  @Message("A second factor was added")
  String authenticatorEnrolledSubject();

  @Message("The second factor below was added to your account. It can now confirm sign-ins.")
  String authenticatorEnrolled();

  @Message("The second factor below was added to your account. It can now confirm sign-ins. It is your first one, and a message "
      + "to one of your addresses let someone in shortly before. So you can still take it away: until {until}, a new password "
      + "removes it and ends every session. If it was not you, choose one with \"Forgot password\".")
  String authenticatorEnrolledOnAddress(String until);

  @Message("A second factor was removed")
  String authenticatorRemovedSubject();

  @Message("The second factor below was removed from your account. It can no longer confirm sign-ins. If it was your "
      + "last one, its recovery codes went with it, and the password alone opens the account now. A new password, or the link "
      + "that takes a change of addresses back, can remove one that was just added.")
  String authenticatorRemoved();

  @Message("security key or passkey")
  String kindWebauthn();

  @Message("authenticator app")
  String kindTotp();

  @Message("codes by e-mail")
  String kindEmail();

  @Message("codes by text message")
  String kindSms();

  @Message("recovery codes")
  String kindRecoveryCode();

  @Message("A second factor is going to be removed")
  String removalRequestedSubject();

  @Message("A second factor will be removed.")
  String removalRequestedBrief();

  @Message("Someone who is signed in to your account asked us to remove the second factor below. We will remove it on {at}. To "
      + "keep it, follow the link \"{keep}\" before then. A sign-in with it, or with an older second factor, keeps it, too. So "
      + "does freezing your account.")
  String removalRequested(String at, String keep);

  @Message("A second factor will soon be removed")
  String removalImminentSubject();

  @Message("A second factor is removed soon.")
  String removalImminentBrief();

  @Message("This is a reminder. Someone who was signed in to your account asked us to remove the second factor below. We will "
      + "remove it on {at}. To keep it, follow the link \"{keep}\" before then. A sign-in with it, or with an older second "
      + "factor, keeps it, too. So does freezing your account.")
  String removalImminent(String at, String keep);

  @Message("Keep this second factor")
  String keepFactor();

  @Message("Cancel the recovery case")
  String cancelCase();

  @Message("Cancel:")
  String cancelCaseBrief();

  @Message("Someone asked to recover your account")
  String caseOpenedSubject();

  @Message("Account recovery was asked for.")
  String caseOpenedBrief();

  @Message("Someone who can't sign in asked us for access to your account. Two of our staff will review that. If it was not you, "
      + "follow the link \"{cancel}\".")
  String caseOpened(String cancel);

  @Message("The recovery of your account was approved")
  String caseApprovedSubject();

  @Message("Account recovery was approved.")
  String caseApprovedBrief();

  @Message("Two of our staff have approved the recovery of your account. It is carried out after a wait. If it was not you who "
      + "asked for it, follow the link \"{cancel}\".")
  String caseApproved(String cancel);

  @Message("The recovery of your account waits")
  String caseWaitStartedSubject();

  @Message("Account recovery waits.")
  String caseWaitStartedBrief();

  @Message("The recovery of your account is carried out at {endsAt}. Until then it can be cancelled. If it was not you who asked "
      + "for it, follow the link \"{cancel}\".")
  String caseWaitStarted(String endsAt, String cancel);

  @Message("The recovery of your account is carried out now")
  String caseWaitEndedSubject();

  @Message("Account recovery is carried out.")
  String caseWaitEndedBrief();

  @Message("The wait is over, and nobody has cancelled the recovery of your account. It is carried out now.")
  String caseWaitEnded();

  @Message("Your account was recovered by a case")
  String caseCompletedSubject();

  @Message("Account recovery is complete.")
  String caseCompletedBrief();

  @Message("The recovery of your account is complete. Every session has ended. What was called lost does not open it any more.")
  String caseCompleted();

  @Message("The recovery of your account was cancelled")
  String caseCancelledSubject();

  @Message("Account recovery was cancelled.")
  String caseCancelledBrief();

  @Message("The recovery of your account was cancelled by the person who had asked for it. Nothing has changed.")
  String caseCancelledByClaimant();

  @Message("The recovery of your account was cancelled by a link in one of our messages. Nothing has changed.")
  String caseCancelledByLink();

  @Message("The recovery of your account was cancelled, because someone signed in with a second factor of yours. Nothing has changed.")
  String caseCancelledBySignIn();

  @Message("The recovery of your account was cancelled, because the account was frozen. To get it back with the help of our staff, "
      + "ask for recovery again.")
  String caseCancelledByFreeze();

  @Message("The recovery of your account was rejected")
  String caseRejectedSubject();

  @Message("Account recovery was rejected.")
  String caseRejectedBrief();

  @Message("Two of our staff have rejected the recovery of your account. Nothing has changed.")
  String caseRejected();

  @Message("The recovery of your account has expired")
  String caseExpiredSubject();

  @Message("Account recovery has expired.")
  String caseExpiredBrief();

  @Message("Nobody went on with the recovery of your account in time. Nothing has changed.")
  String caseExpired();

  @Message("A second factor stays")
  String removalCancelledSubject();

  @Message("The second factor below was going to be removed from your account. That was cancelled, so it stays.")
  String removalCancelled();

  @Message("A second factor was renamed")
  String authenticatorRenamedSubject();

  @Message("A second factor of your account has a new name, shown below.")
  String authenticatorRenamed();

  @Message("A security key was refused: there may be a copy of it")
  String cloneSuspectedSubject();

  @Message("A security key was refused.")
  String cloneSuspectedBrief();

  @Message("We refused the security key or passkey below. It counts its uses, and the count went backwards. That happens when "
      + "someone has copied the key. Sign in with another second factor, and remove this one.")
  String cloneSuspected();

  @Message("New recovery codes were issued")
  String recoveryCodesIssuedSubject();

  @Message("{#if count == 1}1 new recovery code was{#else}{count} new recovery codes were{/if} made for your account. Older ones, "
      + "if you had any, no longer work.")
  String recoveryCodesIssued(int count);

  @Message("A recovery code was used")
  String recoveryCodeUsedSubject();

  @Message("Someone used one of your recovery codes in place of your second factor. "
      + "{#if left == 0}None is left: make new ones soon.{#else if left <= 3}Only {left} left: make new ones soon."
      + "{#else}You have {left} left.{/if} "
      + "If it was you and your second factor is lost, add a new one. Until then this session can do little else. "
      + "If it was not you, another person has your recovery codes.")
  String recoveryCodeUsed(int left);

  @Message("A trading passphrase was set")
  String tradingPassphraseSetSubject();

  @Message("A trading passphrase was set for your account. It confirms withdrawals and trades, beside your second factor.")
  String tradingPassphraseSet();

  @Message("A new trading passphrase was set")
  String tradingPassphraseChangedSubject();

  @Message("Someone who showed your second factor put a new trading passphrase in the place of the old one. The old one no longer works.")
  String tradingPassphraseChanged();

  @Message("Wrong trading passphrases were entered")
  String tradingPassphraseThrottledSubject();

  @Message("Wrong trading passphrases.")
  String tradingPassphraseThrottledBrief();

  @Message("Someone who is signed in to your account entered wrong trading passphrases. They showed your second factor, too. "
      + "We compare no further one for a while. If it was you, wait until your app says that you can go on.")
  String tradingPassphraseThrottled();

  @Message("Your trading passphrase was stopped")
  String tradingPassphraseStoppedSubject();

  @Message("Trading passphrase stopped.")
  String tradingPassphraseStoppedBrief();

  @Message("Someone who is signed in to your account entered twenty wrong trading passphrases in a row. "
      + "Your trading passphrase no longer works. To get a new one, recover your account, or contact our support.")
  String tradingPassphraseStopped();

  @Message("Many wrong passwords were entered")
  String passwordFailuresSubject();

  @Message("Wrong passwords were entered for your account, {failures} or more within an hour. None of them opened it. Your own "
      + "devices and passkeys still sign in. On a new device we may ask for a puzzle first. If you use your password anywhere "
      + "else, choose a new one. We send this message once a day at most.")
  String passwordFailures(int failures);

  @Message("Wrong passwords while signed in")
  String sessionPasswordFailuresSubject();

  @Message("Someone who is signed in to your account entered wrong passwords, {failures} or more within an hour. Nothing was "
      + "changed. Sign out the devices that you do not know, and change your password. We send this message once a day at most.")
  String sessionPasswordFailures(int failures);

  @Message("Your password has leaked: choose a new one")
  String passwordBreachedSubject();

  @Message("Your password has leaked.")
  String passwordBreachedBrief();

  @Message("Someone entered your password. It was right, but it is in a list of passwords that leaked from other sites. We "
      + "refused the sign-in. Choose a new password with \"Forgot password\". Change it wherever else you use it. If it was "
      + "not you who entered it, another person knows your password.")
  String passwordBreached();

  @Message("Too many wrong codes were entered")
  String verificationThrottledSubject();

  @Message("Too many wrong codes were entered for a second factor of your account. We accept no more for a while. Only a person "
      + "who knows your password gets that far. If it was not you, change your password. We send this message once a day at most.")
  String verificationThrottled();

  @Message("Someone who is signed in to your account entered too many wrong codes for a second factor. We accept no more there "
      + "for a while. If it was not you, sign out the devices that you do not know, and change your password. We send this "
      + "message once a day at most.")
  String sessionVerificationThrottled();

  @Message("Your sign-in may have been copied")
  String refreshTokenReusedSubject();

  @Message("Someone used a copy of your sign-in on the device below. We ended that session, so the copy no longer works. Sign in "
      + "again on that device. If you restored or moved the device from a backup, that was the reason: there is nothing else "
      + "to do. If you did not, change your password as well.")
  String refreshTokenReused();

  @Message("Your anti-phishing phrase was changed")
  String antiPhishingCodeSetSubject();

  @Message("Your phrase was changed.")
  String antiPhishingCodeSetBrief();

  @Message("A new anti-phishing phrase was set for your account. Our messages about your account show it from now on, beginning "
      + "with this one.")
  String antiPhishingCodeSet();

  @Message("Your anti-phishing phrase was removed")
  String antiPhishingCodeRemovedSubject();

  @Message("Your phrase was removed.")
  String antiPhishingCodeRemovedBrief();

  @Message("The anti-phishing phrase of your account was removed. Our messages show none until you set a new one.")
  String antiPhishingCodeRemoved();

  @Message("Your security questions were changed")
  String securityQuestionsSetSubject();

  @Message("New security questions were set for your account. In a recovery case our staff see whether the answers are right. Right "
      + "answers alone open nothing. If it was not you, end the sessions that you do not know, and set new questions.")
  String securityQuestionsSet();

  @Message("Security questions are new.")
  String securityQuestionsSetBrief();

  @Message("Your security questions were removed")
  String securityQuestionsRemovedSubject();

  @Message("The security questions of your account were removed. If it was not you, end the sessions that you do not know.")
  String securityQuestionsRemoved();

  @Message("Security questions are gone.")
  String securityQuestionsRemovedBrief();

  @Message("An API key was created")
  String apiKeyCreatedSubject();

  @Message("The API key below was created for your account, by a second factor and your trading passphrase. A program that has it "
      + "can do for you what is listed below.")
  String apiKeyCreated();

  @Message("An API key now works from more networks")
  String apiKeyWidenedSubject();

  @Message("API key: more networks allowed.")
  String apiKeyWidenedBrief();

  @Message("Someone who showed your second factor changed the networks that the API key below works from. It now works from "
      + "networks that it did not work from before.")
  String apiKeyWidened();

  @Message("An API key was enabled")
  String apiKeyEnabledSubject();

  @Message("Someone who showed your second factor enabled the API key below. Programs that have it can use it again.")
  String apiKeyEnabled();

  @Message("An API key was disabled")
  String apiKeyDisabledSubject();

  @Message("Someone who is signed in to your account disabled or deleted the API key below. Programs can no longer use it.")
  String apiKeyDisabled();

  @Message("An API key leaked and was ended")
  String apiKeyRevokedSubject();

  @Message("An API key leaked, and ended.")
  String apiKeyRevokedBrief();

  @Message("Another person has the API key below, and proved it to us, perhaps because they found it and wanted to warn you. We "
      + "ended the key, so nobody can use it any more. Look at what it did lately. If your program needs a key, create a new one.")
  String apiKeyRevoked();

  @Message("An API key will soon be disabled")
  String apiKeyIdleSubject();

  @Message("An unused API key ends soon.")
  String apiKeyIdleBrief();

  @Message("Nobody has used the API key below for weeks. It works from every network, so another person who found it could do harm. "
      + "We will disable it on {at}. To keep it, use it before then, or name the networks that it works from.")
  String apiKeyIdle(String at);

  @Message("An unused API key was disabled")
  String apiKeyLapsedSubject();

  @Message("Nobody used the API key below for a long time, so we disabled it. You can enable it again in the list of your API keys.")
  String apiKeyLapsed();

  @Message("An API key was used from a new network")
  String apiKeyUsedElsewhereSubject();

  @Message("API key used from a new network.")
  String apiKeyUsedElsewhereBrief();

  @Message("A program used the API key below from a network that it was not used from before.")
  String apiKeyUsedElsewhere();

  @Message("Amount")
  String amount();

  @Message("To")
  String destination();

  @Message("Market")
  String market();

  @Message("Price")
  String price();

  @Message("Signed in to")
  String application();

  @Message("A withdrawal was requested")
  String withdrawalRequestedSubject();

  @Message("Someone asked to withdraw from your account what is shown below. If it was not you, decline it in the app.")
  String withdrawalRequested();

  @Message("A withdrawal is held")
  String withdrawalHeldSubject();

  @Message("The withdrawal below waits, because your account was changed lately or because we look at it more closely.")
  String withdrawalHeld();

  @Message("A withdrawal was declined")
  String withdrawalDeclinedSubject();

  @Message("The withdrawal below was not carried out. Nothing left your account.")
  String withdrawalDeclined();

  @Message("A withdrawal was carried out")
  String withdrawalExecutedSubject();

  @Message("The withdrawal below left your account. It can't be called back.")
  String withdrawalExecuted();

  @Message("A price was reached")
  String priceReachedSubject();

  @Message("The price that you asked us to watch was reached. It is shown below.")
  String priceReached();

  @Message("New sign-in at the exchange")
  String exchangeLoginSubject();

  @Message("Someone signed in with your account to the part of the exchange that is shown below.")
  String exchangeLogin();

  @Message("You chose to get fewer alerts")
  String preferencesWeakenedSubject();

  @Message("Someone who is signed in to your account chose to get fewer alerts by e-mail or text message. Some may come later. "
      + "Alerts of what puts your account at risk still come at once. The app shows every alert.")
  String preferencesWeakened();

  @Message("Our mail to you comes back")
  String mailReturnedSubject();

  @Message("A mail that we sent to one of your addresses came back. Critical alerts are still tried there. Others go to your other "
      + "addresses, if you have any. The app shows every alert. Look at your addresses in the app, and replace those that you "
      + "no longer read.")
  String mailReturned();

  @Message("Our mail was called unwanted")
  String mailUnwantedSubject();

  @Message("In one of your mailboxes, an alert of ours was called unwanted. For 30 days, only critical alerts of that kind go there. Others "
      + "go to your other addresses, if you have any. The app shows every alert. If it was a slip, add another address in the app.")
  String mailUnwanted();
}
