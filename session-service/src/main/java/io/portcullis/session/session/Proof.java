package io.portcullis.session.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// All evidence of one sign-in, weighed.
///
/// @param newest becomes `auth_time`
/// @param oldest what a later password reset is compared with: the second factor alone must not carry a sign-in over it
record Proof(Set<AuthenticationMethod> methods, Instant oldest, Instant newest) {

  /// @param now evidence from a clock that is ahead of ours counts as given now
  static Proof of(List<Evidence> evidence, Instant now) {
    var methods = EnumSet.noneOf(AuthenticationMethod.class);
    evidence.forEach(piece -> methods.add(piece.amr()));
    List<Instant> times = evidence.stream().map(Evidence::at).map(at -> at.isAfter(now) ? now : at)
        .sorted(Comparator.naturalOrder()).toList();
    return new Proof(methods, times.getFirst(), times.getLast());
  }

  boolean hasPassword() {
    return methods.contains(AuthenticationMethod.PWD);
  }

  boolean hasTwoFactors() {
    return methods.contains(AuthenticationMethod.PWD) && methods.contains(AuthenticationMethod.OTP);
  }

  /// NIST SP 800-63B-4: AAL2 is two distinct factors.
  String acr() {
    return hasTwoFactors() ? "aal2" : "aal1";
  }

  List<String> amr() {
    return methods.stream().map(AuthenticationMethod::amr).toList();
  }
}
