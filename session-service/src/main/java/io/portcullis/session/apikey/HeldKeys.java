package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The keys that this instance was asked about lately, and those of them that there are none of, any more. Read from PostgreSQL
/// once, and forgotten as soon as one of them changes.
///
/// Not all keys: of those of ten million accounts few are in use at one instance. An invented id never gets as far as PostgreSQL,
/// so nobody can drive good keys out of here or have the database asked without end.
@ApplicationScoped
public class HeldKeys {

  /// About 1 KiB each.
  private static final int HELD = 100_000;

  private final ApiKeyIds ids;
  private final ApiKeys keys;
  private final Postgres postgres;
  private final Cache<UUID, Optional<HeldKey>> held = Caffeine.newBuilder().maximumSize(HELD).build();
  private final AtomicLong changes = new AtomicLong();

  HeldKeys(ApiKeyIds ids, ApiKeys keys, Postgres postgres) {
    this.ids = ids;
    this.keys = keys;
    this.postgres = postgres;
  }

  /// Empty when there is no such key. One that counts no more is found, too.
  ///
  /// @param text as a program named it
  public Uni<Optional<HeldKey>> find(String text) {
    Optional<ApiKeyId> named = ApiKeyIds.read(text);
    if (named.isEmpty()) {
      return now(Optional.empty());
    }
    ApiKeyId id = named.get();
    Optional<HeldKey> known = held.getIfPresent(id.key());
    // The whole id: one that is right but for its MAC names nothing.
    if (known != null && known.filter(key -> key.key().id().equals(id)).isPresent()) {
      return now(known);
    }
    if (!ids.isAuthentic(id)) {
      return now(Optional.empty());
    }
    return known != null ? now(Optional.empty()) : read(id);
  }

  private Uni<Optional<HeldKey>> read(ApiKeyId id) {
    return Uni.createFrom().deferred(() -> {
      long before = changes.get();
      return keys.find(postgres.pool(), id.account(), id.key())
          .map(found -> found.filter(key -> key.id().equals(id)).map(HeldKey::new))
          .invoke(found -> hold(id.key(), found, before));
    });
  }

  // What was read while a key changed may be from before: it answers this request, and is not kept.
  private void hold(UUID key, Optional<HeldKey> found, long before) {
    held.put(key, found);
    if (changes.get() != before) {
      held.invalidate(key);
    }
  }

  void forget(UUID key) {
    changes.incrementAndGet();
    held.invalidate(key);
  }

  /// After this instance may have missed a change.
  void forgetAll() {
    changes.incrementAndGet();
    held.invalidateAll();
  }
}
