package io.portcullis.notification.delivery;

import io.portcullis.notification.letter.Letter;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/// A way to reach people.
public interface DeliveryChannel {

  Channel reaches();

  /// What a provider decided.
  sealed interface Answer {

    Answer TAKEN = new Taken();
    /// The mail server has no SMTPUTF8 (RFC 6531), without which no mail reaches this address.
    Answer NO_SMTPUTF8 = new Refused("address-unsupported");

    record Taken() implements Answer {}

    /// It need not be asked again.
    ///
    /// @param reason as the row tells it
    record Refused(String reason) implements Answer {}

    /// It may be asked again, not before `pause` is over.
    record NotNow(Duration pause, String why) implements Answer {}
  }

  /// Completes with what the provider decided; fails when it decided nothing, and may then be asked again.
  ///
  /// @param delivery its id is the same in every try of one letter, so that a provider can drop a second copy
  /// @param to       a destination of the channel that [#reaches] names
  /// @param phrase   the recipient's anti-phishing code, if one is set and may be shown there
  Uni<Answer> send(Delivery delivery, Destination to, Letter letter, Optional<String> phrase);
}
