package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.approval.ProposalVerdict.AccountFrozen;
import io.portcullis.auth.approval.ProposalVerdict.AccountLocked;
import io.portcullis.auth.approval.ProposalVerdict.AccountUnknown;
import io.portcullis.auth.approval.ProposalVerdict.ActionRefused;
import io.portcullis.auth.approval.ProposalVerdict.KeyReused;
import io.portcullis.auth.approval.ProposalVerdict.Proposed;
import io.portcullis.auth.approval.ProposalVerdict.SystemUnknown;
import io.portcullis.auth.approval.ProposalVerdict.TooMany;
import io.portcullis.auth.approval.ProposalVerdict.TypeUnknown;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The answer to a proposal, the same for a customer's client and an exchange's system.
@ApplicationScoped
class ProposalAnswers {

  private final DescribeApproval describe;
  private final ApprovalMetrics metrics;

  ProposalAnswers(DescribeApproval describe, ApprovalMetrics metrics) {
    this.describe = describe;
    this.metrics = metrics;
  }

  Uni<RestResponse<?>> to(Uni<ProposalVerdict> proposal) {
    return proposal.invoke(metrics::count).onFailure().invoke(metrics::proposalFailed).chain(verdict -> switch (verdict) {
      case Proposed(Approval approval) -> describe.describe(approval).map(view -> RestResponse.status(Status.CREATED, view));
      case TypeUnknown() -> refuse(Problem.response(AuthProblem.ACTION_TYPE_UNKNOWN));
      case ActionRefused(var errors) -> refuse(Problem.of(AuthProblem.ACTION_REFUSED).with("errors", errors).response());
      case SystemUnknown() -> refuse(Problem.response(AuthProblem.SYSTEM_UNKNOWN));
      case AccountUnknown() -> refuse(Problem.response(HouseProblem.NOT_FOUND));
      case AccountFrozen() -> refuse(Problem.response(AuthProblem.ACCOUNT_FROZEN));
      case AccountLocked() -> refuse(Problem.response(AuthProblem.ACCOUNT_LOCKED));
      case KeyReused() -> refuse(Problem.response(AuthProblem.IDEMPOTENCY_KEY_REUSED));
      case TooMany(var wait) -> refuse(Problem.retryAfter(AuthProblem.TOO_MANY_APPROVALS, wait));
    });
  }

  private static Uni<RestResponse<?>> refuse(RestResponse<Problem> problem) {
    return now(problem);
  }
}
