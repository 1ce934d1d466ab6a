package io.portcullis.auth.approval;

import io.portcullis.runtime.problem.FieldError;
import java.time.Duration;
import java.util.List;

/// What became of a proposed action.
sealed interface ProposalVerdict {

  /// It waits for its customer. The answer to a repeated request is the same approval as it stands now.
  record Proposed(Approval approval) implements ProposalVerdict {}

  record TypeUnknown() implements ProposalVerdict {}

  record ActionRefused(List<FieldError> errors) implements ProposalVerdict {}

  /// A customer's client named a system that this installation does not have.
  record SystemUnknown() implements ProposalVerdict {}

  record AccountUnknown() implements ProposalVerdict {}

  record AccountFrozen() implements ProposalVerdict {}

  /// By the staff.
  record AccountLocked() implements ProposalVerdict {}

  /// The Idempotency-Key was used for another action.
  record KeyReused() implements ProposalVerdict {}

  record TooMany(Duration retryAfter) implements ProposalVerdict {}
}
