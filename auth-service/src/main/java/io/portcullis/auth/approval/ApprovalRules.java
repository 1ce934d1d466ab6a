package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.approval.EligibleFactors.Eligible;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Where an approval stands now, and what it takes to give it.
@ApplicationScoped
class ApprovalRules {

  private final ApprovalPolicy policy;
  private final DailySums sums;
  private final EligibleFactors factors;
  private final Postgres postgres;
  private final Clock clock;

  ApprovalRules(ApprovalPolicy policy, DailySums sums, EligibleFactors factors, Postgres postgres, Clock clock) {
    this.policy = policy;
    this.sums = sums;
    this.factors = factors;
    this.postgres = postgres;
    this.clock = clock;
  }

  ApprovalState stateOf(Approval approval) {
    return ApprovalState.of(approval, clock.instant());
  }

  /// By itself, and with what was approved within the last day. Exact under the account's lock.
  Uni<RequiredStrength> strengthOf(SqlClient client, Approval approval) {
    RequiredStrength alone = policy.of(approval.action());
    return alone == RequiredStrength.PHR || stateOf(approval) != ApprovalState.OPEN ? now(alone)
        : sums.exceeds(client, approval).map(exceeds -> exceeds ? RequiredStrength.PHR : alone);
  }

  Uni<Needed> needed(Approval approval) {
    return strengthOf(postgres.pool(), approval).chain(strength ->
        factors.of(approval.account(), strength).map(eligible -> new Needed(strength, eligible)));
  }

  record Needed(RequiredStrength strength, Eligible eligible) {}
}
