package io.portcullis.runtime.token;

import java.time.Duration;
import java.util.List;

/// The operation wants a fresher or stronger authentication than the session has.
public final class StepUpRequired extends RuntimeException {

  private final String acr;
  private final Duration maxAge;
  private final transient List<String> methods;

  StepUpRequired(String acr, Duration maxAge) {
    this(acr, maxAge, List.of());
  }

  private StepUpRequired(String acr, Duration maxAge, List<String> methods) {
    super("step-up required", null, false, false);
    this.acr = acr;
    this.maxAge = maxAge;
    this.methods = List.copyOf(methods);
  }

  /// The same, naming the ways to authenticate that would do, where `acr` alone does not tell them.
  public StepUpRequired naming(List<String> ways) {
    return new StepUpRequired(acr, maxAge, ways);
  }

  public String acr() {
    return acr;
  }

  public Duration maxAge() {
    return maxAge;
  }

  /// Empty when whatever reaches [#acr] will do.
  public List<String> methods() {
    return methods;
  }

  /// RFC 9470 §3.
  public String challenge() {
    return "Bearer error=\"insufficient_user_authentication\", acr_values=\"%s\", max_age=\"%d\""
        .formatted(acr, maxAge.toSeconds());
  }
}
