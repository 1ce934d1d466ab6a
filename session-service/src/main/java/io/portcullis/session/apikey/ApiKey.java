package io.portcullis.session.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key as it is stored.
///
/// @param networks where it counts from
public record ApiKey(ApiKeyId id, KeyMaterial material, String name, List<String> scopes, AllowList networks, Lifetime lifetime,
    Status status, Optional<LastUse> lastUse) {

  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  record Lifetime(Instant createdAt, Instant expiresAt) {}

  /// @param reason empty while it is active
  record Status(State state, Optional<String> reason) {}

  enum State {
    ACTIVE,
    /// Its owner can enable it.
    DISABLED,
    ENDED
  }

  /// Kept coarsely: a key that is in use all day is written down now and then.
  ///
  /// @param address as text
  record LastUse(Instant at, String address) {}

  public boolean counts(Instant now) {
    return status.state() == State.ACTIVE && now.isBefore(lifetime.expiresAt());
  }

  /// Whether it ends if nobody uses it: whoever found it could do harm from anywhere.
  boolean lapses() {
    return networks.isEverywhere() && ApiKeyScopes.act(scopes);
  }
}
