package io.portcullis.recovery.erasure;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.RecoveryEvent.RecoveryDataErased;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.recovery.support.Timelines;
import io.portcullis.runtime.event.ChosenFacts;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears that an account is closed, erases what is known of its owner, and confirms it by an event in the same transaction.
/// Asked again, it does both again.
///
/// Cases and calls of the support desk stay, because they say what staff did. They name the account by its id alone; what staff
/// wrote about a case or an unlock goes, and so does the evidence with its key.
@ApplicationScoped
class ErasePersonalData {

  private static final List<String> ERASED = List.of(
      "delete from reset_request where account = $1",
      "delete from reset_handle where link in (select id from reset_link where account = $1)",
      "delete from reset_link where account = $1",
      "delete from way_back where account = $1",
      "update support_unlock set words = null, decision_words = null where account = $1",
      "delete from security_answer where account = $1",
      "delete from security_answer_tries where account = $1",
      "delete from evidence_file where recovery_case in (select id from recovery_case where account = $1)",
      """
          update recovery_case set identifier = null, device = null, proposal_reason = null, decision_reason = null, evidence_key = null,
            answers = null
          where account = $1""");

  private final ChosenFacts facts;
  private final Timelines timelines;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ErasePersonalData(ChosenFacts facts, Timelines timelines, Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.facts = facts;
    this.timelines = timelines;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  @Incoming("closings")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    return facts.hear("closings", poll, Set.of(AccountClosureChange.class), heard -> Multi.createFrom().iterable(heard)
        .filter(ErasePersonalData::closes).onItem().transformToUniAndConcatenate(event -> erase(event.subject()))
        .collect().last().replaceWithVoid());
  }

  private static boolean closes(SecurityEvent event) {
    return event instanceof AccountClosureChange change && change.action() == ClosureAction.CLOSED;
  }

  private Uni<Void> erase(AccountId account) {
    return postgres.withTransaction(tx -> Multi.createFrom().iterable(ERASED)
        .onItem().transformToUniAndConcatenate(sql -> tx.preparedQuery(sql).execute(Tuple.of(account.value())))
        .collect().last()
        .chain(() -> timelines.forget(tx, account))
        .chain(() -> outbox.append(tx, new RecoveryDataErased(ids.nextEvent(), account, clock.instant()))));
  }
}
