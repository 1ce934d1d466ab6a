package io.portcullis.recovery.support;

import io.portcullis.runtime.problem.ProblemType;

/// What the support desk may answer instead of what was asked for.
enum DeskProblem implements ProblemType {
  ROLE_MISSING(403, "Your roles do not allow this"),
  REASON_REFUSED(400, "This reason is for the operators' calls alone"),
  RATION_USED_UP(429, "You have made as many such calls as one person may for now"),
  ACCOUNT_UNKNOWN(404, "No account has this identifier"),
  ACCOUNT_NOT_FOUND_FIRST(403, "Find the account by its identifier first"),
  ACCOUNT_CLOSED(409, "This account was closed for good"),
  CASE_UNKNOWN(404, "There is no such case"),
  EVIDENCE_UNKNOWN(404, "This case has no such file"),
  ANOTHER_PERSON_NEEDED(403, "Another person must decide on this"),
  ACCOUNT_NOT_LOCKED(409, "The staff have not locked this account"),
  FROZEN_BY_OWNER(409, "The owner froze this account, and the way back comes first"),
  UNLOCK_UNKNOWN(404, "There is no such proposal to unlock an account"),
  UNLOCK_OUTDATED(409, "This proposal is decided or too old, or the account has another lock"),
  WEBHOOK_UNKNOWN(404, "There is no such receiver of webhooks, or no such delivery to it"),
  WEBHOOK_URL_REFUSED(400, "No webhook may go to this URL"),
  WEBHOOK_EXISTS(409, "A receiver has this URL already"),
  WEBHOOKS_FULL(409, "There are as many receivers as there may be"),
  CURSOR_REFUSED(400, "The cursor does not come from an earlier page of this list");

  private final Answer answer;

  DeskProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
