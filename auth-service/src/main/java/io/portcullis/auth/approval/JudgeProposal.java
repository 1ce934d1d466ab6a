package io.portcullis.auth.approval;

import io.portcullis.auth.approval.ActionTypes.Judged;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether an action may be put before its customer at all.
@ApplicationScoped
class JudgeProposal {

  private final Consumers consumers;
  private final ActionTypes types;

  JudgeProposal(Consumers consumers, ActionTypes types) {
    this.consumers = consumers;
    this.types = types;
  }

  sealed interface Judgement {

    record Fits(Action action) implements Judgement {}

    record Unfit(ProposalVerdict verdict) implements Judgement {}
  }

  Judgement handle(Proposal proposal) {
    if (!consumers.take(proposal)) {
      return new Judgement.Unfit(new ProposalVerdict.SystemUnknown());
    }
    return switch (types.judge(proposal.account(), proposal.details())) {
      case Judged.TypeUnknown() -> new Judgement.Unfit(new ProposalVerdict.TypeUnknown());
      case Judged.Refused(var errors) -> new Judgement.Unfit(new ProposalVerdict.ActionRefused(errors));
      case Judged.Fits(var action) -> new Judgement.Fits(action);
    };
  }
}
