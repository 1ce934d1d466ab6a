package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.export.AccountExports.Gathering;
import io.portcullis.auth.export.ExportContents.Piece;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Keeps a piece of an export. With the last one that was missing it is ready, and its owner is told. A piece that is too large ends it.
@ApplicationScoped
class AddPiece {

  static final Duration FETCHED_WITHIN = Duration.ofDays(7);

  /// Four times what a part can have with the longest names. More is a fault of ours, and asking again mends nothing.
  private static final int LONGEST = 8 << 20;

  private static final Logger LOG = Logger.getLogger(AddPiece.class);

  private final AccountExports exports;
  private final ExportContents contents;
  private final TellExport tell;
  private final Postgres postgres;
  private final Clock clock;

  AddPiece(AccountExports exports, ExportContents contents, TellExport tell, Postgres postgres, Clock clock) {
    this.exports = exports;
    this.contents = contents;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @return false when the export is not being gathered any more
  Uni<Boolean> handle(UUID export, Piece piece, int number, boolean last) {
    return postgres.withTransaction(tx -> exports.lockGathering(tx, export).chain(either(
        gathering -> (piece.json().length() > LONGEST
            ? fail(tx, export, gathering, piece.part())
            : add(tx, export, gathering, piece, number, last)).replaceWith(true),
        () -> now(false))));
  }

  private Uni<Void> add(SqlConnection tx, UUID export, Gathering gathering, Piece piece, int number, boolean last) {
    return contents.add(tx, export, gathering.sealedKey(), piece, number, last)
        .chain(() -> contents.whole(tx, export))
        .chain(whole -> whole.size() == ExportPart.values().length ? ready(tx, export, gathering) : done());
  }

  private Uni<Void> fail(SqlConnection tx, UUID export, Gathering gathering, ExportPart part) {
    LOG.errorf("an export failed: the part of %s has more than %d characters", part.wireName(), LONGEST);
    return exports.fail(tx, export).chain(() -> contents.drop(tx, export))
        .chain(() -> tell.of(tx, gathering.account(), export, ExportAction.FAILED, Optional.empty(), clock.instant()));
  }

  private Uni<Void> ready(SqlConnection tx, UUID export, Gathering gathering) {
    Instant now = clock.instant();
    Instant endsAt = now.plus(FETCHED_WITHIN);
    return exports.ready(tx, export, endsAt)
        .chain(() -> tell.of(tx, gathering.account(), export, ExportAction.READY, Optional.of(endsAt), now));
  }
}
