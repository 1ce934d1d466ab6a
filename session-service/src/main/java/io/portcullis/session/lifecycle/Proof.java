package io.portcullis.session.lifecycle;

import static io.portcullis.session.lifecycle.AuthenticationMethod.EMAIL;
import static io.portcullis.session.lifecycle.AuthenticationMethod.MFA;
import static io.portcullis.session.lifecycle.AuthenticationMethod.OTP;
import static io.portcullis.session.lifecycle.AuthenticationMethod.POP;
import static io.portcullis.session.lifecycle.AuthenticationMethod.PWD;
import static io.portcullis.session.lifecycle.AuthenticationMethod.RECOVERY_CODE;
import static io.portcullis.session.lifecycle.AuthenticationMethod.SMS;
import static io.portcullis.session.lifecycle.AuthenticationMethod.VALIDATED_ADDRESS;

import io.portcullis.runtime.token.FactorAge;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All evidence of one sign-in or step-up, weighed. Every `acr` and `amr` of a token begins here.
///
/// | proved | acr |
/// |---|---|
/// | `pop` with `pwd` or `mfa` | `phr` |
/// | `pwd` (or a passkey's `mfa`) with `otp`, `email`, `sms` or `recovery-code` | `aal2` |
/// | anything less | `aal1` |
///
/// @param newest becomes `auth_time`
/// @param oldest what a later password reset is compared with: the second factor alone must not carry a sign-in over it
/// @param settledAt from when on the second factor is settled; empty when none was shown, or its age is unknown
record Proof(Set<AuthenticationMethod> methods, Instant oldest, Instant newest, Optional<Instant> settledAt) {

  static final String AAL1 = "aal1";
  static final String AAL2 = "aal2";
  static final String PHR = "phr";

  private static final Set<AuthenticationMethod> SECOND_FACTORS = EnumSet.of(POP, OTP, EMAIL, SMS);
  private static final Set<AuthenticationMethod> FIRST_FACTORS = EnumSet.of(PWD, MFA);

  Proof {
    methods = Collections.unmodifiableSet(EnumSet.copyOf(methods));
  }

  /// @param now evidence from a clock that is ahead of ours counts as given now
  static Proof of(List<Evidence> evidence, Instant now) {
    List<AuthenticationMethod> methods = evidence.stream().map(Evidence::amr).toList();
    List<Instant> times = evidence.stream().map(Evidence::at).map(at -> at.isAfter(now) ? now : at)
        .sorted(Comparator.naturalOrder()).toList();
    // Of several factors the freshest: nothing that was shown beside it may lend it its age.
    Optional<Instant> settledAt = evidence.stream().map(Evidence::settledAt).flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
    return new Proof(EnumSet.copyOf(methods), times.getFirst(), times.getLast(), settledAt);
  }

  /// The same with what a session's own sign-in proved of a first factor: a password, or the user verification of a
  /// passkey. Its second factors do not count again: they would look as fresh as this proof, and a weak factor shown
  /// now would authorise what needs the strong one shown at the sign-in.
  ///
  /// @return empty when this proof is too weak to raise anything: neither a second factor nor the password
  Optional<Proof> onTopOf(Collection<String> ownAmr) {
    var together = EnumSet.copyOf(methods);
    FIRST_FACTORS.stream().filter(method -> ownAmr.contains(method.amr())).forEach(together::add);
    var proof = new Proof(together, oldest, newest, settledAt);
    boolean enough = !methods.contains(RECOVERY_CODE) && (hasPassword() || proof.hasSecondFactor());
    return Optional.of(proof).filter(_ -> enough);
  }

  boolean hasPassword() {
    return methods.contains(PWD);
  }

  /// A passkey that verified its user, which needs no password.
  boolean isPasswordless() {
    return methods.contains(POP) && methods.contains(MFA);
  }

  /// NIST SP 800-63B-4: AAL2 is two distinct factors.
  boolean hasTwoFactors() {
    return !acr().equals(AAL1);
  }

  /// One that is no recovery code.
  boolean hasSecondFactor() {
    return hasTwoFactors() && !Collections.disjoint(methods, SECOND_FACTORS);
  }

  /// Whether somebody answered who reads what is sent to the account. It makes no factor, and no `acr`.
  boolean hasValidatedAddress() {
    return methods.contains(VALIDATED_ADDRESS);
  }

  /// Whether a second factor was shown that is no longer fresh. One of unknown age counts as fresh.
  boolean hasSettledFactor(Instant now) {
    return hasSecondFactor() && settledAt.filter(at -> !at.isAfter(now)).isPresent();
  }

  /// Whether no more than a mailed or texted code stands beside the first factor.
  static boolean restsOnMessages(Collection<String> amr) {
    return (amr.contains(EMAIL.amr()) || amr.contains(SMS.amr())) && !amr.contains(POP.amr()) && !amr.contains(OTP.amr());
  }

  /// What a token tells of the second factor's age.
  ///
  /// @param enrolled the account's second factors; empty when that is not known
  /// @param settled  those of them of which one is settled; empty when that is not known
  FactorAge factorAge(Optional<List<String>> enrolled, Optional<List<String>> settled, Instant now) {
    if (hasSecondFactor() && settledAt.isPresent()) {
      Instant at = settledAt.get();
      boolean none = settled.filter(List::isEmpty).isPresent();
      return none && at.isAfter(now) ? new FactorAge.OnlyFresh(at) : new FactorAge.Settles(at);
    }
    return enrolled.filter(List::isEmpty).isPresent() ? new FactorAge.NoneEnrolled() : new FactorAge.Unknown();
  }

  /// A recovery code stands in for a second factor, but opens nothing save the way to a new one.
  boolean isRestricted() {
    return methods.contains(RECOVERY_CODE) && !hasSecondFactor();
  }

  String acr() {
    boolean first = !Collections.disjoint(methods, FIRST_FACTORS);
    boolean second = methods.contains(RECOVERY_CODE) || !Collections.disjoint(methods, SECOND_FACTORS);
    if (!first || !second) {
      return AAL1;
    }
    return methods.contains(POP) ? PHR : AAL2;
  }

  List<String> amr() {
    return methods.stream().map(AuthenticationMethod::amr).toList();
  }
}
