package io.portcullis.auth.export;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.export.AccountExports.Found;
import io.portcullis.auth.export.ExportContents.Piece;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Asks mfa- and session-service, and adds what is known here. recovery- and notification-service hand theirs in. A replica that takes
/// an export has it for half a minute. What does not come in that time, because a service is away, is asked for again.
@ApplicationScoped
class GatherExports {

  static final Duration TURN = Duration.ofSeconds(30);
  private static final Logger LOG = Logger.getLogger(GatherExports.class);
  private static final int MOST_A_ROUND = 100;

  private final AccountExports exports;
  private final ExportContents contents;
  private final AddPiece addPiece;
  private final OwnData own;
  private final FactorData factors;
  private final SessionData sessions;
  private final Postgres postgres;
  private final Clock clock;

  GatherExports(AccountExports exports, ExportContents contents, AddPiece addPiece, OwnData own, @RestClient FactorData factors,
      @RestClient SessionData sessions, Postgres postgres, Clock clock) {
    this.exports = exports;
    this.contents = contents;
    this.addPiece = addPiece;
    this.own = own;
    this.factors = factors;
    this.sessions = sessions;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return round(MOST_A_ROUND);
  }

  private Uni<Void> round(int left) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return exports.takeTurn(postgres.pool(), now, now.plus(TURN));
    }).chain(either(found -> gather(found).chain(() -> left > 1 ? round(left - 1) : done()), () -> done()));
  }

  private Uni<Void> gather(Found export) {
    return contents.whole(postgres.pool(), export.id()).chain(whole ->
        Multi.createFrom().iterable(List.of(ExportPart.AUTH, ExportPart.MFA, ExportPart.SESSION))
            .filter(part -> !whole.contains(part))
            .onItem().transformToUniAndConcatenate(part -> add(export, part))
            .collect().last().replaceWithVoid());
  }

  private Uni<Boolean> add(Found export, ExportPart part) {
    return data(export.account(), part)
        .chain(json -> addPiece.handle(export.id(), new Piece(part, json), 0, true))
        .onFailure().invoke(failure -> LOG.warnf("an export lacks the part of %s, trying again: %s", part.wireName(), failure))
        .onFailure().recoverWithItem(false);
  }

  private Uni<String> data(AccountId account, ExportPart part) {
    return switch (part) {
      case AUTH -> own.of(account);
      case MFA -> factors.of(account);
      case SESSION -> sessions.of(account);
      case NOTIFICATION, RECOVERY -> throw new IllegalArgumentException("handed in: " + part);
    };
  }
}
