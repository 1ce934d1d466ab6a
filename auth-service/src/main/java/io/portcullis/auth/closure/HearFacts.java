package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.NotificationEvent.NotificationDataErased;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseCancelled;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseOpener;
import io.portcullis.contracts.RecoveryEvent.CaseRejected;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.ChosenFacts;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears which recovery cases are open, and who has erased a closed account. Hearing a fact twice changes nothing.
@ApplicationScoped
class HearFacts {

  private static final Set<Class<? extends SecurityEvent>> KINDS = Set.of(CaseOpened.class, CaseApproved.class, CaseCompleted.class, CaseCancelled.class,
      CaseRejected.class, CaseExpired.class, NotificationDataErased.class, RecoveryDataErased.class);

  private final ChosenFacts facts;
  private final HeardCases cases;
  private final AwaitedErasures erasures;
  private final Postgres postgres;

  HearFacts(ChosenFacts facts, HeardCases cases, AwaitedErasures erasures, Postgres postgres) {
    this.facts = facts;
    this.cases = cases;
    this.erasures = erasures;
    this.postgres = postgres;
  }

  @Incoming("closing-facts")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    return facts.hear("closing facts", poll, KINDS, heard -> postgres.withTransaction(tx -> Multi.createFrom().iterable(heard)
        .onItem().transformToUniAndConcatenate(fact -> take(tx, fact)).collect().last().replaceWithVoid()));
  }

  private Uni<Void> take(SqlConnection tx, SecurityEvent fact) {
    return switch (fact) {
      // Anybody opens cases, and would keep the account open by them. Staff have looked at one that is approved.
      case CaseOpened opened -> opened.by().filter(CaseOpener.STRANGER::equals).isPresent()
          ? done() : cases.opened(tx, opened.subject(), opened.recoveryCase());
      case CaseApproved approved -> cases.opened(tx, approved.subject(), approved.recoveryCase());
      case CaseCompleted ended -> cases.ended(tx, ended.subject(), ended.recoveryCase(), ended.time());
      case CaseCancelled ended -> cases.ended(tx, ended.subject(), ended.recoveryCase(), ended.time());
      case CaseRejected ended -> cases.ended(tx, ended.subject(), ended.recoveryCase(), ended.time());
      case CaseExpired ended -> cases.ended(tx, ended.subject(), ended.recoveryCase(), ended.time());
      case NotificationDataErased erased -> erasures.confirm(tx, erased.subject(), AwaitedErasures.NOTIFICATION);
      case RecoveryDataErased erased -> erasures.confirm(tx, erased.subject(), AwaitedErasures.RECOVERY);
      // Not among KINDS.
      default -> done();
    };
  }
}
