package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.SessionRevoked;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.revocation.Revocations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends sessions in one transaction with everything that must follow from it: the event for the customer's history,
/// the revocation for every verifier, and, once committed, the memory of this instance.
@ApplicationScoped
public class EndSessions {

  private final Postgres postgres;
  private final AccountLock lock;
  private final Outbox outbox;
  private final Revocations revocations;
  private final Duration memory;
  private final Ids ids;
  private final Clock clock;

  EndSessions(Postgres postgres, AccountLock lock, Outbox outbox, Revocations revocations, AccessTokenConfig tokens,
      Ids ids, Clock clock) {
    this.postgres = postgres;
    this.lock = lock;
    this.outbox = outbox;
    this.revocations = revocations;
    this.memory = tokens.revocationMemory();
    this.ids = ids;
    this.clock = clock;
  }

  /// Says which sessions end, in the transaction that it is handed and at the given time.
  @FunctionalInterface
  public interface Selection {
    Uni<List<EndedSession>> end(SqlConnection tx, Instant now);
  }

  /// @return those that were live until now
  public Uni<List<EndedSession>> handle(AccountId account, EndReason reason, Selection selection) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return postgres.withTransaction(tx -> lock.take(tx, account)
              .chain(() -> selection.end(tx, now))
              .call(ended -> announce(tx, account, reason, ended, now)))
          .invoke(ended -> remember(ended, now));
    });
  }

  /// To be called once the transaction is committed that ended them: this instance need not wait to be told.
  void remember(List<EndedSession> ended, Instant now) {
    ended.forEach(session -> revocations.add(session.id(), now.plus(memory)));
  }

  /// What must follow from endings, in their transaction.
  Uni<Void> announce(
      SqlConnection tx, AccountId account, EndReason reason, List<EndedSession> ended, Instant now) {
    SecurityEvent[] events = ended.stream()
        .map(session -> new SessionRevoked(ids.nextEvent(), account, now, session.id(), session.device(), reason))
        .toArray(SecurityEvent[]::new);
    List<Revocation> records = ended.stream()
        .map(session -> new Revocation(ids.nextEvent(), session.id(), now, now.plus(memory)))
        .toList();
    return outbox.append(tx, events).chain(() -> outbox.publish(tx, records));
  }
}
