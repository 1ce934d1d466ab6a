package io.portcullis.auth.stepup;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.pending.PendingProofs.Id;
import io.portcullis.auth.pending.PendingProofs.Kind;
import io.portcullis.auth.stepup.StepUpVerdict.Begun;
import io.portcullis.auth.stepup.StepUpVerdict.OutOfReach;
import io.portcullis.auth.stepup.StepUpVerdict.Throttled;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Says what will do, and opens mfa-service's challenge for it.
@ApplicationScoped
class BeginStepUp {

  private final SecondFactors secondFactors;
  private final PendingProofs pending;
  private final Throttle throttle;
  private final Limits limits;
  private final Clock clock;

  BeginStepUp(@RestClient SecondFactors secondFactors, PendingProofs pending, Throttle throttle, Limits limits,
      Clock clock) {
    this.secondFactors = secondFactors;
    this.pending = pending;
    this.throttle = throttle;
    this.limits = limits;
    this.clock = clock;
  }

  Uni<StepUpVerdict> handle(Customer customer, AuthenticationClass wanted) {
    // Before anything is looked at: what changes after this moment ends the step-up.
    Instant begunAt = clock.instant();
    return throttle.count(limits.stepUp(customer.session())).chain(either(
        wait -> now(new Throttled(wait)),
        () -> offer(customer, wanted, begunAt)));
  }

  private Uni<StepUpVerdict> offer(Customer customer, AuthenticationClass wanted, Instant begunAt) {
    return secondFactors.methods(customer.account())
        .onFailure().transform(ProblemException::unavailable)
        .chain(answer -> {
          List<String> methods = wanted.reachedBy(answer.methods());
          return methods.isEmpty() || wanted == AuthenticationClass.PHR && climbs(customer, answer)
              ? now(new OutOfReach())
              : begin(customer, methods, begunAt);
        });
  }

  // session-service makes no phishing-resistant session of these by a fresh key, which a thief may have enrolled from it.
  // Told now: a client that learns it from the raised session's `acr` alone would step up again and again.
  private static boolean climbs(Customer customer, Methods enrolled) {
    return enrolled.settled().filter(settled -> !settled.contains(SecondFactors.WEBAUTHN)).isPresent()
        && (customer.isRestricted() || restsOnMessages(customer.amr()));
  }

  private static boolean restsOnMessages(List<String> amr) {
    return (amr.contains("email") || amr.contains("sms")) && !amr.contains("pop") && !amr.contains("otp");
  }

  private Uni<StepUpVerdict> begin(Customer customer, List<String> methods, Instant begunAt) {
    Id id = pending.next(Kind.STEP_UP);
    return challenge(customer, methods, id)
        .chain(challenge -> pending.keep(id, new PendingStepUp(
            customer.account(), customer.session(), methods, challenge, begunAt, pending.expiry())))
        .replaceWith(() -> new Begun(id.reveal(), methods, PendingProofs.LIFETIME));
  }

  private Uni<Optional<String>> challenge(Customer customer, List<String> methods, Id id) {
    return methods.contains(AuthenticationClass.PASSWORD)
        ? now(Optional.empty())
        : secondFactors
            .begin(SecondFactors.Binding.ofStepUp(customer.account(), customer.session(), id.reference()))
            .onFailure().transform(ProblemException::unavailable)
            .map(challenge -> Optional.of(challenge.challengeId()));
  }
}
