package io.portcullis.session.session;

import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionId;
import io.portcullis.session.session.Sessions.LiveSession;
import io.portcullis.session.token.Grant.Scope;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// @param next the `after` of the next page; absent on the last one
@RegisterForReflection
record SessionPage(List<Item> sessions, Optional<String> next) {

  @RegisterForReflection
  record Item(
      SessionId id, boolean current, Device device, Optional<String> address, String acr, boolean restricted,
      Instant createdAt, Instant lastUsedAt, Instant expiresAt) {}

  @RegisterForReflection
  record Device(DeviceId id, String name, String kind) {}

  static SessionPage of(List<LiveSession> found, int limit, SessionId current) {
    List<Item> items = found.stream().limit(limit).map(session -> new Item(
        session.id(), session.id().equals(current),
        new Device(session.device(), session.deviceName(), session.deviceKind()),
        session.address(), session.grant().acr(),
        session.grant().scope() == Scope.RESTRICTED, session.createdAt(), session.lastUsedAt(), session.expiresAt())).toList();
    return new SessionPage(items,
        found.size() > limit ? Optional.of(items.getLast().id().toString()) : Optional.empty());
  }
}
