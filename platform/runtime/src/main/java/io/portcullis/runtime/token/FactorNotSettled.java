package io.portcullis.runtime.token;

import java.time.Instant;
import java.util.List;

/// The operation wants a factor that is not fresh. Another step-up by the same factor would not help before it is settled;
/// one by an older factor does at once.
public final class FactorNotSettled extends RuntimeException {

  private final Instant settledAt;
  private final transient List<String> methods;

  FactorNotSettled(Instant settledAt) {
    this(settledAt, List.of());
  }

  private FactorNotSettled(Instant settledAt, List<String> methods) {
    super("the factor is fresh", null, false, false);
    this.settledAt = settledAt;
    this.methods = List.copyOf(methods);
  }

  /// The same, naming the methods by which an older factor could be shown.
  public FactorNotSettled naming(List<String> older) {
    return new FactorNotSettled(settledAt, older);
  }

  /// When the factor that was shown will do.
  public Instant settledAt() {
    return settledAt;
  }

  /// Empty when there is none, or it is not known.
  public List<String> methods() {
    return methods;
  }
}
