package io.portcullis.session.key;

import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/// Brings the keys from the table into this instance's memory, from where they sign and verify.
@ApplicationScoped
class ReadSigningKeys {

  private final Postgres postgres;
  private final SigningKeyRows rows;
  private final SigningKeys keys;
  private final Clock clock;
  private final AtomicLong readings = new AtomicLong();

  ReadSigningKeys(Postgres postgres, SigningKeyRows rows, SigningKeys keys, Clock clock) {
    this.postgres = postgres;
    this.rows = rows;
    this.keys = keys;
    this.clock = clock;
  }

  Uni<Succession> handle() {
    return Uni.createFrom().deferred(() -> {
      long reading = readings.incrementAndGet();
      return rows.all(postgres.pool())
          .invoke(found -> keys.replace(reading, found))
          .map(found -> new Succession(found, clock.instant()));
    });
  }
}
