package io.portcullis.auth.approval;

import io.portcullis.auth.approval.EligibleFactors.Eligible;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Where an approval stands now, and what it takes to give it.
@ApplicationScoped
class ApprovalRules {

  private final ApprovalPolicy policy;
  private final EligibleFactors factors;
  private final Clock clock;

  ApprovalRules(ApprovalPolicy policy, EligibleFactors factors, Clock clock) {
    this.policy = policy;
    this.factors = factors;
    this.clock = clock;
  }

  ApprovalState stateOf(Approval approval) {
    return ApprovalState.of(approval, clock.instant());
  }

  RequiredStrength strengthOf(Approval approval) {
    return policy.of(approval.action());
  }

  Uni<Eligible> eligible(Approval approval) {
    return factors.of(approval.account(), strengthOf(approval));
  }
}
