package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.export.ExportVerdict.Fetched;
import io.portcullis.auth.export.ExportVerdict.NotFound;
import io.portcullis.auth.export.ExportVerdict.NotReady;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Hands the archive out, to one request alone, and deletes it in the same transaction. Wants all that asking wants, again: whoever
/// fetches it need not be who asked for it.
@ApplicationScoped
class FetchExport {

  private final ProtectedChange protectedChange;
  private final AtRest atRest;
  private final AccountExports exports;
  private final ExportContents contents;
  private final ExportArchive archive;
  private final TellExport tell;
  private final Clock clock;

  FetchExport(ProtectedChange protectedChange, AtRest atRest, AccountExports exports, ExportContents contents, ExportArchive archive,
      TellExport tell, Clock clock) {
    this.protectedChange = protectedChange;
    this.atRest = atRest;
    this.exports = exports;
    this.contents = contents;
    this.archive = archive;
    this.tell = tell;
    this.clock = clock;
  }

  Uni<ExportVerdict> handle(UUID id) {
    return protectedChange.admit().chain(admitted -> atRest.handle(admitted.customer().account(),
        (tx, account) -> exports.find(tx, account, id).chain(either(export -> fetch(tx, export), () -> now(new NotFound())))));
  }

  private Uni<ExportVerdict> fetch(SqlConnection tx, AccountExport export) {
    Instant now = clock.instant();
    AccountId account = export.account();
    return exports.fetch(tx, account, export.id(), now).chain(either(
        key -> contents.take(tx, export.id(), key)
            .map(pieces -> archive.of(export, pieces))
            .call(() -> tell.of(tx, account, export.id(), ExportAction.FETCHED, Optional.empty(), now))
            .map(Fetched::new),
        () -> now(new NotReady(shown(export, now)))));
  }

  /// Before the job has said that it is over.
  private static ExportState shown(AccountExport export, Instant now) {
    return export.state() == ExportState.READY && export.endsAt().filter(now::isBefore).isEmpty() ? ExportState.EXPIRED : export.state();
  }
}
