package io.portcullis.auth.registration;

import static io.portcullis.runtime.event.Rows.utc;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// When a mailbox that nobody has proved is sent its next message. A slot is taken when it is asked for, so its time is told and
/// holds, whoever asks later.
///
/// Who solved a puzzle has slots apart from all others: strangers who ask without one are not before them. Of each network one
/// slot waits. Who asks again in it has that one.
@ApplicationScoped
class MailboxSlots {

  private static final Duration WINDOW = Duration.ofHours(1);

  /// Whose slots they are.
  enum Share {
    /// Of all who ask.
    FREE(5, 3),
    /// Of those who passed human verification.
    PROVED(3, 2);

    private final int size;
    private final int perNetwork;

    /// @param size       messages in any hour
    /// @param perNetwork … of them because of one network (IPv4 address, IPv6 /48)
    Share(int size, int perNetwork) {
      this.size = size;
      this.perNetwork = perNetwork;
    }
  }

  private final Postgres postgres;
  private final KeyedDigest digests;

  MailboxSlots(Postgres postgres, KeyRing ring) {
    this.postgres = postgres;
    digests = ring.digestFor("registration-queue");
  }

  // The two-key form has a lock space of its own, apart from the relay's.
  private static final String LOCK = "select pg_advisory_xact_lock(hashtext('mailbox_slot'), hashtext($1))";
  private static final String RECENT = """
      select requester, at from mailbox_slot where mailbox = $1 and proved = $2 and at > $3 order by at""";
  private static final String KEEP =
      "insert into mailbox_slot (id, mailbox, requester, proved, at) values ($1, $2, $3, $4, $5)";

  private record Taken(String requester, Instant at) {}

  /// The time at which a message to the mailbox may be sent; `now` when at once. Worked out alike with an account or without.
  Uni<Instant> take(SqlConnection tx, UUID id, Identifier identifier, ClientNetwork network, Share share, Instant now) {
    String mailbox = mailbox(identifier);
    String requester = requester(network);
    boolean proved = share == Share.PROVED;
    return tx.preparedQuery(LOCK).execute(Tuple.of(mailbox))
        .chain(() -> tx.preparedQuery(RECENT).execute(Tuple.of(mailbox, proved, utc(now.minus(WINDOW)))))
        .chain(rows -> {
          List<Taken> taken = taken(rows);
          List<Instant> own = times(taken.stream().filter(slot -> slot.requester().equals(requester)));
          if (!own.isEmpty() && own.getLast().isAfter(now)) {
            return now(own.getLast());
          }
          Instant at = first(times(taken.stream()), own, share, now);
          return tx.preparedQuery(KEEP).execute(Tuple.of(id, mailbox, requester, proved, utc(at))).replaceWith(at);
        });
  }

  private static Instant first(List<Instant> all, List<Instant> own, Share share, Instant now) {
    return Stream.concat(Stream.of(now), all.stream().map(at -> at.plus(WINDOW)).filter(now::isBefore).sorted())
        .filter(at -> fits(at, all, share.size) && fits(at, own, share.perNetwork)).findFirst().orElseThrow();
  }

  // Of each hour that `at` lies in. A slot of one who must wait for their own share lies later, and takes no place before.
  private static boolean fits(Instant at, List<Instant> taken, int size) {
    return Stream.concat(Stream.of(at), taken.stream().filter(later -> later.isAfter(at) && later.isBefore(at.plus(WINDOW))))
        .allMatch(end -> taken.stream()
            .filter(each -> each.isAfter(end.minus(WINDOW)) && !each.isAfter(end)).count() < size);
  }

  /// As a waiting registration keeps it.
  String mailbox(Identifier identifier) {
    return digests.of("mailbox", identifier.mailbox());
  }

  /// The network that asks. One of a whole IPv6 /48, which would otherwise ask as often as it has networks.
  String requester(ClientNetwork network) {
    return digests.of("network", network.site());
  }

  private static final String SWEEP = "delete from mailbox_slot where at < $1";

  Uni<Void> sweep(Instant now) {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(utc(now.minus(WINDOW)))).replaceWithVoid();
  }

  private static List<Instant> times(Stream<Taken> taken) {
    return taken.map(Taken::at).toList();
  }

  private static List<Taken> taken(RowSet<Row> rows) {
    return rows.stream()
        .map(row -> new Taken(row.getString("requester"), Rows.instant(row, "at"))).toList();
  }
}
