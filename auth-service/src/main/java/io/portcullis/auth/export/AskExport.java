package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.export.ExportVerdict.Asked;
import io.portcullis.auth.export.ExportVerdict.TooMany;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Begins an export. A thief in a stolen session would know all of the victim by it. So a settled factor is wanted where one is
/// enrolled, nothing is gathered while a change of the account is fresh, and the owner has a day to hear of it and to stop it.
@ApplicationScoped
class AskExport {

  static final int MOST_A_DAY = 3;
  private static final Duration DAY = Duration.ofDays(1);

  private final ProtectedChange protectedChange;
  private final AtRest atRest;
  private final AccountExports exports;
  private final TellExport tell;
  private final ExportConfig config;
  private final Ids ids;
  private final Clock clock;

  AskExport(ProtectedChange protectedChange, AtRest atRest, AccountExports exports, TellExport tell, ExportConfig config, Ids ids,
      Clock clock) {
    this.protectedChange = protectedChange;
    this.atRest = atRest;
    this.exports = exports;
    this.tell = tell;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /// Asking again while one is open changes nothing, and tells nothing.
  Uni<ExportVerdict> handle() {
    return protectedChange.admit().chain(admitted -> atRest.handle(admitted.customer().account(), this::ask));
  }

  private Uni<ExportVerdict> ask(SqlConnection tx, AccountId account) {
    return exports.open(tx, account).chain(either(open -> now(new Asked(open)), () -> {
      Instant now = clock.instant();
      return exports.askedSince(tx, account, now.minus(DAY)).chain(asked -> asked.size() >= MOST_A_DAY
          ? now(new TooMany(asked.get(asked.size() - MOST_A_DAY).plus(DAY)))
          : begin(tx, account, now));
    }));
  }

  private Uni<ExportVerdict> begin(SqlConnection tx, AccountId account, Instant now) {
    return exports.ask(tx, ids.next(), account, now, now.plus(config.delay()))
        .call(export -> tell.of(tx, account, export.id(), ExportAction.REQUESTED, Optional.of(export.opensAt()), now))
        .map(Asked::new);
  }
}
