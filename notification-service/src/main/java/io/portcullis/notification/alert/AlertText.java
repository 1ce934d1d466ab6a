package io.portcullis.notification.alert;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter.Detail;
import java.util.List;
import java.util.Optional;

/// What an alert says inside the app. It carries no link: its reader is signed in, and a thief who reads it gets no way to freeze
/// the account.
public record AlertText(String title, String text, List<Detail> details) {

  public AlertText {
    details = List.copyOf(details);
  }

  /// Empty for a fact that raises no alert.
  ///
  /// @param locale BCP 47 language tag
  public static Optional<AlertText> of(SecurityEvent event, String locale) {
    AlertWords words = Bundles.in(locale, AlertWords.class);
    return Alert.about(event).map(alert -> new AlertText(alert.subject().apply(words), AlertLetters.text(alert, event, words),
        AlertLetters.details(event, words)));
  }
}
