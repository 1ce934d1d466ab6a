package io.portcullis.session.lifecycle;

import io.portcullis.runtime.event.Rows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The strong factors of one step-up, as the columns of a session keep them; null for what was not shown. A security key or
/// passkey and an authenticator app are strong. What is sent to an address is not: who reads the mailbox or holds the
/// SIM card has it.
///
/// @param keySettledAt null when its age is not known, which counts as fresh
record StrongFactors(
    OffsetDateTime keyShownAt, OffsetDateTime keySettledAt, OffsetDateTime appShownAt, OffsetDateTime appSettledAt) {

  /// @param now evidence from a clock that is ahead of ours counts as given now
  static StrongFactors of(List<Evidence> evidence, Instant now) {
    Optional<Evidence> key = find(evidence, AuthenticationMethod.POP);
    Optional<Evidence> app = find(evidence, AuthenticationMethod.OTP);
    return new StrongFactors(shownAt(key, now), settledAt(key), shownAt(app, now), settledAt(app));
  }

  private static Optional<Evidence> find(List<Evidence> evidence, AuthenticationMethod method) {
    return evidence.stream().filter(one -> one.amr() == method).findFirst();
  }

  private static OffsetDateTime shownAt(Optional<Evidence> shown, Instant now) {
    return shown.map(Evidence::at).map(at -> at.isAfter(now) ? now : at).map(Rows::utc).orElse(null);
  }

  private static OffsetDateTime settledAt(Optional<Evidence> shown) {
    return shown.flatMap(Evidence::settledAt).map(Rows::utc).orElse(null);
  }
}
