package io.portcullis.mfa.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// What removing a factor at once demands, or weakening it: a recent authentication by a settled factor that is at least
/// as strong. Otherwise a thief of the weakest, or one who has just enrolled a factor of his own, could strip the account
/// of the strongest.
///
/// A fresh factor is not yet worth more than the settled ones beside it, so any of them removes it. So an owner who hears
/// of a thief's key takes it away at once, with an app.
///
/// @param acrValues what to ask a step-up for
/// @param methods   by which of them a factor can be shown that would do, strongest first
@RegisterForReflection
public record RemovalRule(Method method, String acrValues, List<Method> methods) {

  public static RemovalRule of(Factor factor, Factors enrolled) {
    return of(factor.method(), factor.isSettled(enrolled.now()), enrolled);
  }

  /// For a whole kind: as its oldest demands.
  public static RemovalRule of(Method method, Factors enrolled) {
    boolean settled = enrolled.all().stream()
        .anyMatch(factor -> factor.method() == method && factor.isSettled(enrolled.now()));
    return of(method, settled, enrolled);
  }

  private static RemovalRule of(Method method, boolean settled, Factors enrolled) {
    Method least = settled ? method : Method.SMS;
    return new RemovalRule(method, least == Method.WEBAUTHN ? "phr" : "aal2",
        enrolled.offeredSettled().stream().filter(other -> other.isAtLeastAsStrongAs(least)).toList());
  }

  /// Whether an authentication by `amr` was strong enough.
  static boolean isMetBy(Collection<String> amr, Factor factor, Factors enrolled) {
    Method least = factor.isSettled(enrolled.now()) ? factor.method() : Method.SMS;
    return Arrays.stream(Method.values()).filter(other -> other.isAtLeastAsStrongAs(least))
        .anyMatch(strong -> strong.isAmong(amr));
  }
}
