package io.portcullis.notification.delivery;

import io.portcullis.contracts.Address;
import io.portcullis.notification.letter.Letter;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/// A way to reach people.
interface DeliveryChannel {

  Address.Channel reaches();

  /// Completes when the provider has taken the letter over; fails when it has not, and may then be asked again.
  ///
  /// @param id     the same in every try of one letter, so that a provider can drop a second copy
  /// @param to     an address of the kind that [#reaches] names
  /// @param phrase the recipient's anti-phishing code, if one is set
  Uni<Void> send(UUID id, Address to, Letter letter, Optional<String> phrase);
}
