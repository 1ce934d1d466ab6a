package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.auth.approval.Approval.State;
import io.portcullis.auth.approval.Approval.Window;
import io.portcullis.auth.approval.ApprovalSigning.ApprovedAction;
import io.portcullis.auth.approval.ApproveVerdict.AccountFrozen;
import io.portcullis.auth.approval.ApproveVerdict.Approved;
import io.portcullis.auth.approval.ApproveVerdict.ChallengeEnded;
import io.portcullis.auth.approval.ApproveVerdict.Closed;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Everything is proved: has the statement signed, and writes the approval down with it. Signed first, so that no approval is
/// without its statement; one whose approval lost a race is shown to nobody.
@ApplicationScoped
class GrantApproval {

  private final ApprovalSigning signing;
  private final WeighGrant weigh;
  private final Approvals approvals;
  private final Accounts accounts;
  private final TellApproval tell;
  private final ApprovalConfig config;
  private final Postgres postgres;
  private final Clock clock;

  GrantApproval(@RestClient ApprovalSigning signing, WeighGrant weigh, Approvals approvals, Accounts accounts,
      TellApproval tell, ApprovalConfig config, Postgres postgres, Clock clock) {
    this.signing = signing;
    this.weigh = weigh;
    this.approvals = approvals;
    this.accounts = accounts;
    this.tell = tell;
    this.config = config;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// @param session in which it was approved; session-service looks whether it is live
  /// @param begunAt the account's epoch when the challenge began: a freeze or reset since then makes the proofs worth nothing
  /// @param amr     of the second factor
  /// @param signed  what a security key signed
  Uni<ApproveVerdict> handle(Approval approval, SessionId session, int begunAt, List<String> amr, Optional<JsonNode> signed) {
    RequiredStrength acr = RequiredStrength.of(amr);
    return signing.sign(new ApprovedAction(approval.id(), approval.account(), session, Consumers.audience(approval.system()), approval.action().hash(),
            acr, amr, config.usableFor().toSeconds()))
        .onFailure().transform(ProblemException::unavailable)
        .chain(signature -> signature.statement().isEmpty() ? now(new ChallengeEnded()) : postgres.withTransaction(tx -> accounts.lock(tx, approval.account())
            .chain(status -> status.filter(AccountStatus.ACTIVE::equals).isPresent()
                ? accounts.epoch(tx, approval.account()).chain(epoch -> epoch == begunAt
                    ? weigh(tx, approval, new Grant(clock.instant(), acr, amr, signature.statement().get(), Optional.of(session), epoch), signed.map(JsonNode::toString))
                    : now(new ChallengeEnded()))
                : now(new AccountFrozen()))));
  }

  private Uni<ApproveVerdict> weigh(SqlConnection tx, Approval approval, Grant grant, Optional<String> evidence) {
    return weigh.handle(tx, approval, grant).chain(against -> against.isPresent() ? now(against.get()) : write(tx, approval, grant, evidence));
  }

  private Uni<ApproveVerdict> write(SqlConnection tx, Approval approval, Grant grant, Optional<String> evidence) {
    Instant endsAt = grant.at().plus(config.usableFor());
    return approvals.approve(tx, approval, grant, endsAt, evidence).chain(written -> written
        ? tell.granted(tx, approval, grant).replaceWith(new Approved(new Approval(approval.id(), approval.account(),
            approval.system(), approval.action(), State.APPROVED, new Window(approval.window().proposedAt(), endsAt),
            Optional.of(grant), Optional.empty())))
        : approvals.find(tx, approval.id())
            .map(now -> new Closed(ApprovalState.of(now.orElse(approval), grant.at()))));
  }
}
