package io.portcullis.auth.credential;

import io.portcullis.auth.password.PasswordChoice;
import java.time.Duration;

/// What became of a signed-in customer's wish for another password.
sealed interface ChangePasswordVerdict {

  /// Every other session ends.
  record Changed() implements ChangePasswordVerdict {}

  record NewRefused(PasswordChoice.Refused why) implements ChangePasswordVerdict {}

  /// The present password was not the one, or not any more.
  record PresentRefused() implements ChangePasswordVerdict {}

  record Throttled(Duration retryAfter) implements ChangePasswordVerdict {}
}
