package io.portcullis.recovery.export;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.export.AwaitedExports.Export;
import io.portcullis.recovery.export.AwaitedExports.Piece;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.log.SparseLog;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Hands in what is known of an account here. What auth-service does not get, because one of the two is away, it awaits
/// further. Each column is named: nobody of the staff, no evidence, no answer, no link, no address.
@ApplicationScoped
class HandInExports {

  private static final Logger LOG = Logger.getLogger(HandInExports.class);

  private static final String DATA = """
      select json_strip_nulls(json_build_object(
        'cases', (select coalesce(json_agg(t), '[]') from (
          select lower(reason) as reason, lower(state) as state, opened_at as "openedAt", wait_ends_at as "waitEndsAt",
            closed_at as "closedAt"
          from recovery_case where account = $1 and opened_at < $2 order by opened_at desc limit 100) t),
        'securityQuestions', (select json_build_object('setAt', max(set_at), 'questions', count(*))
          from security_answer where account = $1 and set_at < $2),
        'passwordLinks', (select coalesce(json_agg(t), '[]') from (
          select created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"
          from reset_link where account = $1 and created_at < $2 order by created_at desc limit 100) t),
        'waysBack', (select coalesce(json_agg(t), '[]') from (
          select begun_at as "begunAt", password_at as "passwordAt", finished_at as "finishedAt"
          from way_back where account = $1 and begun_at < $2 order by begun_at desc limit 100) t)))::text""";

  private final AwaitedExports exports;
  private final Postgres postgres;
  private final SparseLog log;

  HandInExports(@RestClient AwaitedExports exports, Postgres postgres, Clock clock) {
    this.exports = exports;
    this.postgres = postgres;
    this.log = new SparseLog(clock);
  }

  @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return exports.list().chain(awaited -> Multi.createFrom().iterable(awaited.exports())
            .onItem().transformToUniAndConcatenate(this::handIn).collect().last().replaceWithVoid())
        .onFailure().invoke(this::warn).onFailure().recoverWithNull();
  }

  // One that is refused keeps no other waiting.
  private Uni<Void> handIn(Export export) {
    return data(export).chain(json -> exports.handIn(export.id(), 0, new Piece(json, true))).chain(() -> done())
        .onFailure().invoke(this::warn).onFailure().recoverWithNull();
  }

  private Uni<String> data(Export export) {
    AccountId account = export.accountId();
    return postgres.pool().preparedQuery(DATA).execute(Tuple.of(account.value(), Rows.utc(export.until())))
        .map(rows -> Rows.one(rows).getString(0));
  }

  private void warn(Throwable failure) {
    log.due("export").ifPresent(more -> LOG.warnf("auth-service gets no part of an export now, trying again%s: %s", more, failure));
  }
}
