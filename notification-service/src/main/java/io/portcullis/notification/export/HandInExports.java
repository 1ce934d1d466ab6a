package io.portcullis.notification.export;

import static io.portcullis.runtime.verdict.Verdicts.done;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.notification.activity.Activity;
import io.portcullis.notification.activity.ListActivity;
import io.portcullis.notification.export.AwaitedExports.Export;
import io.portcullis.notification.export.AwaitedExports.Piece;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.log.SparseLog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Hands in what is known of an account here: settings and alerts first, then its activity page by page, the newest first. What
/// auth-service does not get, because one of the two is away, it awaits further. Each column is named: no address, no message, not the
/// anti-phishing code.
@ApplicationScoped
class HandInExports {

  private static final Logger LOG = Logger.getLogger(HandInExports.class);
  /// With the longest names they stay below the size of a body.
  private static final int EVENTS_A_PIECE = 50;
  /// As many as auth-service takes.
  private static final int LAST_PIECE = 99;

  private static final String SETTINGS = """
      select json_strip_nulls(json_build_object(
        'language', (select locale from contact where account_id = $1),
        'preferences', (select json_build_object('emailOff', email_off, 'smsOff', sms_off, 'pushOff', push_off, 'quietFrom', quiet_from, 'quietTo', quiet_to,
            'quietZone', quiet_zone)
          from notification_preference where account_id = $1),
        'antiPhishingCodeChangedAt', (select updated_at from anti_phishing_code where account_id = $1),
        'pushSubscriptions', (select coalesce(json_agg(t), '[]') from (
          select created_at as "createdAt", seen_at as "seenAt" from push_subscription where account_id = $1 order by created_at) t),
        'mailReports', (select coalesce(json_agg(t), '[]') from (
          select case kind when '' then 'bounced' else 'complained-of' end as report, nullif(kind, '') as "kindOfMail", marked_at as "reportedAt"
          from address_mark where account_id = $1 order by marked_at) t),
        'alerts', (select coalesce(json_agg(t), '[]') from (
          select type, happened_at as "happenedAt", read_at as "readAt"
          from kept_alert where account_id = $1 order by number desc limit 200) t)))::text""";

  private final AwaitedExports exports;
  private final ListActivity activity;
  private final Postgres postgres;
  private final ObjectMapper json;
  private final SparseLog log;

  HandInExports(@RestClient AwaitedExports exports, ListActivity activity, Postgres postgres, ObjectMapper json, Clock clock) {
    this.exports = exports;
    this.activity = activity;
    this.postgres = postgres;
    this.json = json;
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
    return postgres.pool().preparedQuery(SETTINGS).execute(Tuple.of(export.accountId().value()))
        .chain(rows -> exports.handIn(export.id(), 0, new Piece(Rows.one(rows).getString(0), false)))
        .chain(() -> page(export, Optional.empty(), 1))
        .onFailure().invoke(this::warn).onFailure().recoverWithNull();
  }

  @RegisterForReflection
  record Page(List<Activity> activity) {}

  private Uni<Void> page(Export export, Optional<String> after, int number) {
    return activity.before(export.accountId(), after, EVENTS_A_PIECE, export.until()).chain(page -> {
      Optional<String> next = page.next().filter(_ -> number < LAST_PIECE);
      return exports.handIn(export.id(), number, new Piece(write(new Page(page.events())), next.isEmpty()))
          .chain(() -> next.isPresent() ? page(export, next, number + 1) : done());
    });
  }

  private String write(Page page) {
    try {
      return json.writeValueAsString(page);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a page of activity has no JSON form", unwritable);
    }
  }

  private void warn(Throwable failure) {
    log.due("export").ifPresent(more -> LOG.warnf("auth-service gets no part of an export now, trying again%s: %s", more, failure));
  }
}
