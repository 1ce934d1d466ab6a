package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// When the next link is due, as far as the identifier tells: worked out alike with an account behind it or without.
///
/// Of each identifier one request at most waits. Who asks meanwhile joins it, since the one mail answers all: so a stranger
/// can put no queue before the owner's request (BACK-5). A request whose turn comes sooner moves the slot up.
@ApplicationScoped
class ResetSlots {

  private final Postgres postgres;
  private final KeyedDigest digests;

  ResetSlots(Postgres postgres, KeyRing keys) {
    this.postgres = postgres;
    digests = keys.digestFor("reset-slot");
  }

  /// @param request the request that is worked off then
  record Slot(UUID request, Instant at) {}

  // The two-key form has a lock space of its own, apart from the relay's.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('reset_slot'), hashtext($1))";
  private static final String RECENT = """
      SELECT request, requester, at FROM reset_slot WHERE identifier = $1 AND proved = $2 AND at > $3 ORDER BY at""";
  private static final String KEEP = """
      INSERT INTO reset_slot (request, identifier, requester, proved, at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (request) DO UPDATE SET at = excluded.at,
        requester = CASE WHEN excluded.at < reset_slot.at THEN excluded.requester ELSE reset_slot.requester END""";

  private record Taken(UUID request, Buffer requester, Instant at) {}

  /// The slot in which a request is worked off. Until `tx` ends nobody else is given one of the identifier's.
  ///
  /// @param id of the request, in case that none waits which it can join
  Uni<Slot> take(SqlConnection tx, UUID id, Secret identifier, Claimant claimant, Instant now) {
    Buffer spelling = digest("identifier", canonical(identifier));
    Buffer requester = digest("network", claimant.network().site());
    return tx.preparedQuery(LOCK).execute(Tuple.of(key(identifier)))
        .chain(() -> tx.preparedQuery(RECENT)
            .execute(Tuple.of(spelling, claimant.proved(), Rows.utc(now.minus(MailPace.WINDOW)))))
        .map(rows -> slot(taken(rows), id, requester, now))
        .call(slot -> tx.preparedQuery(KEEP)
            .execute(Tuple.of(slot.request(), spelling, requester, claimant.proved(), Rows.utc(slot.at()))));
  }

  /// Keyed hash of the identifier in its one spelling, by which guesses at its codes are counted, too.
  String key(Secret identifier) {
    return HexFormat.of().formatHex(digest("identifier", canonical(identifier)).getBytes());
  }

  private static Slot slot(List<Taken> taken, UUID id, Buffer requester, Instant now) {
    List<Taken> sent = taken.stream().filter(slot -> !slot.at().isAfter(now)).toList();
    Instant next = MailPace.next(times(sent),
        times(sent.stream().filter(slot -> slot.requester().equals(requester)).toList()), now);
    Instant ours = next.isAfter(now) ? next : now;
    Optional<Taken> waiting = taken.stream().filter(slot -> slot.at().isAfter(now)).findFirst();
    return waiting.map(slot -> new Slot(slot.request(), slot.at().isBefore(ours) ? slot.at() : ours))
        .orElseGet(() -> new Slot(id, ours));
  }

  private static List<Instant> times(List<Taken> taken) {
    return taken.stream().map(Taken::at).toList();
  }

  private static List<Taken> taken(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> new Taken(row.getUUID("request"),
        row.getBuffer("requester").getDelegate(), Rows.instant(row, "at"))).toList();
  }

  private static final String SWEEP = "DELETE FROM reset_slot WHERE at < $1";

  Uni<Void> sweep(Instant now) {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(now.minus(MailPace.WINDOW)))).replaceWithVoid();
  }

  // Not the mailbox: two accounts may share one, and a request for the one must not be answered by the other's.
  // What is no identifier has no account either, and is counted like one all the same.
  private static String canonical(Secret identifier) {
    return Identifier.parse(identifier.reveal()).map(Identifier::canonical)
        .orElseGet(() -> identifier.reveal().strip().toLowerCase(Locale.ROOT));
  }

  private Buffer digest(String kind, String text) {
    return Buffer.buffer(digests.bytes((kind + '\n' + text).getBytes(StandardCharsets.UTF_8)));
  }
}
