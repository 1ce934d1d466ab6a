package io.portcullis.session.apikey;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.ApiKeyChange;
import io.portcullis.contracts.SessionEvent.ApiKeyChanged;
import io.portcullis.contracts.SessionEvent.ApiKeyCreated;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.contracts.SessionEvent.ApiKeyDisabled;
import io.portcullis.contracts.SessionEvent.ApiKeyIdle;
import io.portcullis.contracts.SessionEvent.ApiKeyUsedElsewhere;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.session.apikey.ApiKeys.Disabled;
import io.portcullis.session.place.Place;
import io.portcullis.session.place.Places;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens to keys, told in the transaction in which it happens.
@ApplicationScoped
class TellApiKeys {

  private final Outbox outbox;
  private final Places places;
  private final Ids ids;

  TellApiKeys(Outbox outbox, Places places, Ids ids) {
    this.outbox = outbox;
    this.places = places;
    this.ids = ids;
  }

  Uni<Void> made(SqlConnection tx, ApiKey key) {
    return outbox.append(tx, new ApiKeyCreated(ids.nextEvent(), key.id().account(), key.lifetime().createdAt(), key.id().key(),
        key.name(), key.scopes(), !key.networks().isEverywhere()));
  }

  Uni<Void> changed(SqlConnection tx, ApiKeyId id, String name, ApiKeyChange change, Instant now) {
    return outbox.append(tx, new ApiKeyChanged(ids.nextEvent(), id.account(), now, id.key(), name, change));
  }

  Uni<Void> disabled(SqlConnection tx, List<Disabled> disabled, ApiKeyDisableReason reason, Instant now) {
    return outbox.append(tx, disabled.stream()
        .map(key -> new ApiKeyDisabled(ids.nextEvent(), key.account(), now, key.key(), key.name(), reason)).toArray(SecurityEvent[]::new));
  }

  Uni<Void> idle(SqlConnection tx, List<Disabled> warned, Instant now, Instant disabledAt) {
    return outbox.append(tx, warned.stream()
        .map(key -> new ApiKeyIdle(ids.nextEvent(), key.account(), now, key.key(), key.name(), disabledAt)).toArray(SecurityEvent[]::new));
  }

  Uni<Void> usedElsewhere(SqlConnection tx, ApiKey key, String address, Instant now) {
    return outbox.append(tx, new ApiKeyUsedElsewhere(ids.nextEvent(), key.id().account(), now, key.id().key(), key.name(),
        Optional.of(address), places.of(address).map(Place::name)));
  }
}
