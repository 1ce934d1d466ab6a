package io.portcullis.auth.customerlock;

import io.portcullis.auth.customerlock.CustomerLocks.Lock;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Whether the customer has locked withdrawals, at the moment at which money would leave.
@ApplicationScoped
public class ReadWithdrawalLock {

  // An account's lock is held meanwhile, and a connection with it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CustomerLocks locks;

  ReadWithdrawalLock(@RestClient CustomerLocks locks) {
    this.locks = locks;
  }

  /// Empty when withdrawals are open.
  ///
  /// @throws ProblemException `unavailable`, as a failure of the Uni, while nobody knows
  public Uni<Optional<Lock>> handle(AccountId account) {
    return locks.withdrawals(account).ifNoItem().after(PATIENCE).fail()
        .onFailure().transform(ProblemException::unavailable)
        .map(lock -> Optional.of(lock).filter(found -> !found.isOpen()));
  }
}
