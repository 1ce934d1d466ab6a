package io.portcullis.session.apikey;

import io.portcullis.session.apikey.ApiKey.LastUse;
import io.portcullis.session.place.Places;
import io.portcullis.session.place.ShownPlace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A key as its owner sees it.
///
/// @param id              names it here
/// @param keyId           names it in signed requests
/// @param algorithm       `ed25519` or `hmac-sha256`
/// @param networks        where it counts from, in CIDR notation; everywhere when there are none
/// @param state           `active`, `disabled` or `expired`
/// @param reason          why it is disabled
/// @param lastUsedAt      to five minutes; absent when it was never used
/// @param lastUsedAddress where it was used last
/// @param secret          of `hmac-sha256`, in the answer that makes the key and never again
@RegisterForReflection
@Schema(name = "ApiKey")
public record ApiKeyView(UUID id, String keyId, String name, String algorithm, List<String> scopes, List<String> networks, String state,
    Optional<String> reason, Instant createdAt, Instant expiresAt, Optional<Instant> lastUsedAt, Optional<String> lastUsedAddress,
    Optional<ShownPlace> lastUsedPlace, Optional<String> secret) {

  static ApiKeyView of(ApiKey key, Places places, Instant now) {
    return of(key, places, now, Optional.empty());
  }

  static ApiKeyView of(ApiKey key, Places places, Instant now, Optional<String> secret) {
    boolean expired = !now.isBefore(key.lifetime().expiresAt());
    Optional<String> address = key.lastUse().map(LastUse::address);
    return new ApiKeyView(key.id().key(), key.id().text(), key.name(), key.material().algorithm(), key.scopes(), key.networks().texts(),
        expired ? "expired" : key.status().state().name().toLowerCase(Locale.ROOT),
        key.status().reason().map(reason -> reason.toLowerCase(Locale.ROOT).replace('_', '-')),
        key.lifetime().createdAt(), key.lifetime().expiresAt(), key.lastUse().map(LastUse::at), address,
        address.map(from -> ShownPlace.of(places.of(from))), secret);
  }

  @Override
  public String toString() {
    return "ApiKeyView[" + id + "]";
  }
}
