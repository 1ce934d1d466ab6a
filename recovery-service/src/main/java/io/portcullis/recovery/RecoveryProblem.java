package io.portcullis.recovery;

import io.portcullis.runtime.problem.ProblemType;

/// What recovery-service may answer instead of what was asked for; each is explained in the problem catalogue.
public enum RecoveryProblem implements ProblemType {
  /// Unknown, expired, used, superseded, forged: one answer, so that a link tells nothing about its past.
  LINK_REFUSED(403, "This link is not valid any more"),
  /// A link alone opens nothing: its way back begins by it.
  ACCOUNT_FROZEN(403, "This account is frozen"),
  /// The case is over, or has gone on to where this can't be done.
  CASE_STATE(409, "The recovery case does not allow this now"),
  /// Of no type that is taken, or not what its first bytes say.
  EVIDENCE_REFUSED(400, "This file is not of a kind that is taken as evidence"),
  EVIDENCE_HARMFUL(400, "The scanner takes this file for harmful"),
  EVIDENCE_UNAVAILABLE(503, "Files can't be checked at this moment"),
  EVIDENCE_FULL(409, "This recovery case takes no more files"),
  QUESTIONS_NOT_OFFERED(409, "There are no security questions here"),
  ANSWERS_REFUSED(400, "These answers can't be taken"),
  ANSWERS_USED_UP(409, "This recovery case takes no more answers"),
  FACTOR_SHOWN(409, "A code was shown in this recovery case already"),
  KNOWLEDGE_NOT_OFFERED(409, "Nobody is asked for that here"),
  KNOWLEDGE_STATED(409, "This was said in this recovery case already"),
  PASSWORD_REFUSED(400, "This password can't be chosen"),
  HUMAN_VERIFICATION(403, "Show first that you are not a robot"),
  HUMAN_VERIFICATION_UNAVAILABLE(503, "Human verification gives no answer at this moment"),
  CODE_REFUSED(403, "That code was not accepted"),
  METHOD_NOT_OFFERED(403, "That method is not one of those that were offered"),
  /// Unknown, expired, or another way back came first.
  WAY_BACK_ENDED(403, "This way back has ended, begin a new one"),
  STEP_OUT_OF_TURN(409, "Another step of the way back comes first"),
  REVIEW_INCOMPLETE(409, "Say of each item first whether it is yours"),
  LAST_IDENTIFIER(409, "The last address or number of an account can't be removed"),
  TOO_MANY_ATTEMPTS(429, "Too many attempts");

  private final Answer answer;

  RecoveryProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
