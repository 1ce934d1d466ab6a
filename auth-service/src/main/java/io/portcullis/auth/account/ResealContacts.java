package io.portcullis.auth.account;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Contact;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// Publishes the contacts again that an earlier release published in the clear. The sealed one has the same key, so
/// the compacted topic forgets the plain one within a day. When none is left, each look costs one read of an empty index.
@ApplicationScoped
class ResealContacts {

  private static final Logger LOG = Logger.getLogger(ResealContacts.class);
  private static final int AT_ONCE = 200;

  private final Accounts accounts;
  private final Outbox outbox;
  private final Postgres postgres;
  private final Ids ids;
  private final Clock clock;

  ResealContacts(Accounts accounts, Outbox outbox, Postgres postgres, Ids ids, Clock clock) {
    this.accounts = accounts;
    this.outbox = outbox;
    this.postgres = postgres;
    this.ids = ids;
    this.clock = clock;
  }

  // The rows stay locked, so a change of identifiers waits: what is published last is what holds.
  private static final String TAKE = """
      update account set contact_sealed = true where id in (
        select id from account where not contact_sealed order by id limit $1 for update skip locked)
      returning id""";

  @Scheduled(every = "10s", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> reseal() {
    return postgres.withTransaction(this::resealSome)
        .onFailure().invoke(failure -> LOG.warnf("contacts: not sealed anew yet, will try again: %s", failure))
        .onFailure().recoverWithItem(0)
        .chain(done -> done == AT_ONCE ? reseal() : done());
  }

  private Uni<Integer> resealSome(SqlConnection tx) {
    return tx.preparedQuery(TAKE).execute(Tuple.of(AT_ONCE))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> new AccountId(row.getUUID("id"))).toList())
        .call(taken -> publish(tx, taken))
        .map(List::size);
  }

  private Uni<Void> publish(SqlConnection tx, List<AccountId> taken) {
    return Multi.createFrom().iterable(taken)
        .onItem().transformToUniAndConcatenate(id -> accounts.find(tx, id))
        .onItem().transformToUniAndConcatenate(found -> found
            .map(account -> outbox.publish(tx, contact(account)).replaceWith(account.id()))
            .orElseGet(() -> Uni.createFrom().nullItem()))
        .collect().asList().replaceWithVoid();
  }

  private Contact contact(Account account) {
    return new Contact(ids.nextEvent(), account.id(), clock.instant(),
        account.identifiers().stream().map(proved -> proved.identifier().address()).toList(), account.locale());
  }
}
