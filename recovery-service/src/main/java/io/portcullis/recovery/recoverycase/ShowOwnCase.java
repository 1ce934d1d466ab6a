package io.portcullis.recovery.recoverycase;

import io.portcullis.runtime.crypto.OpaqueToken;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Tells the one who opened a case where it stands. Nothing of it depends on whether there is an account, as long as no person
/// has decided.
@ApplicationScoped
class ShowOwnCase {

  private final RecoveryCases cases;

  ShowOwnCase(RecoveryCases cases) {
    this.cases = cases;
  }

  Uni<Optional<OwnCase>> handle(OpaqueToken token) {
    return Panache.withSession(() -> cases.byToken(token.digest())).map(found -> found.map(OwnCase::of));
  }

  /// @param state      `opened`, `evidence`, `review`, `approved`, `cooling-off`, `completing`, `completed`, `rejected`,
  ///                   `cancelled` or `expired`
  /// @param waitEndsAt when it can be completed; absent unless the case waits
  @RegisterForReflection
  @Schema(name = "RecoveryCase")
  record OwnCase(UUID caseId, String state, Instant openedAt, Optional<Instant> waitEndsAt) {

    static OwnCase of(RecoveryCase found) {
      return new OwnCase(found.id, state(found.state), found.openedAt,
          Optional.ofNullable(found.waitEndsAt).filter(_ -> found.state == CaseState.COOLING_OFF));
    }

    // A proposal is the staff's own business until a second person has confirmed it.
    private static String state(CaseState state) {
      return switch (state) {
        case APPROVAL_PROPOSED, REJECTION_PROPOSED -> state(CaseState.REVIEW);
        case OPENED, EVIDENCE, REVIEW, APPROVED, COOLING_OFF, COMPLETING, COMPLETED, REJECTED, CANCELLED, EXPIRED ->
            state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      };
    }
  }
}
