package io.portcullis.acceptance.walk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What has truly been proved: the model's side of `amr` and `acr`.
final class Proved {
  enum Factor {
    PASSWORD("pwd"), TOTP("otp"), SECURITY_KEY("pop", "user", "mfa"), RECOVERY_CODE("recovery-code");

    private final Set<String> amr;

    Factor(String... amr) {
      this.amr = Set.of(amr);
    }
  }

  private final EnumSet<Factor> factors;

  private Proved(EnumSet<Factor> factors) {
    this.factors = factors;
  }

  static Proved nothing() {
    return new Proved(EnumSet.noneOf(Factor.class));
  }

  static Proved of(Factor first) {
    return new Proved(EnumSet.of(first));
  }

  Proved and(Factor more) {
    var both = EnumSet.copyOf(factors);
    both.add(more);
    return new Proved(both);
  }

  void add(Factor more) {
    factors.add(more);
  }

  /// Whether a token may say `amr`.
  boolean covers(List<String> amr) {
    var may = new TreeSet<String>();
    factors.forEach(factor -> may.addAll(factor.amr));
    return may.containsAll(amr);
  }

  /// The most that a token may say.
  String acr() {
    if (factors.contains(Factor.SECURITY_KEY)) return "phr";
    boolean two = factors.contains(Factor.PASSWORD) && factors.size() > 1;
    return two ? "aal2" : "aal1";
  }

  @Override
  public String toString() {
    return factors.toString();
  }
}
