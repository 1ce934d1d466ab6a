package io.portcullis.recovery.password;

import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Requests for a link that nobody has worked off yet.
@ApplicationScoped
class ResetRequests {

  private final Postgres postgres;
  private final SealedBox box;
  private final KeyedDigest spellings;
  private final KeyedDigest addresses;

  ResetRequests(Postgres postgres, SealedBox box, KeyRing keys) {
    this.postgres = postgres;
    this.box = box;
    spellings = keys.digestFor("reset-request");
    addresses = keys.digestFor("reset-request-address");
  }

  // A request that joins one which waits changes nothing, unless a mail has gone out meanwhile and taken that along.
  private static final String ADD = """
      INSERT INTO reset_request (id, identifier, spelling, requested_at, due_at, proved) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at""";

  /// Always one insert, whatever the identifier is and however often it was given before.
  ///
  /// @param slot when it is worked off, and with which others
  Uni<Void> add(SqlConnection tx, ResetSlots.Slot slot, Secret identifier, Claimant claimant, Instant now) {
    return tx.preparedQuery(ADD)
        .execute(Tuple.of(slot.request(), seal(slot.request(), identifier), spelling(identifier), Rows.utc(now),
            Rows.utc(slot.at()), claimant.proved()))
        .replaceWithVoid();
  }

  private static final String NEXT = """
      SELECT id, identifier, spelling, requested_at, attempts, proved FROM reset_request
      WHERE due_at <= $1 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED""";

  /// The request to work off next, locked until `tx` ends: no other replica sees it meanwhile, and a crash gives it back.
  Uni<Optional<ResetRequest>> next(SqlConnection tx, Instant now) {
    return tx.preparedQuery(NEXT).execute(Tuple.of(Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> request(row)));
  }

  private static final String FINISH = """
      DELETE FROM reset_request WHERE id IN (
        SELECT id FROM reset_request WHERE id = $1 OR spelling = $2 FOR UPDATE SKIP LOCKED)""";

  /// Done: `request` and its repetitions in the same spelling leave the table, and with them the identifier.
  Uni<Void> finish(SqlConnection tx, ResetRequest request) {
    return tx.preparedQuery(FINISH).execute(Tuple.of(request.id(), request.spelling())).replaceWithVoid();
  }

  private static final String ANSWER = """
      WITH answered AS (DELETE FROM reset_request WHERE id IN (
        SELECT id FROM reset_request WHERE id = $1 OR spelling = $2 OR (account = $3 AND address = $4) FOR UPDATE SKIP LOCKED)
        RETURNING id)
      UPDATE reset_handle SET link = $5 WHERE link IS NULL AND request IN (SELECT id FROM answered)""";

  /// A message has been sent to the owner's address: it answers `request`, its repetitions, and every request that was waiting for
  /// one there. A code in it counts beside each of their handles.
  Uni<Void> answer(SqlConnection tx, ResetRequest request, Reachable owner, UUID link) {
    return tx.preparedQuery(ANSWER)
        .execute(Tuple.of(request.id(), request.spelling(), owner.account().value(), address(owner), link)).replaceWithVoid();
  }

  private static final String JOIN = """
      WITH joined AS (DELETE FROM reset_request WHERE id IN (
        SELECT id FROM reset_request
        WHERE id = $1 OR spelling = $2 OR (account = $3 AND address = $4 AND proved = $5) FOR UPDATE SKIP LOCKED)
        RETURNING id)
      UPDATE reset_handle SET request = $1 WHERE link IS NULL AND request <> $1 AND request IN (SELECT id FROM joined)""";
  private static final String WAIT = """
      INSERT INTO reset_request (id, identifier, spelling, account, requested_at, due_at, proved, address)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";

  /// Keeps one request waiting for the next link to the owner's address at `due`, in place of all of the same pace that were.
  /// A request by another address of the account, or with human verification, is another one's and stays.
  Uni<Void> keepWaiting(SqlConnection tx, ResetRequest request, Reachable owner, Instant due) {
    var row = Tuple.tuple().addUUID(request.id()).addString(seal(request.id(), request.identifier()))
        .addValue(request.spelling()).addUUID(owner.account().value())
        .addOffsetDateTime(Rows.utc(request.requestedAt()))
        .addOffsetDateTime(Rows.utc(due)).addBoolean(request.proved())
        .addValue(address(owner));
    return tx.preparedQuery(JOIN)
        .execute(Tuple.of(request.id(), request.spelling(), owner.account().value(), address(owner), request.proved()))
        .chain(() -> tx.preparedQuery(WAIT).execute(row))
        .replaceWithVoid();
  }

  private static final String POSTPONE = "UPDATE reset_request SET due_at = $2, attempts = attempts + 1 WHERE id = $1";

  Uni<Void> postpone(SqlConnection tx, ResetRequest request, Instant due) {
    return tx.preparedQuery(POSTPONE).execute(Tuple.of(request.id(), Rows.utc(due))).replaceWithVoid();
  }

  private static final String PENDING = "SELECT count(*) AS pending FROM reset_request";

  Uni<Long> pending() {
    return postgres.pool().query(PENDING).execute().map(rows -> Rows.one(rows).getLong("pending"));
  }

  private ResetRequest request(Row row) {
    UUID id = row.getUUID("id");
    byte[] identifier = box.open(row.getString("identifier"), place(id));
    return new ResetRequest(id, new Secret(new String(identifier, StandardCharsets.UTF_8)),
        row.getBuffer("spelling").getDelegate(), Rows.instant(row, "requested_at"), row.getInteger("attempts"),
        row.getBoolean("proved"));
  }

  private String seal(UUID id, Secret identifier) {
    return box.seal(identifier.reveal().getBytes(StandardCharsets.UTF_8), place(id));
  }

  private static String place(UUID id) {
    return "reset_request/" + id;
  }

  private Buffer address(Reachable owner) {
    return Buffer.buffer(addresses.bytes(owner.address().value().getBytes(StandardCharsets.UTF_8)));
  }

  // Only to recognise a repetition. Which spellings are one account is for auth-service to say.
  private Buffer spelling(Secret identifier) {
    String plain = identifier.reveal().strip().toLowerCase(Locale.ROOT);
    return Buffer.buffer(spellings.bytes(plain.getBytes(StandardCharsets.UTF_8)));
  }
}
