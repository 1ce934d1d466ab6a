package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalCancelled;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.PendingRemovals.Pending;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Cancels pending removals: by a factor that is older than the one that asked, by the factor itself that was to go, or
/// because the account is frozen.
@ApplicationScoped
public class CancelRemovals {

  private final PendingRemovals pending;
  private final ChangePolicy policy;
  private final CurrentCustomer customer;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  CancelRemovals(PendingRemovals pending, ChangePolicy policy, CurrentCustomer customer, Postgres postgres, Outbox outbox,
      Ids ids, Clock clock) {
    this.pending = pending;
    this.policy = policy;
    this.customer = customer;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// A factor has just been shown. One that is older than what asked for a removal speaks against it; so does the factor
  /// itself that was to go, once it is settled, because what is in use is not lost.
  ///
  /// @param factor empty for an address
  public Uni<Void> shown(AccountId account, Method method, Optional<UUID> factor, Instant settledAt) {
    Instant now = clock.instant();
    Predicate<Pending> spokenAgainst = removal -> settledAt.isBefore(removal.requesterSettlesAt())
        || removal.method() == method && removal.factor().equals(factor) && !settledAt.isAfter(now);
    // Almost no account has any: then nothing is locked.
    return pending.of(postgres.pool(), account).chain(all -> all.stream().noneMatch(spokenAgainst)
        ? done()
        : postgres.withTransaction(tx -> policy.lock(tx, account).chain(() -> cancel(tx, account, spokenAgainst)))
            .replaceWithVoid());
  }

  /// The account is frozen: until it is sorted out whose it is, nothing changes.
  Uni<Void> all(AccountId account) {
    return cancel(account, _ -> true);
  }

  /// By the link in an alert: what was asked for after it has an alert of its own.
  Uni<Void> askedUntil(AccountId account, Instant latest) {
    return cancel(account, removal -> !removal.requestedAt().isAfter(latest));
  }

  private Uni<Void> cancel(AccountId account, Predicate<Pending> which) {
    return postgres.withTransaction(tx -> policy.lock(tx, account).chain(() -> cancel(tx, account, which)))
        .replaceWithVoid();
  }

  /// The customer cancels one: by a session of a factor at least as old as the one that asked.
  ///
  /// @return false when there is no such removal, or this session may not cancel it
  Uni<Boolean> handle(UUID id) {
    Instant now = clock.instant();
    return postgres.withTransaction(tx -> policy.admitDespiteSettingsLock(tx, ChangePolicy.FRESH).chain(admitted -> cancel(tx,
        admitted.account(), removal -> removal.id().equals(id)
            && (customer.get().hasSettledFactor(now) || customer.get().settlesBy(removal.requesterSettlesAt()))))
        .map(cancelled -> !cancelled.isEmpty()));
  }

  private Uni<List<Pending>> cancel(SqlConnection tx, AccountId account, Predicate<Pending> which) {
    return pending.of(tx, account).map(all -> all.stream().filter(which).toList()).call(chosen -> {
      Uni<Void> done = done();
      for (Pending removal : chosen) {
        done = done.chain(() -> pending.drop(tx, removal))
            .chain(() -> outbox.append(tx, new AuthenticatorRemovalCancelled(ids.nextEvent(), account, clock.instant(),
                RemoveFactor.typeOf(removal.method()), removal.name())));
      }
      return done;
    });
  }
}
