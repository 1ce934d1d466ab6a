package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.approval.PrepareApproval.Preparing.Closed;
import io.portcullis.auth.approval.PrepareApproval.Preparing.NotFound;
import io.portcullis.auth.approval.PrepareApproval.Preparing.OutOfReach;
import io.portcullis.auth.approval.PrepareApproval.Preparing.Throttled;
import io.portcullis.auth.factor.PrepareFactor;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Asks for the second factor: opens mfa-service's challenge for this very action, and has a code sent or a WebAuthn
/// challenge made.
@ApplicationScoped
class PrepareApproval {

  private final Approvals approvals;
  private final ApprovalChallenges challenges;
  private final ApprovalRules rules;
  private final SecondFactors secondFactors;
  private final PrepareFactor prepareFactor;
  private final Throttle throttle;
  private final Limits limits;
  private final Postgres postgres;

  PrepareApproval(Approvals approvals, ApprovalChallenges challenges, ApprovalRules rules, @RestClient SecondFactors secondFactors,
      PrepareFactor prepareFactor, Throttle throttle, Limits limits, Postgres postgres) {
    this.approvals = approvals;
    this.challenges = challenges;
    this.rules = rules;
    this.secondFactors = secondFactors;
    this.prepareFactor = prepareFactor;
    this.throttle = throttle;
    this.limits = limits;
    this.postgres = postgres;
  }

  sealed interface Preparing {

    /// @param methods by which this action can be approved, strongest first
    record Asked(Prepared prepared, List<String> methods) implements Preparing {}

    record NotFound() implements Preparing {}

    record Closed(ApprovalState state) implements Preparing {}

    /// Nothing that is enrolled may approve this action.
    record OutOfReach() implements Preparing {}

    record Throttled(Duration retryAfter) implements Preparing {}
  }

  /// @param method the strongest one that may approve it unless given
  Uni<Preparing> handle(Customer customer, UUID id, Optional<String> method) {
    return approvals.find(postgres.pool(), id, customer.account()).chain(found -> {
      if (found.isEmpty()) {
        return now(new NotFound());
      }
      ApprovalState state = rules.stateOf(found.get());
      return state != ApprovalState.OPEN
          ? now(new Closed(state))
          : throttle.count(limits.approvalChallenge(customer.session())).chain(wait -> wait.isPresent()
              ? now(new Throttled(wait.get()))
              : ask(customer, found.get(), method));
    });
  }

  private Uni<Preparing> ask(Customer customer, Approval approval, Optional<String> method) {
    return rules.needed(approval).chain(needed -> {
      List<String> methods = needed.eligible().methods();
      if (methods.isEmpty()) {
        return now(new OutOfReach());
      }
      String wanted = method.orElse(methods.getFirst());
      return (methods.contains(wanted) ? prepare(customer, approval, wanted) : now(new Prepared.NotOffered()))
          .map(prepared -> new Preparing.Asked(prepared, methods));
    });
  }

  private Uni<Prepared> prepare(Customer customer, Approval approval, String method) {
    Binding what = approval.binding(customer.session());
    return secondFactors.begin(what).onFailure().transform(ProblemException::unavailable)
        .chain(challenge -> prepareFactor.handle(challenge.challengeId(), what, method)
            .call(prepared -> keep(approval, customer, challenge.challengeId(), prepared)));
  }

  // One that comes too soon leaves the one before it good: its code may be on the way.
  private Uni<Void> keep(Approval approval, Customer customer, String challenge, Prepared prepared) {
    return switch (prepared) {
      case Prepared.Options _, Prepared.Sent _, Prepared.Ready _ -> challenges.put(approval.id(), customer.session(), challenge);
      case Prepared.Wait _, Prepared.Ended _, Prepared.NotOffered _ -> done();
    };
  }
}
