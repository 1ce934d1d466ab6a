package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Cancels a case for the one who opened it, or for a reader of a message about it.
///
/// A stranger who reads the owner's mail can cancel the owner's case, and no more: that costs time, and gives nothing away.
@ApplicationScoped
class CancelCase {

  enum Verdict {
    CANCELLED,
    /// It is over already, or is being carried out.
    TOO_LATE,
    /// Neither a token nor a link of ours.
    UNKNOWN
  }

  private final MoveCase moveCase;
  private final RecoveryCases cases;
  private final CaseLinks links;

  CancelCase(MoveCase moveCase, RecoveryCases cases, CaseLinks links) {
    this.moveCase = moveCase;
    this.cases = cases;
    this.links = links;
  }

  Uni<Verdict> handle(String token) {
    Optional<OpaqueToken> own = CaseSecrets.parse(token);
    if (own.isPresent()) {
      return Panache.withSession(() -> cases.byToken(own.get().digest())).chain(found -> found.isEmpty()
          ? now(Verdict.UNKNOWN) : cancel(found.get().id, new Actor.Claimant()));
    }
    Optional<UUID> named = links.verify(token);
    return named.isEmpty() ? now(Verdict.UNKNOWN) : cancel(named.get(), new Actor.Owner(CaseCanceller.LINK));
  }

  private Uni<Verdict> cancel(UUID id, Actor actor) {
    return moveCase.handle(id, CaseAction.CANCEL, actor).chain(move -> move instanceof Move.Done
        ? now(Verdict.CANCELLED)
        // A link that is used twice has done what it says.
        : Panache.withSession(() -> cases.findById(id))
            .map(found -> found != null && found.state == CaseState.CANCELLED ? Verdict.CANCELLED : Verdict.TOO_LATE));
  }
}
