package io.portcullis.session.lifecycle;

import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionId;
import io.portcullis.session.lifecycle.Sessions.LiveSession;
import io.portcullis.session.place.Places;
import io.portcullis.session.place.ShownPlace;
import io.portcullis.session.risk.ShownReason;
import io.portcullis.session.token.Grant.Scope;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param next the `after` of the next page; absent on the last one
@RegisterForReflection
record SessionPage(List<Item> sessions, Optional<String> next) {

  /// @param place   where it was last used
  /// @param unusual what was unusual about the sign-in that opened it
  @RegisterForReflection
  @Schema(name = "ShownSession")
  record Item(
      SessionId id, boolean current, Device device, Optional<String> address, ShownPlace place, String acr,
      boolean restricted, Instant createdAt, Instant lastUsedAt, Instant expiresAt, List<ShownReason> unusual) {}

  @RegisterForReflection
  @Schema(name = "SessionDevice")
  record Device(DeviceId id, String name, String kind) {}

  static SessionPage of(List<LiveSession> found, int limit, SessionId current, Places places) {
    List<Item> items = found.stream().limit(limit).map(session -> new Item(
        session.id(), session.id().equals(current),
        new Device(session.device(), session.deviceName(), session.deviceKind()),
        session.address(), ShownPlace.of(places.of(session.address())), session.grant().acr(),
        session.grant().scope() == Scope.RESTRICTED, session.createdAt(), session.lastUsedAt(), session.expiresAt(),
        ShownReason.of(session.unusual()))).toList();
    return new SessionPage(items,
        found.size() > limit ? Optional.of(items.getLast().id().toString()) : Optional.empty());
  }
}
