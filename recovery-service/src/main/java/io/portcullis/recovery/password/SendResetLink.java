package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.RecoveryActivated;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Works one request off: is there an account, may it be sent a message, mint the link or the code, owe the message.
///
/// All in one transaction that holds the request's row. Killed at any point, the request is found again; finished,
/// the link and the message about it exist together and once.
@ApplicationScoped
class SendResetLink {

  /// More than the longest turn to wait for. Whoever asked has asked again; a link out of the blue would only frighten.
  private static final Duration STALE = Duration.ofHours(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Postgres postgres;
  private final ResetRequests requests;
  private final ResetLinks links;
  private final Accounts accounts;
  private final MintReset mintReset;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  SendResetLink(Postgres postgres, ResetRequests requests, ResetLinks links, Accounts accounts, MintReset mintReset, Outbox outbox,
      Ids ids, Clock clock) {
    this.postgres = postgres;
    this.requests = requests;
    this.links = links;
    this.accounts = accounts;
    this.mintReset = mintReset;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<ResetOutcome> handleNext() {
    return postgres.withTransaction(tx -> requests.next(tx, clock.instant())
            .chain(either(request -> handle(tx, request), () -> now(ResetOutcome.IDLE))));
  }

  private Uni<ResetOutcome> handle(SqlConnection tx, ResetRequest request) {
    Instant now = clock.instant();
    if (request.requestedAt().isBefore(now.minus(STALE))) {
      return requests.finish(tx, request).replaceWith(ResetOutcome.STALE);
    }
    return accounts.find(request.identifier())
        .chain(either(
            found -> send(tx, request, found, now),
            () -> requests.finish(tx, request).replaceWith(ResetOutcome.NOBODY)))
        .onFailure(ProblemException.class).recoverWithUni(() ->
            requests.postpone(tx, request, now.plus(pause(request))).replaceWith(ResetOutcome.UNREACHABLE));
  }

  private Uni<ResetOutcome> send(SqlConnection tx, ResetRequest request, Reachable owner, Instant now) {
    return links.sent(tx, owner, request.proved(), now.minus(MailPace.WINDOW)).chain(sent -> {
      Instant next = MailPace.next(sent, now);
      return next.isAfter(now)
          ? requests.keepWaiting(tx, request, owner, next).replaceWith(ResetOutcome.WAITING)
          : issue(tx, request, owner, now).replaceWith(ResetOutcome.SENT);
    });
  }

  private Uni<Void> issue(SqlConnection tx, ResetRequest request, Reachable owner, Instant now) {
    return mintReset.handle(request, owner, now).chain(minted -> links.add(tx, minted.link(), owner, request.proved())
        .chain(() -> outbox.owe(tx, owner.account().value(), minted.message()))
        .chain(() -> outbox.append(tx, new RecoveryActivated(ids.nextEvent(), owner.account(), now)))
        .chain(() -> requests.answer(tx, request, owner, minted.link().id())));
  }

  private static Duration pause(ResetRequest request) {
    Duration pause = Duration.ofSeconds(1L << Math.min(request.attempts(), 5));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
