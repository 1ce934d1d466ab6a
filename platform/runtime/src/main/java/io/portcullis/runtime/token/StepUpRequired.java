package io.portcullis.runtime.token;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The operation wants a fresher or stronger authentication than the session has.
public final class StepUpRequired extends RuntimeException {

  private final String acr;
  private final Duration maxAge;
  private final transient List<String> methods;
  private final transient Optional<String> why;

  StepUpRequired(String acr, Duration maxAge) {
    this(acr, maxAge, List.of(), Optional.empty());
  }

  private StepUpRequired(String acr, Duration maxAge, List<String> methods, Optional<String> why) {
    super("step-up required", null, false, false);
    this.acr = acr;
    this.maxAge = maxAge;
    this.methods = List.copyOf(methods);
    this.why = why;
  }

  /// The same, naming the ways to authenticate that would do, where `acr` alone does not tell them.
  public StepUpRequired naming(List<String> ways) {
    return new StepUpRequired(acr, maxAge, ways, why);
  }

  /// The same, saying in English what else is asked for than `acr` and methods tell.
  public StepUpRequired because(String reason) {
    return new StepUpRequired(acr, maxAge, methods, Optional.of(reason));
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

  public Optional<String> why() {
    return why;
  }

  /// RFC 9470 §3.
  public String challenge() {
    return "Bearer error=\"insufficient_user_authentication\", acr_values=\"%s\", max_age=\"%d\""
        .formatted(acr, maxAge.toSeconds());
  }
}
