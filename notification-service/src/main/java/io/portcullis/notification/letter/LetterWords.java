package io.portcullis.notification.letter;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of the frame. Another language is a file `messages/letter_<language>.properties`.
@MessageBundle("letter")
public interface LetterWords {

  /// BCP 47 tag of this language: a screen reader chooses its voice by it.
  @Message("en")
  String language();

  @Message("Your anti-phishing code")
  String phrase();

  @Message("This is the phrase you chose. A mail to this address that claims to come from {brand} without it is not ours.")
  String phraseMeaning(String brand);

  @Message("Was this not you?")
  String notYou();

  @Message("Freeze your account now")
  String freeze();

  @Message("Nobody can sign in to a frozen account, and every session ends at once. The page asks you to confirm first; "
      + "the link is good for 14 days.")
  String freezeMeaning();

  @Message("We never ask for your password, your codes or your recovery codes: not by e-mail, not by phone, not in a chat. "
      + "Whoever asks is not {brand}.")
  String neverAsk(String brand);

  @Message("Not you?")
  String briefFreeze();

  @Message("Phrase:")
  String briefPhrase();

  @Message("We never ask for passwords or codes.")
  String briefNeverAsk();
}
