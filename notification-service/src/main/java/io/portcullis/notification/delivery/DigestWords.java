package io.portcullis.notification.delivery;

import io.portcullis.notification.letter.Letter;
import java.util.Optional;

/// Says that several alerts wait.
public interface DigestWords {

  /// A text message for `letter` and others of its account.
  ///
  /// @param freezeLink short; the one of the newest alert that has one
  Letter standingForMany(Letter letter, Optional<String> freezeLink);
}
