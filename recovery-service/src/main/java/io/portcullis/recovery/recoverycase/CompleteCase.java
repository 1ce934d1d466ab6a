package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.Lost;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.recovery.account.Recovery;
import io.portcullis.recovery.password.LinkAfterRecovery;
import io.portcullis.recovery.password.LinkOrigin;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Carries a case out at auth-service, and opens the way to a new password. Every order names the case, and each is carried out
/// once: killed half way, the sweep begins again.
@ApplicationScoped
class CompleteCase {

  private final Accounts accounts;
  private final LinkAfterRecovery link;

  CompleteCase(Accounts accounts, LinkAfterRecovery link) {
    this.accounts = accounts;
    this.link = link;
  }

  enum Outcome {
    COMPLETE,
    /// The account was frozen before everything was taken away.
    FROZEN,
    /// The owner's lock of the settings stands. Nothing was taken away.
    SETTINGS_LOCKED
  }

  Uni<Outcome> handle(RecoveryCase completing) {
    return recover(completing).chain(recovery -> switch (recovery) {
      case Recovery.CarriedOut(var owner) -> send(completing, owner).replaceWith(Outcome.COMPLETE);
      case Recovery.Frozen() -> now(Outcome.FROZEN);
      case Recovery.SettingsLocked() -> now(Outcome.SETTINGS_LOCKED);
    });
  }

  // To a lost mailbox nothing is sent: its finder would have the way in.
  private Uni<Void> send(RecoveryCase completing, Optional<Reachable> owner) {
    return owner.isEmpty() || completing.reason == CaseReason.LOST_IDENTIFIER
        ? done() : link.send(completing.id, owner.get(), origin(completing.reason));
  }

  /// For the claimant of a completed case whose mailbox or phone number is lost.
  ///
  /// @return the token of the link; empty when it was handed over before
  Uni<Optional<OpaqueToken>> handOver(RecoveryCase completed) {
    return recover(completed).chain(recovery -> recovery instanceof Recovery.CarriedOut(var owner) && owner.isPresent()
        ? link.handOver(completed.id, owner.get(), origin(completed.reason)) : now(Optional.empty()));
  }

  private Uni<Recovery> recover(RecoveryCase of) {
    return accounts.recover(of.owner().orElseThrow(), of.id, lost(of.reason), unlockedBy(of), of.openedAt);
  }

  // Of the other kinds, no reviewer was asked whether the account may be unlocked.
  private static Optional<Instant> unlockedBy(RecoveryCase of) {
    return of.reason == CaseReason.LOCKED_ACCOUNT ? Optional.of(of.decidedAt) : Optional.empty();
  }

  // Where the account is frozen, a case stands for the old factor only if it has taken that away (BACK-6).
  private static LinkOrigin origin(CaseReason reason) {
    return lost(reason).contains(Lost.SECOND_FACTORS) ? LinkOrigin.CASE : LinkOrigin.REQUEST;
  }

  private static Set<Lost> lost(CaseReason reason) {
    return switch (reason) {
      case LOST_SECOND_FACTOR -> EnumSet.of(Lost.SECOND_FACTORS);
      case LOST_TRADING_PASSPHRASE -> EnumSet.of(Lost.TRADING_PASSPHRASE);
      case COMPROMISED_ACCOUNT -> EnumSet.of(Lost.SECOND_FACTORS, Lost.TRADING_PASSPHRASE);
      case LOST_IDENTIFIER, LOCKED_ACCOUNT -> EnumSet.noneOf(Lost.class);
    };
  }
}
