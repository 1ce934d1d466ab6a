package io.portcullis.auth.stepup;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.EvidenceCheck;
import io.portcullis.auth.account.EvidenceCheck.Standing;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.PrepareFactor;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.auth.factor.SecondFactors.Methods;
import io.portcullis.auth.factor.SecondFactors.Outcome;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.pending.PendingProofs.Id;
import io.portcullis.auth.pending.PendingProofs.Kind;
import io.portcullis.auth.stepup.SessionElevation.Outcome.Elevated;
import io.portcullis.auth.stepup.SessionElevation.RefusalReason;
import io.portcullis.auth.stepup.StepUpVerdict.CodeRefused;
import io.portcullis.auth.stepup.StepUpVerdict.Complete;
import io.portcullis.auth.stepup.StepUpVerdict.Ended;
import io.portcullis.auth.stepup.StepUpVerdict.NotOffered;
import io.portcullis.auth.stepup.StepUpVerdict.OutOfReach;
import io.portcullis.auth.stepup.StepUpVerdict.Throttled;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The second step: a factor is shown, and session-service raises the session that the step-up was begun in.
@ApplicationScoped
class ContinueStepUp {

  private final PendingProofs pending;
  private final SecondFactors secondFactors;
  private final PasswordCheck passwordCheck;
  private final SessionElevation sessions;
  private final EvidenceCheck evidenceCheck;
  private final PrepareFactor prepareFactor;
  private final Clock clock;

  ContinueStepUp(PendingProofs pending, @RestClient SecondFactors secondFactors, PasswordCheck passwordCheck,
      @RestClient SessionElevation sessions, EvidenceCheck evidenceCheck, PrepareFactor prepareFactor, Clock clock) {
    this.pending = pending;
    this.secondFactors = secondFactors;
    this.passwordCheck = passwordCheck;
    this.sessions = sessions;
    this.evidenceCheck = evidenceCheck;
    this.prepareFactor = prepareFactor;
    this.clock = clock;
  }

  private record Found(Id id, PendingStepUp stepUp) {}

  /// Another session's step-up is no step-up, and is left to its owner.
  private Uni<Optional<Found>> find(Customer customer, String stepUpId) {
    return Id.parse(Kind.STEP_UP, stepUpId)
        .map(id -> pending.find(id, PendingStepUp.class)
            .map(found -> found.filter(stepUp -> stepUp.isOf(customer)).map(stepUp -> new Found(id, stepUp))))
        .orElseGet(() -> now(Optional.empty()));
  }

  /// Has mfa-service send a code, or make a WebAuthn challenge.
  Uni<Prepared> prepare(Customer customer, String stepUpId, String method) {
    return find(customer, stepUpId).chain(found -> {
      if (found.isEmpty()) {
        return now(new Prepared.Ended());
      }
      PendingStepUp stepUp = found.get().stepUp();
      if (!stepUp.methods().contains(method)) {
        return now(new Prepared.NotOffered());
      }
      return stepUp.challenge()
          .map(challenge -> prepareFactor.handle(challenge, binding(found.get().id(), stepUp), method))
          .orElseGet(() -> now(new Prepared.Ready(method)));
    });
  }

  Uni<StepUpVerdict> handle(Customer customer, String stepUpId, ShownAgain shown) {
    return find(customer, stepUpId).chain(found -> found.isEmpty()
        ? now(new Ended())
        : verify(found.get().id(), found.get().stepUp(), shown));
  }

  private Uni<StepUpVerdict> verify(Id id, PendingStepUp stepUp, ShownAgain shown) {
    if (!stepUp.methods().contains(shown.method())) {
      return now(new NotOffered());
    }
    Instant at = clock.instant();
    return stepUp.challenge()
        .map(challenge -> verifyFactor(id, stepUp, challenge, shown, at))
        .orElseGet(() -> verifyPassword(id, stepUp, shown.password().orElseThrow(), at));
  }

  private Uni<StepUpVerdict> verifyFactor(
      Id id, PendingStepUp stepUp, String challenge, ShownAgain shown, Instant at) {
    return secondFactors.verify(challenge, new SecondFactors.Proof(
            binding(id, stepUp), shown.method(), shown.code(), shown.credential()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case Outcome.Proved(List<String> amr, _, Optional<Instant> settledAt, _) ->
              proved(id, stepUp, Evidence.of(amr, at, settledAt));
          case Outcome.Refused(long triesLeft) -> now(new CodeRefused(OptionalLong.of(triesLeft)));
          // Not used up: of many tries at once, one may just be winning.
          case Outcome.Ended() -> now(new Ended());
          case Outcome.NotOffered() -> now(new NotOffered());
          case Outcome.Throttled(long seconds) -> now(new Throttled(Duration.ofSeconds(seconds)));
        });
  }

  private static Binding binding(Id id, PendingStepUp stepUp) {
    return Binding.ofStepUp(stepUp.account(), stepUp.session(), id.reference());
  }

  private Uni<StepUpVerdict> verifyPassword(Id id, PendingStepUp stepUp, Secret password, Instant at) {
    return passwordCheck.handle(stepUp.session(), stepUp.account(), password).chain(checked -> switch (checked) {
      case PasswordCheck.Checked.Right() -> proved(id, stepUp, List.of(Evidence.ofPassword(at)));
      case PasswordCheck.Checked.Wrong() -> now(new CodeRefused(OptionalLong.empty()));
      case PasswordCheck.Checked.Throttled(var wait) -> now(new Throttled(wait));
    });
  }

  // Asked again, now that the proof is there: a factor may have been added since the step-up was begun, and the password is
  // no way past it.
  private Uni<StepUpVerdict> proved(Id id, PendingStepUp stepUp, List<Evidence> evidence) {
    return secondFactors.methods(stepUp.account()).onFailure().transform(ProblemException::unavailable)
        .chain(enrolled -> claim(id, stepUp, evidence, enrolled));
  }

  private Uni<StepUpVerdict> claim(Id id, PendingStepUp stepUp, List<Evidence> evidence, Methods enrolled) {
    boolean enough = stepUp.challenge().isPresent() || AuthenticationClass.leavesPassword(enrolled.methods());
    // Claimed first: of parallel proofs one raises the session. The standing is asked again, because the password may
    // have been changed or the account frozen since the step-up was begun.
    return pending.claim(id).chain(ours -> ours && enough
        ? evidenceCheck.of(stepUp.account(), stepUp.begunAt()).chain(standing -> standing == Standing.GOOD
            ? elevate(stepUp, evidence, enrolled)
            : now(new Ended()))
        : now(new Ended()));
  }

  private Uni<StepUpVerdict> elevate(PendingStepUp stepUp, List<Evidence> evidence, Methods enrolled) {
    return sessions.elevate(stepUp.session(), new SessionElevation.Shown(stepUp.account(), evidence,
            Optional.of(enrolled.methods()).filter(_ -> !enrolled.isOneWithheld()), enrolled.settledOfAll()))
        .onFailure().transform(ProblemException::unavailable)
        .map(outcome -> switch (outcome) {
          case Elevated elevated -> new Complete(elevated);
          case SessionElevation.Outcome.Refused(RefusalReason reason) -> switch (reason) {
            case BARRED, STALE_EVIDENCE, ENDED -> new Ended();
            case TOO_WEAK -> new OutOfReach();
          };
        });
  }
}
