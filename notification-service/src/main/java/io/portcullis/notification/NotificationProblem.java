package io.portcullis.notification;

import io.portcullis.runtime.problem.ProblemType;

/// The causes for which this service alone refuses.
public enum NotificationProblem implements ProblemType {
  ANTI_PHISHING_CODE_REFUSED(400, "This can't be your anti-phishing phrase"),
  CRITICAL_ALERTS(400, "Alerts of what puts the account at risk can't be silenced"),
  PROOF_AWAITED(409, "The entry is not in the audit log yet"),
  TOO_MANY_STREAMS(429, "Too many clients of this account listen already"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used for another request"),
  TOO_MANY_ALERTS(429, "This system has told the account too much within an hour"),
  PUSH_UNAVAILABLE(409, "Alerts are not pushed here"),
  PUSH_SUBSCRIPTION_TAKEN(409, "Another account has this subscription"),
  PUSH_SUBSCRIPTIONS_FULL(409, "This account has as many subscriptions as it may have"),
  WEBHOOK_URL_REFUSED(400, "No webhook may go to this URL"),
  WEBHOOK_EXISTS(409, "A receiver has this URL already"),
  WEBHOOKS_FULL(409, "There are as many receivers as there may be"),
  SIGNALS_ENDPOINT_REFUSED(400, "No security event may be pushed there"),
  SIGNALS_STREAM_DISABLED(400, "The stream is disabled"),
  SIGNALS_STREAMS_FULL(409, "This receiver has as many streams as it may have"),
  SIGNALS_VERIFIED_JUST_NOW(429, "The stream was verified just now, or too much waits in it"),
  SIGNALS_RECEIVER_EXISTS(409, "A receiver of shared signals has this name already"),
  SIGNALS_RECEIVERS_FULL(409, "There are as many receivers of shared signals as there may be");

  private final Answer answer;

  NotificationProblem(int status, String title) {
    answer = new Answer(status, title);
  }

  @Override
  public Answer answer() {
    return answer;
  }
}
