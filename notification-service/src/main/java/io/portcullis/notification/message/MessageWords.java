package io.portcullis.notification.message;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of codes and links. Another language is a file `messages/message_<language>.properties`.
@MessageBundle("message")
public interface MessageWords {

  /// BCP 47 tag of this language: months have names.
  @Message("en")
  String language();

  @Message("When")
  String when();

  @Message("Address")
  String address();

  @Message("{#if minutes == 1}1 minute{#else}{minutes} minutes{/if}")
  String minutes(long minutes);

  @Message("Confirm your address")
  String registrationCodeSubject();

  @Message("Enter this code to confirm that this address is yours and to finish your registration.")
  String registrationCode();

  @Message("The code works once, for the next {validity}. If you did not start a registration, somebody may have mistyped "
      + "their own address: you can ignore this message, and nothing will happen.")
  String registrationCodeEnds(String validity);

  @Message("{code} is your code to confirm your registration. It works once, for {validity}.")
  String registrationCodeBrief(String code, String validity);

  @Message("Confirm your address")
  String identifierCodeSubject();

  @Message("Enter this code to add this address to your account.")
  String identifierCode();

  @Message("The code works once, for the next {validity}. If you did not ask for it, somebody may have mistyped their own "
      + "address: you can ignore this message, and nothing will happen. Tell the code to nobody.")
  String identifierCodeEnds(String validity);

  @Message("{code} is your code to add this number to your account. It works once, for {validity}.")
  String identifierCodeBrief(String code, String validity);

  @Message("The addresses of your account were changed")
  String identifierChangedSubject();

  @Message("Another address was added to your account. It signs in like the ones that you had.")
  String identifierAdded();

  @Message("Another address of your account is now the main address.")
  String identifierMadePrimary();

  @Message("An address was removed from your account.")
  String identifierRemoved();

  @Message("A change of the addresses of your account was taken back.")
  String identifierRestored();

  @Message("If it was you, there is nothing to do. If it was not you, take it back within {hours} hours. Whatever was changed "
      + "after it is taken back as well, every session ends, and you choose a new password.")
  String identifierChangedNotYou(long hours);

  @Message("Take it back")
  String identifierChangedLink();

  @Message("addresses changed. Not you?")
  String identifierChangedBrief();

  @Message("You already have an account")
  String registrationTakenSubject();

  @Message("Somebody, perhaps you, tried to register with this address. It already belongs to an account, so no new one was "
      + "made and nothing was changed.")
  String registrationTaken();

  @Message("If it was you, sign in as usual; if the password is gone, choose \"Forgot password\" there. If it was not you, "
      + "there is nothing to do: whoever tried was not told that you have an account.")
  String registrationTakenAdvice();

  @Message("somebody tried to register with your number, which already has an account. Nothing was changed.")
  String registrationTakenBrief();

  @Message("Set a new password")
  String passwordResetSubject();

  @Message("A new password was asked for on your account. This link lets you choose one.")
  String passwordReset();

  @Message("Set a new password")
  String passwordResetLink();

  @Message("The link works once, for the next {validity}. A new password signs you out everywhere; your second factor, if "
      + "you have one, stays as it is and will be asked.")
  String passwordResetEnds(String validity);

  @Message("If you did not ask for it, you can ignore this message: your password stays as it is.")
  String passwordResetNotYou();

  @Message("new password ({validity}):")
  String passwordResetBrief(String validity);

  @Message("Go on without a puzzle")
  String humanCodeSubject();

  @Message("Enter this code where you were asked to show that you are not a robot.")
  String humanCode();

  @Message("The code works once, for the next {validity}. It is no second factor. If you did not ask for it, you can ignore "
      + "this message: nobody gets into your account with it.")
  String humanCodeEnds(String validity);

  @Message("{code} lets you go on without a puzzle. It works once, for {validity}.")
  String humanCodeBrief(String code, String validity);

  @Message("This address confirms no sign-ins any more")
  String factorAddressRemovedSubject();

  @Message("This address was a second factor of an account. It was removed there, or another one was put in its place.")
  String factorAddressRemoved();

  @Message("If you did it, there is nothing to do. If you did not, sign in and change your password now. If you can't sign in, "
      + "choose \"Forgot password\" there.")
  String factorAddressRemovedAdvice();

  @Message("this number is no second factor of your account any more. Not you? Change your password now.")
  String factorAddressRemovedBrief();

  @Message("Your security code")
  String secondFactorCodeSubject();

  @Message("This code signs you in.")
  String codeForSignIn();

  @Message("This code confirms that it is you, for something that you are doing in your account.")
  String codeForStepUp();

  @Message("This code adds this address to your account as a second factor.")
  String codeForEnrolment();

  @Message("Confirm your sign-in")
  String unusualSignInSubject();

  @Message("Somebody entered your password on a device or in a place that we do not know. Enter this code only if it was you.")
  String codeForUnusualSignIn();

  @Message("It works once, for the next {validity}. If you are not doing this right now, somebody has your password: tell "
      + "nobody the code, and change your password.")
  String secondFactorCodeEnds(String validity);

  @Message("{code} signs you in. It works once, for {validity}. Tell it to nobody.")
  String codeForSignInBrief(String code, String validity);

  @Message("{code} confirms that it is you in your account. It works once, for {validity}. Tell it to nobody.")
  String codeForStepUpBrief(String code, String validity);

  @Message("{code} adds this number as a second factor. It works once, for {validity}. Tell it to nobody.")
  String codeForEnrolmentBrief(String code, String validity);

  @Message("{code} confirms a sign-in from an unknown device or place. Not you? Tell nobody, change your password.")
  String unusualSignInBrief(String code);
}
