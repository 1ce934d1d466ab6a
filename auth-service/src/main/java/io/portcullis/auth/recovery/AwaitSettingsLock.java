package io.portcullis.auth.recovery;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.customerlock.CustomerLocks;
import io.portcullis.auth.customerlock.CustomerLocks.Lock;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The owner's lock of the settings stands against a recovery, too, whoever approved it (SAFE-12). The time for unlocking begins to run.
@ApplicationScoped
class AwaitSettingsLock {

  private final HandledRequests handled;
  private final CustomerLocks locks;
  private final Postgres postgres;

  AwaitSettingsLock(HandledRequests handled, @RestClient CustomerLocks locks, Postgres postgres) {
    this.handled = handled;
    this.locks = locks;
    this.postgres = postgres;
  }

  /// The lock that the recovery has to wait for; empty when it may go on, or was carried out before.
  Uni<Optional<Lock>> handle(AccountId account, UUID request) {
    return handled.isCarriedOut(postgres.pool(), account, HandledRequests.recovery(request)).chain(carriedOut -> carriedOut
        ? now(Optional.empty())
        : locks.beginUnlockingSettings(account).onFailure().transform(ProblemException::unavailable)
            .map(lock -> Optional.of(lock).filter(found -> !found.isOpen())));
  }
}
