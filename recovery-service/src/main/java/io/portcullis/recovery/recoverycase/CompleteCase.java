package io.portcullis.recovery.recoverycase;

import io.portcullis.recovery.account.Accounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Carries a case out at auth-service. Every order names the case, and auth-service carries out one order once: killed half
/// way, the sweep begins again.
@ApplicationScoped
class CompleteCase {

  private final Accounts accounts;

  CompleteCase(Accounts accounts) {
    this.accounts = accounts;
  }

  Uni<Void> handle(RecoveryCase completing) {
    return accounts.holdAfterRecovery(completing.owner().orElseThrow(), completing.id).replaceWithVoid();
  }
}
