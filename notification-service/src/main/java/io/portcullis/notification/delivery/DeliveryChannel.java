package io.portcullis.notification.delivery;

import io.portcullis.contracts.Address;
import io.portcullis.notification.letter.Letter;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/// A way to reach people.
interface DeliveryChannel {

  Address.Channel reaches();

  /// What a provider says that need not be asked again.
  enum Answer {
    TAKEN,
    /// The mail server has no SMTPUTF8 (RFC 6531), without which no mail reaches this address.
    NO_SMTPUTF8
  }

  /// Completes with what the provider decided; fails when it decided nothing, and may then be asked again.
  ///
  /// @param id     the same in every try of one letter, so that a provider can drop a second copy
  /// @param to     an address of the kind that [#reaches] names
  /// @param phrase the recipient's anti-phishing code, if one is set
  Uni<Answer> send(UUID id, Address to, Letter letter, Optional<String> phrase);
}
