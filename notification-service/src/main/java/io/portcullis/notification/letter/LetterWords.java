package io.portcullis.notification.letter;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of the frame. Another language is a file `messages/letter_<language>.properties`.
@MessageBundle("letter")
public interface LetterWords {

  /// BCP 47 tag of this language: a screen reader chooses its voice by it.
  @Message("en")
  String language();

  @Message("Your anti-phishing phrase")
  String phrase();

  @Message("You chose this phrase. Each mail from {brand} about your account to this address shows it. Do not trust one without it.")
  String phraseMeaning(String brand);

  @Message("Signed-in device")
  String sessionDevice();

  @Message("Signed in from")
  String sessionPlace();

  @Message("Was this not you?")
  String notYou();

  @Message("Freeze your account now")
  String freeze();

  @Message("Nobody can sign in to a frozen account, and every session ends at once. To open it again you need a link to a new "
      + "password, and your second factor. The page asks you to confirm first.")
  String freezeMeaning();

  @Message("We never ask for your password, your codes or your recovery codes: not by e-mail, not by phone, not in a chat. "
      + "A person who asks for them is not {brand}.")
  String neverAsk(String brand);

  @Message("Not you?")
  String briefFreeze();

  @Message("Phrase:")
  String briefPhrase();

  @Message("We never ask for passwords or codes.")
  String briefNeverAsk();
}
