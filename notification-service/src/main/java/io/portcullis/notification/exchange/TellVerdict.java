package io.portcullis.notification.exchange;

import io.portcullis.contracts.EventId;
import java.time.Duration;

/// What became of a fact that a system told.
sealed interface TellVerdict {

  /// @param event id of the alert
  record Accepted(EventId event) implements TellVerdict {}

  /// The same request came before.
  record Repeated(EventId event) implements TellVerdict {}

  /// The same key came with another fact.
  record KeyReused() implements TellVerdict {}

  record TooMany(Duration retryAfter) implements TellVerdict {}

  /// Its time is in the future, or too long ago.
  record WrongTime() implements TellVerdict {}

  enum Outcome { ACCEPTED, REPEATED, KEY_REUSED, TOO_MANY, WRONG_TIME }

  default Outcome outcome() {
    return switch (this) {
      case Accepted _ -> Outcome.ACCEPTED;
      case Repeated _ -> Outcome.REPEATED;
      case KeyReused() -> Outcome.KEY_REUSED;
      case TooMany _ -> Outcome.TOO_MANY;
      case WrongTime() -> Outcome.WRONG_TIME;
    };
  }
}
