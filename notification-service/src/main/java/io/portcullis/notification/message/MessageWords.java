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

  @Message("{masked} (this message was sent there)")
  String addressOfThisMessage(String masked);

  @Message("{masked} (not the one that this message was sent to)")
  String anotherAddress(String masked);

  @Message("{#if minutes == 1}1 minute{#else}{minutes} minutes{/if}")
  String minutes(long minutes);

  @Message("{#if hours == 1}1 hour{#else}{hours} hours{/if}")
  String hours(long hours);

  @Message("The code works once, until {until}, which is {validity} after it was asked for.")
  String codeEnds(String until, String validity);

  @Message("Confirm your address")
  String registrationCodeSubject();

  @Message("Enter this code to confirm that this address is yours and to finish your registration.")
  String registrationCode();

  @Message("If it was not you, someone may have mistyped their own address. You can ignore this message: nothing will happen.")
  String registrationCodeNotYou();

  @Message("{code} is your code to confirm your registration. It works once, for {validity}.")
  String registrationCodeBrief(String code, String validity);

  @Message("Confirm your address")
  String identifierCodeSubject();

  @Message("Enter this code only if you want to add this address to your account.")
  String identifierCode();

  @Message("If it was not you, someone may have mistyped their own address. You can ignore this message: nothing will happen. "
      + "Do not tell the code to anyone.")
  String identifierCodeNotYou();

  @Message("{code} is your code to add this number to your account. It works once, for {validity}.")
  String identifierCodeBrief(String code, String validity);

  @Message("The addresses of your account were changed")
  String identifierChangedSubject();

  @Message("An address was added to your account. It can sign in like the addresses that you had.")
  String identifierAdded();

  @Message("Another address is now the main address of your account.")
  String identifierMadePrimary();

  @Message("An address was removed from your account.")
  String identifierRemoved();

  @Message("A change of the addresses of your account was taken back.")
  String identifierRestored();

  @Message("Withdrawals from your account are held until {until} at least.")
  String withdrawalsHeld(String until);

  @Message("If it was you, there is nothing to do. If it was not you, take it back within "
      + "{#if hours == 1}1 hour{#else}{hours} hours{/if}: the link below works until {until}.")
  String identifierChangedNotYou(long hours, String until);

  @Message("Your account then gets the addresses back that it had before. Later changes of addresses are taken back as well. "
      + "Every session ends, and you choose a new password.")
  String identifierChangedMeaning();

  @Message("Take it back")
  String identifierChangedLink();

  @Message("address changed. Undo in {hours}h:")
  String identifierChangedBrief(long hours);

  @Message("You already have an account")
  String registrationTakenSubject();

  @Message("Someone, perhaps you, tried to register with this address, or to add it to another account. It already belongs to "
      + "your account. Nothing was changed.")
  String registrationTaken();

  @Message("If it was you, sign in as usual. If you no longer know the password, choose \"Forgot password\" there. If it was not "
      + "you, there is nothing to do. The person who tried did not learn that you have an account.")
  String registrationTakenAdvice();

  @Message("someone tried to register with your number, which already has an account. Nothing was changed.")
  String registrationTakenBrief();

  @Message("Set a new password")
  String passwordResetSubject();

  @Message("Someone, perhaps you, asked for a new password for your account. The link below lets you choose one.")
  String passwordReset();

  @Message("Set a new password")
  String passwordResetLink();

  @Message("The link works once, until {until}, which is {validity} after it was asked for. A new password ends every session. "
      + "Your second factor, if you have one, stays as it is and will be asked for. If your account is frozen, this "
      + "link is the way to open it: then a second factor from before the freeze is asked for, too.")
  String passwordResetEnds(String until, String validity);

  @Message("If it was not you, ignore this message: your password stays as it is.")
  String passwordResetNotYou();

  @Message("new password ({validity}):")
  String passwordResetBrief(String validity);

  @Message("Someone, perhaps you, asked for a new password for your account. Enter this code on our page that asked for your number. "
      + "Your second factor, if you have one, stays as it is and will be asked for.")
  String passwordResetCode();

  @Message("If it was not you, ignore this message: your password stays as it is. This code sets a new one. Do not tell it to anyone.")
  String passwordResetCodeNotYou();

  @Message("{code} sets a new password. It works once, for {validity}. Tell nobody.")
  String passwordResetCodeBrief(String code, String validity);

  @Message("Go on without a puzzle")
  String humanCodeSubject();

  @Message("Enter this code where you were asked to show that you are not a robot.")
  String humanCode();

  @Message("If it was not you, ignore this message: this code alone opens no account.")
  String humanCodeNotYou();

  @Message("{code} lets you go on without a puzzle. It works once, for {validity}.")
  String humanCodeBrief(String code, String validity);

  @Message("This address is no longer a second factor")
  String factorAddressRemovedSubject();

  @Message("This address was a second factor of an account. It was removed there, or another one was put in its place. It gets no "
      + "more codes for sign-ins.")
  String factorAddressRemoved();

  @Message("If it was you, there is nothing to do. If it was not you, sign in and change your password now. If you can't sign in, "
      + "choose \"Forgot password\" there.")
  String factorAddressRemovedAdvice();

  @Message("this number is no second factor of your account any more. Not you? Change your password now.")
  String factorAddressRemovedBrief();

  @Message("This address will soon be no second factor")
  String factorAddressRemovalSubject();

  @Message("This address is a second factor of an account. Someone who is signed in there asked us to remove it. We will do so on "
      + "{at}.")
  String factorAddressRemoval(String at);

  @Message("If it was you, there is nothing to do. If it was not you, sign in now with a code to this address, or with an older "
      + "second factor: that keeps it. Then change your password. If you can't sign in, choose \"Forgot password\" there.")
  String factorAddressRemovalAdvice();

  @Message("this number will soon be no second factor any more. Not you? Sign in with a code to it now.")
  String factorAddressRemovalBrief();

  @Message("Your security code")
  String secondFactorCodeSubject();

  @Message("This code confirms your sign-in.")
  String codeForSignIn();

  @Message("This code confirms that it is you, for something that you are doing in your account.")
  String codeForStepUp();

  @Message("Approve an action")
  String actionCodeSubject();

  @Message("This code approves an action such as a withdrawal. Enter it only where you see exactly what you want to approve.")
  String codeForAction();

  @Message("This code adds this address to your account as a second factor.")
  String codeForEnrolment();

  @Message("Confirm your sign-in")
  String unusualSignInSubject();

  @Message("Someone entered your password on a device or in a place that we do not know. Enter this code only if it was you.")
  String codeForUnusualSignIn();

  @Message("If it was not you, change your password: another person may know it. Do not tell the code to anyone.")
  String secondFactorCodeNotYou();

  @Message("{code} confirms your sign-in. It works once, for {validity}. Tell it to nobody.")
  String codeForSignInBrief(String code, String validity);

  @Message("{code} confirms that it is you in your account. It works once, for {validity}. Tell nobody.")
  String codeForStepUpBrief(String code, String validity);

  @Message("{code} approves an action such as a withdrawal. It works once, for {validity}. Tell nobody.")
  String codeForActionBrief(String code, String validity);

  @Message("{code} adds this number as a second factor. It works once, for {validity}. Tell it to nobody.")
  String codeForEnrolmentBrief(String code, String validity);

  @Message("{code} confirms a sign-in from an unknown device or place. Tell nobody. Not you? Change password.")
  String unusualSignInBrief(String code);
}
