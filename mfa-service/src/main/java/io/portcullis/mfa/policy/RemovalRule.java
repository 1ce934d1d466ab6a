package io.portcullis.mfa.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// What removing a factor demands, or weakening it: a recent authentication by a factor at least as strong. Otherwise
/// who has stolen the weakest could strip the account of the strongest.
///
/// @param acrValues what to ask a step-up for
/// @param methods   which of the enrolled factors would do, strongest first
@RegisterForReflection
public record RemovalRule(Method method, String acrValues, List<Method> methods) {

  public static RemovalRule of(Method method, Collection<Method> enrolled) {
    return new RemovalRule(method, method == Method.WEBAUTHN ? "phr" : "aal2",
        strongEnough(method).stream().filter(enrolled::contains).toList());
  }

  /// Whether an authentication by `amr` was strong enough.
  boolean isMetBy(Collection<String> amr) {
    return strongEnough(method).stream().anyMatch(strong -> strong.isAmong(amr));
  }

  private static List<Method> strongEnough(Method method) {
    return Arrays.stream(Method.values()).filter(other -> other.isAtLeastAsStrongAs(method)).toList();
  }
}
