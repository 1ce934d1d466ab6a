package io.portcullis.notification.sharedsignals;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A system of another company, by the token that an operator gave it.
///
/// @param audience `aud` of its security event tokens
/// @param pushHost the one host that it may have events pushed to; empty for one that polls
record Receiver(UUID id, String name, String audience, Optional<String> pushHost, Instant registeredAt) implements Principal {

  static final String ROLE = "receiver";

  @Override
  public String getName() {
    return name;
  }
}
