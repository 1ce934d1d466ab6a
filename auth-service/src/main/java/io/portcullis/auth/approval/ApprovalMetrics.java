package io.portcullis.auth.approval;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.approval.ConsumeApproval.Answer;
import io.portcullis.auth.approval.ConsumeApproval.Consuming;
import io.portcullis.auth.approval.DeclineAction.Declining;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `portcullis_approvals_total{step,outcome}`, one count for every step that was answered.
@Startup
@ApplicationScoped
class ApprovalMetrics {

  private static final String PROPOSE = "propose";
  private static final String APPROVE = "approve";
  private static final String DECLINE = "decline";
  private static final String CONSUME = "consume";
  private static final String FAILED = "failed";

  private final MeterRegistry registry;

  // Each counter from the start, or the first of its kind is none that a rate sees.
  ApprovalMetrics(MeterRegistry registry) {
    this.registry = registry;
    List.of("proposed", "refused", "frozen", "locked", "key-reused", "too-many", FAILED).forEach(outcome -> counter(PROPOSE, outcome));
    List.of("approved", "closed", "held", "frozen", "code-refused", "challenge-ended", "method-not-offered", "out-of-reach", "factor-fresh",
        "throttled", "passphrase-refused", "passphrase-needed", "passphrase-stopped", "not-found", FAILED)
        .forEach(outcome -> counter(APPROVE, outcome));
    List.of("declined", "consumed", "not-found", FAILED).forEach(outcome -> counter(DECLINE, outcome));
    Stream.concat(Stream.of("consumed-first", "consumed-repeated", "not-found", FAILED),
        Arrays.stream(ApprovalRefusal.values()).map(ApprovalMetrics::name)).forEach(outcome -> counter(CONSUME, outcome));
  }

  void count(ProposalVerdict verdict) {
    count(PROPOSE, switch (verdict) {
      case ProposalVerdict.Proposed _ -> "proposed";
      case ProposalVerdict.TypeUnknown _, ProposalVerdict.ActionRefused _, ProposalVerdict.SystemUnknown _,
          ProposalVerdict.AccountUnknown _ -> "refused";
      case ProposalVerdict.AccountFrozen _ -> "frozen";
      case ProposalVerdict.AccountLocked _ -> "locked";
      case ProposalVerdict.KeyReused _ -> "key-reused";
      case ProposalVerdict.TooMany _ -> "too-many";
    });
  }

  void proposalFailed() {
    count(PROPOSE, FAILED);
  }

  void count(ApproveVerdict verdict) {
    count(APPROVE, switch (verdict) {
      case ApproveVerdict.Approved _ -> "approved";
      case ApproveVerdict.NotFound _ -> "not-found";
      case ApproveVerdict.Closed _ -> "closed";
      case ApproveVerdict.Held _ -> "held";
      case ApproveVerdict.AccountFrozen _ -> "frozen";
      case ApproveVerdict.CodeRefused _ -> "code-refused";
      case ApproveVerdict.ChallengeEnded _ -> "challenge-ended";
      case ApproveVerdict.NotOffered _ -> "method-not-offered";
      case ApproveVerdict.OutOfReach _ -> "out-of-reach";
      case ApproveVerdict.FactorFresh _ -> "factor-fresh";
      case ApproveVerdict.Throttled _ -> "throttled";
      case ApproveVerdict.PassphraseRefused _ -> "passphrase-refused";
      case ApproveVerdict.PassphraseNeeded _ -> "passphrase-needed";
      case ApproveVerdict.PassphraseStopped _ -> "passphrase-stopped";
    });
  }

  void approvalFailed() {
    count(APPROVE, FAILED);
  }

  void count(Declining declining) {
    count(DECLINE, name(declining));
  }

  void declineFailed() {
    count(DECLINE, FAILED);
  }

  void count(Consuming consuming) {
    count(CONSUME, switch (consuming) {
      case Consuming.Consumed(_, Answer answer) -> "consumed-" + name(answer);
      case Consuming.Refused(ApprovalRefusal reason, _) -> name(reason);
      case Consuming.NotFound() -> "not-found";
    });
  }

  void consumptionFailed() {
    count(CONSUME, FAILED);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void count(String step, String outcome) {
    counter(step, outcome).increment();
  }

  private Counter counter(String step, String outcome) {
    return registry.counter("portcullis.approvals", "step", step, "outcome", outcome);
  }
}
