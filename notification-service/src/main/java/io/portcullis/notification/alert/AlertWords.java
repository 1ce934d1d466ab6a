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

  @Message("the device was not used with your account before")
  String newDeviceReason();

  @Message("your account was not used in this country lately")
  String newCountryReason();

  @Message("it was used so far away just before that nobody could have travelled there")
  String impossibleTravelReason();

  @Message("several wrong passwords were entered just before")
  String failedAttemptsReason();

  @Message("somebody was trying passwords at many accounts from the same network")
  String networkFailuresReason();

  @Message("somebody was trying this very password at many accounts; choose another one")
  String sprayedPasswordReason();

  @Message("the network is on a list of networks that attackers often use")
  String listedNetworkReason();

  @Message("nobody had signed in for a long time")
  String dormantAccountReason();

  @Message("If it was you, there is nothing to do.")
  String ifItWasYou();

  @Message("New sign-in to your account")
  String newDeviceSubject();

  @Message("Your account was signed in to from a device that was not used with it before.")
  String newDevice();

  @Message("Sign-in to your account from an unusual place")
  String unusualPlaceSubject();

  @Message("Sign-in from an unusual place.")
  String unusualPlaceBrief();

  @Message("Your account was signed in to on a device that you use, but from a place where you do not.")
  String unusualPlace();

  @Message("A sign-in to your account was blocked")
  String signInBlockedSubject();

  @Message("A sign-in was blocked.")
  String signInBlockedBrief();

  @Message("Somebody entered your password, but so much about the sign-in was unusual that we turned them away. If it was "
      + "not you, change your password now. If it was you, sign in from a device and a network that you used before.")
  String signInBlocked();

  @Message("A device needs no second factor for a while")
  String deviceTrustedSubject();

  @Message("A device needs no second factor.")
  String deviceTrustedBrief();

  @Message("Signing in on this device asks for your password alone from now on. You can take that back in the list of "
      + "your devices.")
  String deviceTrusted();

  @Message("A device needs your second factor again")
  String deviceTrustEndedSubject();

  @Message("A device is trusted no more.")
  String deviceTrustEndedBrief();

  @Message("A device that asked for your password alone is trusted no more. Its next sign-in asks for your second factor, too.")
  String deviceTrustEnded();

  @Message("Your oldest session was ended")
  String sessionLimitSubject();

  @Message("You signed in more often than one account can be signed in at once, so the oldest session was ended.")
  String sessionLimit();

  @Message("Your password was changed")
  String passwordChangedSubject();

  @Message("The password of your account was changed.")
  String passwordChanged();

  @Message("The password of your account was set anew with a reset link. Every session was ended.")
  String passwordReset();

  @Message("The addresses of your account are as they were")
  String identifierRestoredSubject();

  @Message("Your addresses are as they were.")
  String identifierRestoredBrief();

  @Message("A change of your account's addresses was taken back by the link in our message. Every session was ended, and your "
      + "password no longer works: choose a new one by \"Forgot password\".")
  String identifierRestored();

  @Message("Your account is frozen")
  String accountFrozenSubject();

  @Message("Your account was frozen. Nobody can sign in, and every session was ended. Your holdings are where they were. "
      + "To open the account again, contact our support. A new password alone does not open it.")
  String accountFrozen();

  @Message("A second factor was added")
  String authenticatorEnrolledSubject();

  @Message("This was added to your account: {name} ({kind}). It works as a second factor.")
  String authenticatorEnrolled(String name, String kind);

  @Message("A second factor was removed")
  String authenticatorRemovedSubject();

  @Message("This was removed from your account: {name} ({kind}). It no longer works as a second factor.")
  String authenticatorRemoved(String name, String kind);

  @Message("passkey or security key")
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

  @Message("Somebody signed in to your account asked us to remove {name}. We will remove it on {at}. To keep it, sign in with it "
      + "or with an older second factor, or follow the link below.")
  String removalRequested(String name, String at);

  @Message("A second factor will soon be removed")
  String removalImminentSubject();

  @Message("A second factor is removed soon.")
  String removalImminentBrief();

  @Message("We remind you: somebody signed in to your account asked us to remove {name}. We will remove it on {at}. To keep it, "
      + "sign in with it or with an older second factor, or follow the link below.")
  String removalImminent(String name, String at);

  @Message("Keep this second factor")
  String keepFactor();

  @Message("A second factor stays")
  String removalCancelledSubject();

  @Message("The removal of your account's second factor {name} was cancelled. The factor stays.")
  String removalCancelled(String name);

  @Message("A second factor was renamed")
  String authenticatorRenamedSubject();

  @Message("A second factor of your account ({kind}) now has this name: {name}.")
  String authenticatorRenamed(String name, String kind);

  @Message("A security key was refused: there may be a copy of it")
  String cloneSuspectedSubject();

  @Message("A security key was refused.")
  String cloneSuspectedBrief();

  @Message("The security key or passkey {name} counted backwards, which happens when somebody has copied it. We refused it. "
      + "Sign in with another second factor and remove it.")
  String cloneSuspected(String name);

  @Message("unnamed")
  String unnamed();

  @Message("New recovery codes were issued")
  String recoveryCodesIssuedSubject();

  @Message("A new set of {count} recovery codes was made for your account. Codes from an older set don't work any more.")
  String recoveryCodesIssued(int count);

  @Message("A recovery code was used")
  String recoveryCodeUsedSubject();

  @Message("One of your recovery codes was used in place of your second factor. "
      + "{#if left == 0}None is left: make new ones soon.{#else if left <= 3}Only {left} left: make new ones soon."
      + "{#else}You have {left} left.{/if} "
      + "If your second factor is lost, add a new one: until then the session can do nothing else.")
  String recoveryCodeUsed(int left);

  @Message("Many wrong passwords were tried at your account")
  String passwordFailuresSubject();

  @Message("Many wrong passwords were tried.")
  String passwordFailuresBrief();

  @Message("Wrong passwords were entered for your account, {failures} or more within an hour. None of them opened it. Your own devices "
      + "and passkeys still let you in. On a new device we may ask for a puzzle first. If you use your password anywhere "
      + "else, choose a new one. We send this message once a day at most.")
  String passwordFailures(int failures);

  @Message("Your password has leaked: choose a new one")
  String passwordBreachedSubject();

  @Message("Your password has leaked.")
  String passwordBreachedBrief();

  @Message("Your password was entered correctly, but it is in a list of passwords that leaked from other sites. We refused the "
      + "sign-in. Choose a new password by \"Forgot password\", and change it wherever else you use it. If you did not try to "
      + "sign in, another person knows your password.")
  String passwordBreached();

  @Message("Somebody is guessing at your codes")
  String verificationThrottledSubject();

  @Message("Somebody is guessing your codes.")
  String verificationThrottledBrief();

  @Message("Too many wrong codes were entered, so no more are accepted for a while. Whoever entered "
      + "them knew your password: if it was not you, change it.")
  String verificationThrottled();

  @Message("We signed a device out for your safety")
  String refreshTokenReusedSubject();

  @Message("We signed a device out.")
  String refreshTokenReusedBrief();

  @Message("Somebody may have copied your sign-in on this device. We signed that device out. Sign in again there.")
  String refreshTokenReused();

  @Message("Your anti-phishing code was changed")
  String antiPhishingCodeSetSubject();

  @Message("Your phrase was changed.")
  String antiPhishingCodeSetBrief();

  @Message("A new anti-phishing code was set for your account. Every official message shows it from now on, beginning with "
      + "this one.")
  String antiPhishingCodeSet();

  @Message("Your anti-phishing code was removed")
  String antiPhishingCodeRemovedSubject();

  @Message("Your phrase was removed.")
  String antiPhishingCodeRemovedBrief();

  @Message("The anti-phishing code of your account was removed. Our messages show none until you set a new one.")
  String antiPhishingCodeRemoved();
}
