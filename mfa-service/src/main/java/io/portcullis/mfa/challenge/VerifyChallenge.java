package io.portcullis.mfa.challenge;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.mfa.challenge.ChallengeVerdict.Ended;
import io.portcullis.mfa.challenge.ChallengeVerdict.NotOffered;
import io.portcullis.mfa.challenge.ChallengeVerdict.Proved;
import io.portcullis.mfa.challenge.ChallengeVerdict.Refused;
import io.portcullis.mfa.challenge.ChallengeVerdict.Throttled;
import io.portcullis.mfa.challenge.Challenges.Proof;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.guess.ProvedFactor;
import io.portcullis.mfa.outofband.VerifyOutOfBandCode;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.UseRecoveryCode;
import io.portcullis.mfa.removal.CancelRemovals;
import io.portcullis.mfa.totp.TotpVerdict;
import io.portcullis.mfa.totp.VerifyTotp;
import io.portcullis.mfa.webauthn.SignedAction;
import io.portcullis.mfa.webauthn.VerifyAssertion;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One try at a challenge: counted first, then compared, then the challenge ends if the code was right.
@Startup
@ApplicationScoped
class VerifyChallenge {

  private final Challenges challenges;
  private final VerifyAssertion assertion;
  private final VerifyTotp totp;
  private final VerifyOutOfBandCode outOfBand;
  private final UseRecoveryCode recoveryCode;
  private final OfferedMethods offered;
  private final CancelRemovals removals;
  private final Map<Method, Outcomes<Outcome>> outcomes = new EnumMap<>(Method.class);

  private enum Outcome { PROVED, REFUSED, ENDED, THROTTLED, NOT_OFFERED }

  VerifyChallenge(Challenges challenges, VerifyAssertion assertion, VerifyTotp totp, VerifyOutOfBandCode outOfBand,
      UseRecoveryCode recoveryCode, OfferedMethods offered, CancelRemovals removals, MeterRegistry metrics) {
    this.challenges = challenges;
    this.assertion = assertion;
    this.totp = totp;
    this.outOfBand = outOfBand;
    this.recoveryCode = recoveryCode;
    this.offered = offered;
    this.removals = removals;
    for (Method method : Method.values()) {
      outcomes.put(method, new Outcomes<>(
          metrics, "portcullis.mfa.verifications", "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab,
          Tags.of("method", method.wireName())));
    }
  }

  /// What the claimant shows; which of the two, the method decides.
  sealed interface Shown {

    record Code(String typed) implements Shown {}

    /// @param response AuthenticationResponseJSON (WebAuthn L3 §5.1)
    record Assertion(JsonNode response) implements Shown {}
  }

  Uni<ChallengeVerdict> handle(ChallengeId id, Binding binding, Method method, Shown shown) {
    return challenges.countTry(id, binding)
        .chain(left -> left.isPresent()
            ? tryIt(id, binding, method, shown).chain(tried -> conclude(id, binding, method, left.getAsInt(), tried))
            : now(new Ended()))
        .invoke(verdict -> count(method, verdict));
  }

  /// @param amr what a right one proves
  /// @param signed the action that a security key signed
  private record Tried(GuessVerdict guess, List<String> amr, Optional<SignedAction> signed) {

    Tried(GuessVerdict guess, List<String> amr) {
      this(guess, amr, Optional.empty());
    }
  }

  private Uni<Tried> tryIt(ChallengeId id, Binding binding, Method method, Shown shown) {
    if (!binding.purpose().admits(method)) {
      return now(new Tried(new GuessVerdict.NothingToGuess(), List.of()));
    }
    return switch (shown) {
      case Shown.Code(String code) -> guess(id, binding, method, code)
          .map(guess -> new Tried(guess, binding.purpose().amr(method)));
      case Shown.Assertion(JsonNode response) -> assertion.handle(binding.account(), id.value(), binding.action(), response)
          .map(verdict -> new Tried(verdict.verdict(), verdict.amr(), verdict.signed()));
    };
  }

  private Uni<GuessVerdict> guess(ChallengeId id, Binding binding, Method method, String code) {
    return switch (method) {
      // A key signs; nobody types what it says.
      case WEBAUTHN -> notOffered();
      case TOTP -> totp.handle(binding.account(), binding.claimant(), code).call(verdict -> switch (verdict.guess()) {
        // The challenge ends: a round trip to remember nothing.
        case GuessVerdict.Right(_) -> done();
        case GuessVerdict.Wrong(), GuessVerdict.NothingToGuess(), GuessVerdict.Throttled(_) -> challenges.noteDrift(id, verdict.drift());
      }).map(TotpVerdict::guess);
      // A code that was sent while its method was offered is worth nothing once a stronger one has taken its place.
      case EMAIL, SMS -> offered.of(binding).chain(methods -> methods.contains(method)
          ? outOfBand(id, binding, method, code)
          : notOffered());
      case RECOVERY_CODE -> recoveryCode.handle(binding.account(), binding.claimant(), code);
    };
  }

  private Uni<GuessVerdict> outOfBand(ChallengeId id, Binding binding, Method method, String code) {
    return binding.validatedAddress()
        .map(to -> outOfBand.handle(id.value(), binding.account(), binding.claimant(), to, code))
        .orElseGet(() -> outOfBand.handle(id.value(), binding.account(), binding.claimant(), method, code));
  }

  private static Uni<GuessVerdict> notOffered() {
    return now(new GuessVerdict.NothingToGuess());
  }

  private Uni<ChallengeVerdict> conclude(ChallengeId id, Binding binding, Method method, int triesLeft, Tried tried) {
    return switch (tried.guess()) {
      // Two right codes of two kinds, sent at once, are still one proof.
      case GuessVerdict.Right(var factor) -> Uni.combine().all()
          .unis(challenges.end(id), cancelRemovals(binding.account(), method, factor))
          .with((ended, _) -> ended
              .<ChallengeVerdict>map(proof -> proved(method, tried, proof, factor.map(ProvedFactor::settledAt)))
              .orElseGet(Ended::new));
      case GuessVerdict.Wrong() -> now(new Refused(triesLeft));
      case GuessVerdict.NothingToGuess() -> now(new NotOffered());
      case GuessVerdict.Throttled(var wait) -> now(new Throttled(Problem.wholeSeconds(wait)));
    };
  }

  private Uni<Void> cancelRemovals(AccountId account, Method method, Optional<ProvedFactor> factor) {
    return factor.map(shown -> removals.shown(account, method, shown.id(), shown.settledAt()))
        .orElseGet(() -> done());
  }

  // Who was just guessing at TOTP, and is right now, is told nothing: only another factor makes it the owner's phone.
  private static Proved proved(Method method, Tried tried, Proof proof, Optional<Instant> settledAt) {
    return new Proved(method, tried.amr(),
        proof.drift().filter(_ -> method != Method.TOTP).map(drift -> drift.ahead().toSeconds()), settledAt,
        tried.signed());
  }

  private void count(Method method, ChallengeVerdict verdict) {
    outcomes.get(method).count(switch (verdict) {
      case Proved _ -> Outcome.PROVED;
      case Refused _ -> Outcome.REFUSED;
      case Ended _ -> Outcome.ENDED;
      case Throttled _ -> Outcome.THROTTLED;
      case NotOffered _ -> Outcome.NOT_OFFERED;
    });
  }
}
