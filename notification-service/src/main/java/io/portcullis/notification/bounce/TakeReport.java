package io.portcullis.notification.bounce;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.NotificationEvent.MailReported;
import io.portcullis.contracts.NotificationEvent.MailTrouble;
import io.portcullis.notification.contact.AddressMarks;
import io.portcullis.notification.delivery.Deliveries;
import io.portcullis.notification.delivery.Deliveries.SentMail;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Marks the address that an authentic report is about, and has its owner told. The mail names the address; a report names the mail
/// alone, so that it can't be about somebody who got no mail.
@Startup
@ApplicationScoped
class TakeReport {

  /// `UNKNOWN`: no mail of ours to an account, or one that is too old.
  enum Outcome { MARKED, LIFTED, NOTED, UNKNOWN, REFUSED }

  private static final String MESSAGES = "io.portcullis.message.";

  private final Postgres postgres;
  private final Deliveries deliveries;
  private final AddressMarks marks;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;
  private final Outcomes<Outcome> outcomes;

  TakeReport(Postgres postgres, Deliveries deliveries, AddressMarks marks, Outbox outbox, Ids ids, Clock clock, MeterRegistry metrics) {
    this.postgres = postgres;
    this.deliveries = deliveries;
    this.marks = marks;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    outcomes = new Outcomes<>(metrics, "portcullis.mail.reports", Outcome.class);
  }

  Uni<Void> handle(MailReport report) {
    return postgres.withTransaction(tx -> deliveries.sentMail(tx, report.delivery())
            .chain(mail -> mail.isPresent() ? takeKnown(tx, report, mail.get()) : now(Outcome.UNKNOWN)))
        .invoke(outcomes::count).replaceWithVoid();
  }

  /// Its signature was none.
  void refuse() {
    outcomes.count(Outcome.REFUSED);
  }

  @Scheduled(every = "1h", delayed = "35m")
  Uni<Void> forgetOld() {
    return marks.forgetOld(postgres.pool());
  }

  private Uni<Outcome> takeKnown(SqlConnection tx, MailReport report, SentMail mail) {
    return marks.isKnown(tx, mail.account(), mail.address()).chain(known -> known ? take(tx, report, mail) : now(Outcome.UNKNOWN));
  }

  private Uni<Outcome> take(SqlConnection tx, MailReport report, SentMail mail) {
    return switch (report.type()) {
      case BOUNCE -> report.permanent().orElse(false)
          ? marks.comesBack(tx, mail.account(), mail.address()).chain(news -> tell(tx, mail.account(), MailTrouble.BOUNCED, news))
          : now(Outcome.NOTED);
      // A code or a link was asked for: the next one is, too.
      case COMPLAINT -> mail.kind().startsWith(MESSAGES) ? now(Outcome.NOTED)
          : marks.isUnwanted(tx, mail.account(), mail.address(), mail.kind())
              .chain(news -> tell(tx, mail.account(), MailTrouble.COMPLAINED_OF, news));
      case DELIVERED -> marks.arrives(tx, mail.account(), mail.address(), mail.written())
          .map(lifted -> lifted ? Outcome.LIFTED : Outcome.NOTED);
    };
  }

  private Uni<Outcome> tell(SqlConnection tx, AccountId account, MailTrouble trouble, boolean news) {
    return (news ? outbox.append(tx, new MailReported(ids.nextEvent(), account, clock.instant(), trouble)) : done())
        .replaceWith(news ? Outcome.MARKED : Outcome.NOTED);
  }
}
