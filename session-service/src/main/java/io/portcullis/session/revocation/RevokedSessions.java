package io.portcullis.session.revocation;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.AccessTokenConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Reads from the table of sessions what the channels may have missed.
@ApplicationScoped
class RevokedSessions {

  private static final String RECENT = "select id, ended_at from session where ended_at > $1";
  private static final String LOCKED = """
      select account_id, settings_locked_at from account_standing where settings_locked_at > $1""";

  private final Postgres postgres;
  private final Revocations revocations;
  private final Duration memory;
  private final Clock clock;

  RevokedSessions(Postgres postgres, Revocations revocations, AccessTokenConfig tokens, Clock clock) {
    this.postgres = postgres;
    this.revocations = revocations;
    this.memory = tokens.revocationMemory();
    this.clock = clock;
  }

  Uni<Void> reload() {
    return Uni.createFrom().deferred(() -> {
      Instant oldest = clock.instant().minus(memory);
      return postgres.pool().preparedQuery(RECENT).execute(Tuple.of(Rows.utc(oldest)))
          .invoke(rows -> rows.forEach(this::remember))
          .chain(() -> postgres.pool().preparedQuery(LOCKED).execute(Tuple.of(Rows.utc(oldest))))
          .invoke(rows -> {
            rows.forEach(this::rememberLock);
            revocations.pastIsKnown();
          })
          .replaceWithVoid();
    });
  }

  private void remember(Row row) {
    Instant endedAt = Rows.instant(row, "ended_at");
    revocations.add(new SessionId(row.getUUID("id")), endedAt.plus(memory));
  }

  private void rememberLock(Row row) {
    Instant lockedAt = Rows.instant(row, "settings_locked_at");
    revocations.addSettingsLock(new AccountId(row.getUUID("account_id")), lockedAt.plus(memory));
  }
}
