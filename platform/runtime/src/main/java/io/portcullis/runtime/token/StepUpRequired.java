package io.portcullis.runtime.token;

import java.time.Duration;

/// The operation wants a fresher or stronger authentication than the session has.
public final class StepUpRequired extends RuntimeException {

  private final String acr;
  private final Duration maxAge;

  StepUpRequired(String acr, Duration maxAge) {
    super("step-up required", null, false, false);
    this.acr = acr;
    this.maxAge = maxAge;
  }

  public String acr() {
    return acr;
  }

  public Duration maxAge() {
    return maxAge;
  }

  /// RFC 9470 §3.
  public String challenge() {
    return "Bearer error=\"insufficient_user_authentication\", acr_values=\"%s\", max_age=\"%d\""
        .formatted(acr, maxAge.toSeconds());
  }
}
