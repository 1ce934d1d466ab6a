package io.portcullis.notification;

import io.portcullis.runtime.problem.ProblemType;

/// The causes for which this service alone refuses.
public enum NotificationProblem implements ProblemType {
  ANTI_PHISHING_CODE_REFUSED(400, "This can't be your anti-phishing phrase");

  private final int status;
  private final String title;

  NotificationProblem(int status, String title) {
    this.status = status;
    this.title = title;
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
