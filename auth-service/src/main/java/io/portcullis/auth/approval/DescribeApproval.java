package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.Approvals.Which;
import io.portcullis.auth.approval.Destinations.Warnings;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Shows approvals to their customer, in the language of the account.
@ApplicationScoped
class DescribeApproval {

  private static final String ENGLISH = "en";

  private final Approvals approvals;
  private final Accounts accounts;
  private final ActionTypes types;
  private final ApprovalRules rules;
  private final Destinations destinations;
  private final Postgres postgres;
  private final Clock clock;

  DescribeApproval(Approvals approvals, Accounts accounts, ActionTypes types, ApprovalRules rules, Destinations destinations,
      Postgres postgres, Clock clock) {
    this.approvals = approvals;
    this.accounts = accounts;
    this.types = types;
    this.rules = rules;
    this.destinations = destinations;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Empty for another account's, too.
  Uni<Optional<ApprovalView>> one(AccountId owner, UUID id) {
    return approvals.find(postgres.pool(), id, owner).chain(found -> found.isPresent()
        ? describe(found.get()).map(Optional::of)
        : now(Optional.empty()));
  }

  /// For the system that may consume it; empty for any other.
  Uni<Optional<ApprovalView>> oneOf(String system, UUID id) {
    return approvals.find(postgres.pool(), id).chain(either(
        approval -> approval.system().equals(system)
            ? warnings(approval.account(), List.of(approval)).chain(warnings -> describe(approval, ENGLISH, warnings)).map(Optional::of)
            : now(Optional.empty()),
        () -> now(Optional.empty())));
  }

  Uni<List<ApprovalView>> page(AccountId owner, UUID before, Which which, int limit) {
    return approvals.page(postgres.pool(), owner, before, which, clock.instant(), limit).chain(found -> language(owner)
        .chain(language -> warnings(owner, found)
            .chain(warnings -> Multi.createFrom().iterable(found)
                .onItem().transformToUniAndConcatenate(approval -> describe(approval, language, warnings)).collect().asList())));
  }

  Uni<ApprovalView> describe(Approval approval) {
    return language(approval.account()).chain(language -> warnings(approval.account(), List.of(approval))
        .chain(warnings -> describe(approval, language, warnings)));
  }

  private Uni<Warnings> warnings(AccountId account, List<Approval> shown) {
    return shown.stream().anyMatch(approval -> Destinations.isNamedBy(approval.action().details()))
        ? destinations.warnings(postgres.pool(), account) : now(_ -> List.of());
  }

  private Uni<String> language(AccountId account) {
    return accounts.find(postgres.pool(), account).map(found -> found.map(Account::locale).orElse(ENGLISH));
  }

  private Uni<ApprovalView> describe(Approval approval, String language, Warnings warnings) {
    return rules.strengthOf(postgres.pool(), approval).map(strength -> describe(approval, strength, language, warnings));
  }

  private ApprovalView describe(Approval approval, RequiredStrength strength, String language, Warnings warnings) {
    ShownAction shown = types.show(approval.action(), language);
    ObjectNode details = approval.action().details();
    ApprovalState state = rules.stateOf(approval);
    return new ApprovalView(approval.id(), state, approval.system(), shown.title(), shown.fields(), new ActionJson(details),
        approval.action().hash().value(), strength, approval.window().proposedAt(), approval.window().endsAt(),
        // What is over needs no warning.
        state == ApprovalState.OPEN || state == ApprovalState.APPROVED ? warnings.of(details) : List.of());
  }
}
