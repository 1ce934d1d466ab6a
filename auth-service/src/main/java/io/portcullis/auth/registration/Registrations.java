package io.portcullis.auth.registration;

import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.auth.registration.RegistrationVerdict.Sending;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/// The table `registration`.
@ApplicationScoped
class Registrations {

  /// Guesses of one registration's codes, resent ones included: a new code does not bring new tries.
  static final int TRIES = 5;
  static final Duration RESEND_DELAY = Duration.ofSeconds(30);
  /// How long a registration may be resent and its Idempotency-Key is remembered.
  static final Duration LIFETIME = Duration.ofHours(24);

  private static final String INSERT = """
      insert into registration (id, canonical, type, locale, password_hash, code_digest, code_expires_at, resend_at,
        idempotency_digest, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (idempotency_digest) do nothing""";

  /// @param resendAt from when on a new code may be asked for
  /// @return false when another request with the same Idempotency-Key was first
  Uni<Boolean> add(SqlConnection tx, Registration registration, Optional<String> codeDigest,
      Optional<String> idempotencyDigest, Instant now, Instant resendAt) {
    Identifier identifier = registration.identifier();
    return tx.preparedQuery(INSERT).execute(Tuple.tuple()
            .addUUID(registration.id()).addString(identifier.canonical()).addString(identifier.type().wireName())
            .addString(registration.locale()).addString(registration.password().encoded())
            .addString(codeDigest.orElse(null)).addOffsetDateTime(at(now.plus(AddressCodes.LIFETIME)))
            .addOffsetDateTime(at(resendAt)).addString(idempotencyDigest.orElse(null))
            .addOffsetDateTime(at(now)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static final String FIND_BY_KEY =
      "select id, canonical, type, locale, password_hash from registration where idempotency_digest = $1";

  Uni<Optional<Registration>> findByKey(SqlClient client, String idempotencyDigest) {
    return client.preparedQuery(FIND_BY_KEY).execute(Tuple.of(idempotencyDigest)).map(Registrations::registration);
  }

  // The try is counted before the code is looked at, and the row stays locked: parallel guesses queue here, and the
  // sixth finds nothing.
  private static final String TAKE_TRY = """
      update registration set tries = tries + 1 where id = $1 and tries < $2 and code_expires_at > $3
      returning id, canonical, type, locale, password_hash, code_digest""";

  /// A registration whose code may be compared now, once.
  record Try(Registration registration, Optional<String> codeDigest) {}

  /// Empty when there is nothing to try: unknown, expired, or all tries used.
  Uni<Optional<Try>> takeTry(SqlConnection tx, UUID id, Instant now) {
    return tx.preparedQuery(TAKE_TRY).execute(Tuple.of(id, TRIES, at(now)))
        .map(rows -> registration(rows).map(registration ->
            new Try(registration, Optional.ofNullable(rows.iterator().next().getString("code_digest")))));
  }

  private static final String REMOVE = "delete from registration where id = $1";

  Uni<Void> remove(SqlConnection tx, UUID id) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(id)).replaceWithVoid();
  }

  private static final String FIND_RESENDABLE = """
      select id, canonical, type, locale, password_hash from registration
      where id = $1 and resend_at <= $2 and created_at > $3 and tries < $4""";

  /// Empty when nothing may be sent now: unknown, too soon, too old, or all tries used.
  Uni<Optional<Registration>> findResendable(SqlClient client, UUID id, Instant now) {
    return client.preparedQuery(FIND_RESENDABLE).execute(Tuple.of(id, at(now), at(now.minus(LIFETIME)), TRIES))
        .map(Registrations::registration);
  }

  // Each wait is twice the last one. The condition again, so that of parallel requests one sends.
  private static final String RENEW_CODE = """
      update registration set code_digest = $3, code_expires_at = $4, resends = resends + 1, due_at = null,
        resend_at = $2::timestamptz + $5::integer * (2 ^ (resends + 1)) * interval '1 second'
      where id = $1 and resend_at <= $2
      returning resend_at""";

  /// @return when the next code may be asked for, if this request is the one that sends
  Uni<Optional<Instant>> renewCode(SqlConnection tx, UUID id, Optional<String> codeDigest, Instant now) {
    return tx.preparedQuery(RENEW_CODE).execute(Tuple.tuple().addUUID(id).addOffsetDateTime(at(now))
            .addString(codeDigest.orElse(null)).addOffsetDateTime(at(now.plus(AddressCodes.LIFETIME)))
            .addInteger((int) RESEND_DELAY.toSeconds()))
        .map(rows -> rows.stream().findFirst().map(row -> row.getOffsetDateTime(0).toInstant()));
  }

  private static final String OUTLOOK = """
      select id, canonical, type, locale, password_hash, resend_at, due_at, created_at, created_at > $2 and tries < $3 as sends_more
      from registration where id = $1""";

  /// @param resendAt when the next code may be asked for; empty when this registration sends no more
  /// @param dueAt    when the code goes out that waits for its mailbox's slot
  record Outlook(Registration registration, Instant createdAt, Optional<Instant> resendAt, Optional<Instant> dueAt) {

    boolean isResendable(Instant now) {
      return resendAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    Optional<Sending> waiting(Instant now) {
      return dueAt.filter(at -> at.isAfter(now)).map(at -> waiting(at, now));
    }

    /// In a slot that is just taken.
    Sending waiting(Instant slot, Instant now) {
      return Registrations.waiting(createdAt, slot, now);
    }

    Optional<Duration> untilNext(Instant now) {
      return resendAt.map(at -> Duration.between(now, at));
    }
  }

  /// What is told of a message that waits for `slot`. The registration must last as long as its code.
  static Sending waiting(Instant createdAt, Instant slot, Instant now) {
    Instant needed = slot.plus(AddressCodes.LIFETIME);
    return needed.isAfter(createdAt.plus(LIFETIME))
        ? new Sending.TooLate(atLeastNone(Duration.between(now, needed.minus(LIFETIME))), Optional.empty())
        : new Sending.Later(Duration.between(now, slot), Optional.empty());
  }

  private static Duration atLeastNone(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /// Empty when there is no such registration.
  Uni<Optional<Outlook>> outlook(SqlClient client, UUID id, Instant now) {
    return client.preparedQuery(OUTLOOK).execute(Tuple.of(id, at(now.minus(LIFETIME)), TRIES))
        .map(rows -> registration(rows).map(registration -> {
          Row row = rows.iterator().next();
          return new Outlook(registration, Rows.instant(row, "created_at"),
              Optional.of(row.getOffsetDateTime("resend_at").toInstant()).filter(_ -> row.getBoolean("sends_more")),
              Optional.ofNullable(row.getOffsetDateTime("due_at")).map(OffsetDateTime::toInstant));
        }));
  }

  private static final String SWEEP = "delete from registration where created_at <= $1";

  Uni<Void> sweep(SqlClient client, Instant now) {
    return client.preparedQuery(SWEEP).execute(Tuple.of(at(now.minus(LIFETIME)))).replaceWithVoid();
  }

  private static Optional<Registration> registration(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    Row row = found.next();
    return Optional.of(new Registration(row.getUUID("id"),
        Identifier.stored(row.getString("type"), row.getString("canonical")), row.getString("locale"),
        PasswordHash.parse(row.getString("password_hash"))));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
