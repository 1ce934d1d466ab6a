package io.portcullis.notification.delivery;

import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.delivery.Delivery.Envelope;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Alerts whose text message the budget does not admit. None is dropped: they wait, and one text message stands for all that wait for a
/// number. It has a reserve of its own. One with a link of its own stands for itself alone (decision 129).
@ApplicationScoped
class RefusedTexts {

  /// Others of the same moment come into the same text.
  private static final Duration GATHERS = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Postgres postgres;
  private final Deliveries deliveries;
  private final DigestWords words;
  private final KeyedDigest numbers;
  private final Clock clock;

  RefusedTexts(Postgres postgres, Deliveries deliveries, DigestWords words, KeyRing ring, Clock clock) {
    this.postgres = postgres;
    this.deliveries = deliveries;
    this.words = words;
    this.numbers = ring.digestFor("waiting-text-number");
    this.clock = clock;
  }

  enum Fate {
    /// It will be tried again.
    WAITS,
    /// Another one that waits stands for it.
    BUNDLED
  }

  /// Codes have a way of their own to say that they were refused: only news waits.
  static boolean areOwed(Purpose purpose) {
    return switch (purpose) {
      case ALERT, URGENT, TAKE_BACK, DIGEST -> true;
      case UNPROVED, STRANGERS, RESET_LINK, HUMAN_CODE, PROVED -> false;
    };
  }

  Uni<Fate> handle(Delivery delivery, Envelope envelope) {
    if (delivery.purpose() == Purpose.TAKE_BACK || envelope.letter().account().isEmpty()) {
      return deliveries.postpone(delivery, PAUSE).replaceWith(Fate.WAITS);
    }
    // A link that cancels something is in no other text.
    String place = envelope.letter().link().isPresent() ? delivery.id().toString() : numbers.of(envelope.to().value());
    return postgres.withTransaction(tx -> other(tx, delivery, envelope, place).chain(either(
        waiting -> bundle(tx, waiting, delivery, envelope),
        () -> await(tx, delivery, place))));
  }

  private static final String OTHER = """
      select id, content from delivery where account_id = $1 and waits_for = $2 and state = 'queued' and id <> $3 for update""";

  private Uni<Optional<Row>> other(SqlConnection tx, Delivery delivery, Envelope envelope, String place) {
    return tx.preparedQuery(OTHER).execute(Tuple.of(envelope.letter().account().orElseThrow().value(), place, delivery.id()))
        .map(Rows::first);
  }

  // A worker that is sending it now can't settle it any more: its reader rather hears twice than never.
  private static final String REWRITE = """
      update delivery set content = $2, tries = tries + 1, expires_at = greatest(expires_at, $3) where id = $1 and state = 'queued'""";
  private static final String SETTLE = """
      update delivery set state = 'refused', content = null, settled_at = $3, refusal = 'told-with-others'
      where id = $1 and tries = $2 and state = 'queued'""";

  private Uni<Fate> bundle(SqlConnection tx, Row waiting, Delivery delivery, Envelope envelope) {
    return tx.preparedQuery(SETTLE).execute(Tuple.of(delivery.id(), delivery.attempt(), now()))
        // Another worker took it over meanwhile.
        .chain(settled -> settled.rowCount() == 0 ? Uni.createFrom().voidItem()
            : tx.preparedQuery(REWRITE).execute(Tuple.of(waiting.getUUID("id"), forBoth(waiting, envelope.letter()),
                Rows.utc(delivery.expires()))).replaceWithVoid())
        .replaceWith(Fate.BUNDLED);
  }

  private String forBoth(Row waiting, Letter newer) {
    Envelope older = deliveries.open(waiting.getUUID("id"), waiting.getString("content"));
    Letter both = words.standingForMany(newer, newer.freezeLink().or(older.letter()::freezeLink));
    return deliveries.seal(waiting.getUUID("id"), new Envelope(older.to(), both));
  }

  // It is nobody's any more by then, so that tries may be counted anew: a lease is much shorter.
  private static final String AWAIT = """
      update delivery set waits_for = $3, tries = 0, tells = null, next_try_at = $4 where id = $1 and tries = $2 and state = 'queued'""";

  private Uni<Fate> await(SqlConnection tx, Delivery delivery, String place) {
    Duration pause = delivery.purpose() == Purpose.DIGEST ? PAUSE : GATHERS;
    return tx.preparedQuery(AWAIT).execute(Tuple.of(delivery.id(), delivery.attempt(), place, Rows.utc(clock.instant().plus(pause))))
        .replaceWith(Fate.WAITS);
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }
}
