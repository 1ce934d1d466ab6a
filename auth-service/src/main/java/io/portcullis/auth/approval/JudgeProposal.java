package io.portcullis.auth.approval;

import io.portcullis.auth.approval.ActionTypes.Judged;
import io.portcullis.runtime.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Whether an action may be put before its customer at all.
@ApplicationScoped
class JudgeProposal {

  private final Consumers consumers;
  private final ActionTypes types;
  private final Destinations destinations;

  JudgeProposal(Consumers consumers, ActionTypes types, Destinations destinations) {
    this.consumers = consumers;
    this.types = types;
    this.destinations = destinations;
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
      case Judged.Fits(var action) -> {
        List<FieldError> errors = destinations.errors(action.details());
        yield errors.isEmpty() ? new Judgement.Fits(action) : new Judgement.Unfit(new ProposalVerdict.ActionRefused(errors));
      }
    };
  }
}
