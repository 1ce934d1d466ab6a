package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// The claimant has brought what there is: the staff may look.
@ApplicationScoped
class SubmitCase {

  enum Verdict { SUBMITTED, NOT_NOW, UNKNOWN }

  private final MoveCase moveCase;
  private final RecoveryCases cases;

  SubmitCase(MoveCase moveCase, RecoveryCases cases) {
    this.moveCase = moveCase;
    this.cases = cases;
  }

  Uni<Verdict> handle(OpaqueToken token) {
    return Panache.withSession(() -> cases.byToken(token.digest())).chain(found -> found.isEmpty()
        ? now(Verdict.UNKNOWN)
        : moveCase.handle(found.get().id, CaseAction.SUBMIT, new Actor.Claimant())
            .map(move -> move instanceof Move.Done ? Verdict.SUBMITTED : Verdict.NOT_NOW));
  }
}
