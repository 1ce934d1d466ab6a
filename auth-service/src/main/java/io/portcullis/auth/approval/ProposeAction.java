package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.Approval.Window;
import io.portcullis.auth.approval.Approvals.Load;
import io.portcullis.auth.approval.JudgeProposal.Judgement;
import io.portcullis.auth.approval.ProposalVerdict.AccountFrozen;
import io.portcullis.auth.approval.ProposalVerdict.AccountLocked;
import io.portcullis.auth.approval.ProposalVerdict.AccountUnknown;
import io.portcullis.auth.approval.ProposalVerdict.KeyReused;
import io.portcullis.auth.approval.ProposalVerdict.Proposed;
import io.portcullis.auth.approval.ProposalVerdict.TooMany;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Puts an action before its customer. Nothing about it changes afterwards.
@ApplicationScoped
class ProposeAction {

  /// How many sessions' shares the customer's own client has together: a thief has one session, and leaves the others theirs.
  private static final int SHARES = 4;

  private final JudgeProposal judge;
  private final ApprovalConfig config;
  private final Accounts accounts;
  private final Approvals approvals;
  private final TellApproval tell;
  private final IdempotencyKeys keys;
  private final Postgres postgres;
  private final Clock clock;

  ProposeAction(JudgeProposal judge, ApprovalConfig config, Accounts accounts, Approvals approvals, TellApproval tell,
      IdempotencyKeys keys, Postgres postgres, Clock clock) {
    this.judge = judge;
    this.config = config;
    this.accounts = accounts;
    this.approvals = approvals;
    this.tell = tell;
    this.keys = keys;
    this.postgres = postgres;
    this.clock = clock;
  }

  Uni<ProposalVerdict> handle(Proposal proposal) {
    return switch (judge.handle(proposal)) {
      case Judgement.Unfit(var verdict) -> now(verdict);
      case Judgement.Fits(var action) -> postgres.withTransaction(tx -> propose(tx, proposal, action));
    };
  }

  // Under the account's lock: what parallel proposals count is what there is.
  private Uni<ProposalVerdict> propose(SqlConnection tx, Proposal proposal, Action action) {
    return accounts.lock(tx, proposal.account()).chain(status -> {
      if (status.isEmpty()) {
        return now(new AccountUnknown());
      }
      if (status.get() != AccountStatus.ACTIVE) {
        return now(status.get() == AccountStatus.LOCKED ? new AccountLocked() : new AccountFrozen());
      }
      Optional<String> key = proposal.idempotencyKey().map(text -> keys.ofProposal(proposal, text));
      return earlier(tx, key).chain(earlier -> earlier
          .map(found -> Verdicts.<ProposalVerdict>now(
              found.action().equals(action) ? new Proposed(found) : new KeyReused()))
          .orElseGet(() -> add(tx, proposal, action, key)));
    });
  }

  private Uni<Optional<Approval>> earlier(SqlConnection tx, Optional<String> key) {
    return key.isPresent() ? approvals.findByKey(tx, key.get()) : now(Optional.empty());
  }

  private Uni<ProposalVerdict> add(SqlConnection tx, Proposal proposal, Action action, Optional<String> key) {
    Instant now = clock.instant();
    return waitFor(tx, proposal, now).chain(wait -> wait.isPresent()
        ? now(new TooMany(wait.get()))
        : approvals.add(tx, proposal, action, new Window(now, now.plus(config.openFor())), key)
            .call(approval -> tell.proposed(tx, approval, now))
            .map(Proposed::new));
  }

  private Uni<Optional<Duration>> waitFor(SqlConnection tx, Proposal proposal, Instant now) {
    Uni<Optional<Duration>> own = approvals.load(tx, proposal, proposal.session(), now).map(load -> waitFor(load, 1, now));
    return proposal.session().isEmpty() ? own : own.chain(wait -> wait.isPresent() ? now(wait)
        : approvals.load(tx, proposal, Optional.empty(), now).map(load -> waitFor(load, SHARES, now)));
  }

  private Optional<Duration> waitFor(Load load, int shares, Instant now) {
    if (load.proposed() >= (long) shares * config.proposedPerHour()) {
      return Optional.of(Duration.between(now, load.firstProposed().plus(Approvals.RATED)));
    }
    return load.open() >= (long) shares * config.openPerAccount()
        ? Optional.of(Duration.between(now, load.firstEnd())) : Optional.empty();
  }
}
