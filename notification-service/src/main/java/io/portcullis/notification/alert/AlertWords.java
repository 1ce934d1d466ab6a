package io.portcullis.notification.alert;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of alerts. Another language is a file `messages/alert_<language>.properties`.
@MessageBundle("alert")
public interface AlertWords {

  @Message("When")
  String when();

  @Message("Device")
  String device();

  @Message("Network address")
  String address();

  @Message("If it was you, there is nothing to do.")
  String ifItWasYou();

  @Message("New sign-in to your account")
  String newDeviceSubject();

  @Message("Your account was signed in to from a device that was not used with it before.")
  String newDevice();

  @Message("Your password was changed")
  String passwordChangedSubject();

  @Message("The password of your account was changed.")
  String passwordChanged();

  @Message("The password of your account was set anew with a reset link. Every session was ended.")
  String passwordReset();

  @Message("Your account is frozen")
  String accountFrozenSubject();

  @Message("Your account was frozen. Nobody can sign in, and every session was ended. Your holdings are where they were.")
  String accountFrozen();

  @Message("A second factor was added")
  String authenticatorEnrolledSubject();

  @Message("An authenticator was added to your account: {name}.")
  String authenticatorEnrolled(String name);

  @Message("A second factor was removed")
  String authenticatorRemovedSubject();

  @Message("An authenticator was removed from your account: {name}.")
  String authenticatorRemoved(String name);

  @Message("A second factor was renamed")
  String authenticatorRenamedSubject();

  @Message("An authenticator of your account was given the name: {name}.")
  String authenticatorRenamed(String name);

  @Message("A security key was refused: there may be a copy of it")
  String cloneSuspectedSubject();

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

  @Message("Somebody is guessing at your codes")
  String verificationThrottledSubject();

  @Message("Too many wrong codes were entered, so no more are accepted for a while. Whoever entered "
      + "them knew your password: if it was not you, change it.")
  String verificationThrottled();

  @Message("A session was ended for your safety")
  String refreshTokenReusedSubject();

  @Message("A key of one of your sessions was used twice, which happens when somebody has copied it. We ended that session; "
      + "you may have to sign in again on this device.")
  String refreshTokenReused();

  @Message("Your anti-phishing code was changed")
  String antiPhishingCodeSetSubject();

  @Message("A new anti-phishing code was set for your account. Every official message shows it from now on, beginning with "
      + "this one.")
  String antiPhishingCodeSet();

  @Message("Your anti-phishing code was removed")
  String antiPhishingCodeRemovedSubject();

  @Message("The anti-phishing code of your account was removed. Our messages show none until you set a new one.")
  String antiPhishingCodeRemoved();
}
