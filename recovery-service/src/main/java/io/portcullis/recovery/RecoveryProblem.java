package io.portcullis.recovery;

import io.portcullis.runtime.problem.ProblemType;

/// What recovery-service may answer instead of what was asked for; each is explained in the problem catalogue.
public enum RecoveryProblem implements ProblemType {
  /// Unknown, expired, used, superseded, forged: one answer, so that a link tells nothing about its past.
  LINK_REFUSED("link-refused", 403, "This link is not valid any more"),
  PASSWORD_REFUSED("password-refused", 400, "This password can't be chosen"),
  HUMAN_VERIFICATION("human-verification", 403, "Show first that you are not a robot"),
  HUMAN_VERIFICATION_UNAVAILABLE(
      "human-verification-unavailable", 503, "Human verification gives no answer at this moment"),
  TOO_MANY_ATTEMPTS("too-many-attempts", 429, "Too many attempts");

  private final String slug;
  private final int status;
  private final String title;

  RecoveryProblem(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  @Override
  public String slug() {
    return slug;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
