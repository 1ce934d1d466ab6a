package io.portcullis.notification.alert;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter.Detail;
import io.portcullis.notification.letter.Reader;
import io.portcullis.notification.letter.Times;
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
  public static Optional<AlertText> of(SecurityEvent event, Reader reader) {
    AlertWords words = Bundles.in(reader.locale(), AlertWords.class);
    Times times = Times.in(reader.zone(), words.language());
    return Alert.about(event).map(alert -> new AlertText(alert.subject().apply(words), AlertLetters.text(alert, event, words, times),
        AlertLetters.details(event, words, times)));
  }
}
