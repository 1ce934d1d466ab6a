package io.portcullis.mfa.recoverycode;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.protection.ProtectionChange;
import io.portcullis.mfa.protection.ProtectionChanges;
import io.portcullis.mfa.recoverycode.ReissueRecoveryCodes.ReissueVerdict.Issued;
import io.portcullis.mfa.recoverycode.ReissueRecoveryCodes.ReissueVerdict.NothingToRecover;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// The customer asks for a new set of recovery codes in the place of the old one. That holds withdrawals: the set that the
/// owner keeps on paper is worth nothing any more.
@ApplicationScoped
class ReissueRecoveryCodes {

  private final ChangePolicy policy;
  private final IssueRecoveryCodes issue;
  private final ProtectionChanges protection;
  private final Postgres postgres;
  private final Clock clock;

  ReissueRecoveryCodes(ChangePolicy policy, IssueRecoveryCodes issue, ProtectionChanges protection, Postgres postgres, Clock clock) {
    this.policy = policy;
    this.issue = issue;
    this.protection = protection;
    this.postgres = postgres;
    this.clock = clock;
  }

  sealed interface ReissueVerdict {

    record Issued(List<RecoveryCode> codes) implements ReissueVerdict {}

    /// The account has no second factor that a recovery code could stand in for.
    record NothingToRecover() implements ReissueVerdict {}
  }

  Uni<ReissueVerdict> handle() {
    return postgres.withTransaction(tx -> policy.admitBySettled(tx, ChangePolicy.FRESH)
        .chain(admitted -> admitted.enrolled() == 0
            ? now(new NothingToRecover())
            : protection.note(tx, admitted.account(), ProtectionChange.RECOVERY_CODES_ISSUED, clock.instant())
                .chain(held -> issue.handle(tx, admitted.account(), held)).map(Issued::new)));
  }
}
