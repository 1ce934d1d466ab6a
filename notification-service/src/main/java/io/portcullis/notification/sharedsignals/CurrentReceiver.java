package io.portcullis.notification.sharedsignals;

import io.portcullis.contracts.EventId;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/// The receiver whose token the request shows.
@RequestScoped
class CurrentReceiver {

  private final SecurityIdentity identity;

  CurrentReceiver(SecurityIdentity identity) {
    this.identity = identity;
  }

  /// Only meaningful behind `@RolesAllowed(Receiver.ROLE)`.
  Receiver get() {
    if (identity.getPrincipal() instanceof Receiver receiver) {
      return receiver;
    }
    throw new UnauthorizedException();
  }

  /// Empty for what is no id of ours, or is missing.
  static Optional<UUID> id(String text) {
    return Optional.ofNullable(text).flatMap(EventId::parse).map(EventId::value);
  }
}
