package io.portcullis.auth.signin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/// `portcullis_sign_in_total{outcome}`, one count for every step that was answered.
@Startup
@ApplicationScoped
class SignInMetrics {

  private final Counter complete;
  private final Counter secondFactor;
  private final Counter confirmation;
  private final Counter tooRisky;
  private final Counter refused;
  private final Counter frozen;
  private final Counter locked;
  private final Counter passwordChangeRequired;
  private final Counter codeRefused;
  private final Counter notOffered;
  private final Counter ended;
  private final Counter crossSite;
  private final Counter proofRefused;
  private final Counter nonceMissing;
  private final Counter humanVerification;
  private final Counter throttled;
  private final Counter failed;

  SignInMetrics(MeterRegistry registry) {
    complete = counter(registry, "complete");
    secondFactor = counter(registry, "mfa");
    confirmation = counter(registry, "confirmation");
    tooRisky = counter(registry, "too-risky");
    refused = counter(registry, "refused");
    frozen = counter(registry, "frozen");
    locked = counter(registry, "locked");
    passwordChangeRequired = counter(registry, "password-change-required");
    codeRefused = counter(registry, "code-refused");
    notOffered = counter(registry, "method-not-offered");
    ended = counter(registry, "ended");
    crossSite = counter(registry, "cross-site");
    proofRefused = counter(registry, "proof-refused");
    nonceMissing = counter(registry, "nonce-missing");
    humanVerification = counter(registry, "human-verification");
    throttled = counter(registry, "throttled");
    failed = counter(registry, "failed");
  }

  void count(SignInVerdict verdict) {
    (switch (verdict) {
      case SignInVerdict.Complete _ -> complete;
      case SignInVerdict.MoreProof _ -> secondFactor;
      case SignInVerdict.Confirmation _ -> confirmation;
      case SignInVerdict.TooRisky _ -> tooRisky;
      case SignInVerdict.Refused _ -> refused;
      case SignInVerdict.Frozen _ -> frozen;
      case SignInVerdict.Locked _ -> locked;
      case SignInVerdict.PasswordChangeRequired _ -> passwordChangeRequired;
      case SignInVerdict.CodeRefused _ -> codeRefused;
      case SignInVerdict.NotOffered _ -> notOffered;
      case SignInVerdict.Ended _ -> ended;
      case SignInVerdict.CrossSite _ -> crossSite;
      case SignInVerdict.ProofRefused _ -> proofRefused;
      case SignInVerdict.NonceMissing _ -> nonceMissing;
      case SignInVerdict.HumanVerification _ -> humanVerification;
      case SignInVerdict.Throttled _ -> throttled;
    }).increment();
  }

  /// Saturated, or something that we depend on is away.
  void countFailure() {
    failed.increment();
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return registry.counter("portcullis.sign.in", "outcome", outcome);
  }
}
