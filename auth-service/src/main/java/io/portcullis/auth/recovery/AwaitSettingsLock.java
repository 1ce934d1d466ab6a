package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.customerlock.CustomerLocks;
import io.portcullis.auth.customerlock.CustomerLocks.Lock;
import io.portcullis.auth.recovery.RecoverAccount.Order;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The owner's lock of the settings stands against a recovery, too, whoever approved it (SAFE-12). The time for unlocking begins to run.
@ApplicationScoped
class AwaitSettingsLock {

  private final HandledRequests handled;
  private final Accounts accounts;
  private final CustomerLocks locks;
  private final Postgres postgres;

  AwaitSettingsLock(HandledRequests handled, Accounts accounts, @RestClient CustomerLocks locks, Postgres postgres) {
    this.handled = handled;
    this.accounts = accounts;
    this.locks = locks;
    this.postgres = postgres;
  }

  /// The lock that the recovery has to wait for; empty when it may go on, was carried out before, or a freeze forbids it: then nothing
  /// is unlocked.
  Uni<Optional<Lock>> handle(AccountId account, Order order) {
    return handled.isCarriedOut(postgres.pool(), account, HandledRequests.recovery(order.request())).chain(carriedOut -> carriedOut
        ? now(Optional.empty())
        : accounts.freezeOf(postgres.pool(), account)
            .chain(freeze -> order.isForbiddenBy(freeze) ? now(Optional.empty()) : unlocking(account)));
  }

  private Uni<Optional<Lock>> unlocking(AccountId account) {
    return locks.beginUnlockingSettings(account).onFailure().transform(ProblemException::unavailable)
        .map(lock -> Optional.of(lock).filter(found -> !found.isOpen()));
  }
}
