package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a client that asked for a code must show beside it. So one who has only a code, or only asked, has nothing; and nobody can
/// use up the tries of another.
///
/// A handle is made for each request with a phone number, whether or not there is an account, before anybody looks. Requests for a
/// number that wait together are answered by one text message, so its code counts beside each of their handles.
@ApplicationScoped
class ResetHandles {

  static final int TRIES = 5;

  private static final String PREFIX = "prh";
  /// Longer than a request waits and its code lives then.
  private static final Duration LIFETIME = Duration.ofHours(3);

  private final Postgres postgres;
  private final SecureRandom random;

  ResetHandles(Postgres postgres, SecureRandom random) {
    this.postgres = postgres;
    this.random = random;
  }

  static Optional<OpaqueToken> parse(String typed) {
    return OpaqueToken.parse(PREFIX, typed);
  }

  private static final String OPEN = "INSERT INTO reset_handle (digest, number, request, created_at) VALUES ($1, $2, $3, $4)";

  /// A new handle for the client that made or joined `request`.
  ///
  /// @param number keyed hash of the number that was asked for
  Uni<OpaqueToken> open(SqlConnection tx, UUID request, String number, Instant now) {
    return Uni.createFrom().deferred(() -> {
      OpaqueToken handle = OpaqueToken.random(PREFIX, random);
      return tx.preparedQuery(OPEN).execute(Tuple.of(digest(handle), number, request, Rows.utc(now))).replaceWith(handle);
    });
  }

  /// @param number keyed hash of the number that was asked for
  /// @param link   whose code was sent; empty where none was
  /// @param left   how many tries follow
  record Try(String number, Optional<UUID> link, int left) {}

  private static final String COUNT_TRY = """
      UPDATE reset_handle SET tries = tries + 1 WHERE digest = $1 AND tries < $2 AND created_at > $3
      RETURNING number, link, tries""";

  /// Counts one try before anything is compared, so parallel tries can't share a number. Empty when there is no such handle, or it
  /// has none left.
  Uni<Optional<Try>> countTry(OpaqueToken handle, Instant now) {
    return postgres.pool().preparedQuery(COUNT_TRY).execute(Tuple.of(digest(handle), TRIES, Rows.utc(now.minus(LIFETIME))))
        .map(rows -> Rows.first(rows).map(ResetHandles::tried));
  }

  private static Try tried(Row row) {
    return new Try(row.getString("number"), Optional.ofNullable(row.getUUID("link")), TRIES - row.getInteger("tries"));
  }

  private static final String SWEEP = "DELETE FROM reset_handle WHERE created_at <= $1";

  Uni<Void> sweep(Instant now) {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(now.minus(LIFETIME)))).replaceWithVoid();
  }

  private static Buffer digest(OpaqueToken handle) {
    return Buffer.buffer(handle.digest());
  }
}
