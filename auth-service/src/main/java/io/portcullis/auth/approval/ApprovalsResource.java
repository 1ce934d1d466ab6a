package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.auth.approval.Approvals.Which;
import io.portcullis.auth.approval.PrepareApproval.Preparing;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.ShownFactor;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.contracts.AuthEvent.DeclineReason;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// What a customer is asked to approve. A restricted session sees and decides nothing of it.
@Path("/v1/approvals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "approvals")
@RolesAllowed("customer")
public class ApprovalsResource {

  /// Greater than every id: where the list begins.
  private static final UUID NEWEST = new UUID(-1, -1);

  private final CurrentCustomer customer;
  private final ProposeAction propose;
  private final ProposalAnswers proposals;
  private final PrepareApproval prepare;
  private final ApproveAction approve;
  private final DeclineAction decline;
  private final DescribeApproval describe;
  private final ApprovalMetrics metrics;

  ApprovalsResource(CurrentCustomer customer, ProposeAction propose, ProposalAnswers proposals, PrepareApproval prepare,
      ApproveAction approve, DeclineAction decline, DescribeApproval describe, ApprovalMetrics metrics) {
    this.customer = customer;
    this.propose = propose;
    this.proposals = proposals;
    this.prepare = prepare;
    this.approve = approve;
    this.decline = decline;
    this.describe = describe;
    this.metrics = metrics;
  }

  /// @param system               the exchange's system that is to execute the action
  /// @param authorizationDetails one object of RFC 9396 §2: `type` and the fields of that type
  public record ProposedAction(@NotNull @Size(max = 128) @Schema(examples = "withdrawals") String system,
      @NotNull @Schema(type = SchemaType.OBJECT) ActionJson authorizationDetails) {}

  @POST
  @Operation(operationId = "proposeApproval", summary = "Propose an action for the customer to approve",
      description = "It can't be changed afterwards: propose another one, and let this one be.")
  @APIResponse(responseCode = "201", description = "It waits for the customer; a repeated request gets the same one",
      content = @Content(schema = @Schema(implementation = ApprovalView.class)))
  public Uni<RestResponse<?>> propose(@Valid @NotNull ProposedAction proposed,
      @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> idempotencyKey) {
    Customer proposer = customer.get();
    return proposed.authorizationDetails().object()
        .map(details -> proposals.to(propose.handle(new Proposal(proposer.account(), proposed.system(), Proposer.CUSTOMER,
            Optional.of(proposer.session()), details, idempotencyKey))))
        .orElseGet(() -> now(Problem.response(AuthProblem.ACTION_REFUSED)));
  }

  /// @param next present when there is more; pass it as `after`
  @RegisterForReflection
  @Schema(name = "ApprovalPage")
  public record Page(List<ApprovalView> approvals, Optional<UUID> next) {}

  @GET
  @Operation(operationId = "listApprovals", summary = "What the customer was asked to approve, newest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = Page.class)))
  public Uni<RestResponse<?>> list(
      @RestQuery @Parameter(description = "`next` of the page before") Optional<String> after,
      @RestQuery @Parameter(description = "`open` for those that wait for the customer alone") Optional<@Pattern(regexp = "open") String> state,
      @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    Optional<UUID> before = after.isEmpty() ? Optional.of(NEWEST) : after.flatMap(ApprovalId::parse);
    if (before.isEmpty()) {
      return now(Problem.response(HouseProblem.INVALID_FIELDS));
    }
    // One more than asked for tells whether there is a next page.
    return describe.page(customer.get().account(), before.get(), state.isPresent() ? Which.OPEN : Which.ALL, limit + 1)
        .map(found -> uncached(new Page(found.subList(0, Math.min(limit, found.size())),
            found.size() > limit ? Optional.of(found.get(limit - 1).approvalId()) : Optional.empty())));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getApproval", summary = "What the customer is asked to approve",
      description = "Made of the very text that is hashed and approved. Show title and all fields.")
  @APIResponse(responseCode = "200", description = "The approval", content = @Content(schema = @Schema(implementation = ApprovalView.class)))
  public Uni<RestResponse<?>> one(@RestPath String id) {
    return ApprovalId.in(id, approval -> describe.one(customer.get().account(), approval)
        .map(found -> found.<RestResponse<?>>map(ApprovalsResource::uncached)
            .orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND))));
  }

  /// @param method which one the customer wants to show; the strongest that may approve this action unless given
  public record WantedFactor(@Schema(examples = "webauthn") Optional<@Pattern(regexp = ShownFactor.METHOD) String> method) {}

  /// What the customer needs to show a factor.
  ///
  /// @param methods     that may approve this action, strongest first
  /// @param publicKey   `PublicKeyCredentialRequestOptionsJSON` (WebAuthn L3 §5.10.2); its challenge is made of the action
  /// @param messageId   of the code that was sent, for `GET /v1/messages/{id}`
  /// @param resendAfter seconds until another one may be asked for
  /// @param expiresIn   of the code, seconds
  @RegisterForReflection
  public record ApprovalChallenge(String method, List<String> methods, Optional<WebAuthnJson> publicKey,
      Optional<String> messageId, Optional<Long> resendAfter, Optional<Long> expiresIn) {}

  @POST
  @Path("/{id}/challenge")
  @Operation(operationId = "prepareApproval", summary = "Ask for the second factor that is to approve the action",
      description = "Each call begins anew: what was sent or made before is worth nothing.")
  @APIResponse(responseCode = "200", description = "What is needed to show the factor",
      content = @Content(schema = @Schema(implementation = ApprovalChallenge.class)))
  public Uni<RestResponse<?>> challenge(@RestPath String id, @Valid @NotNull WantedFactor wanted) {
    return ApprovalId.in(id, approval -> prepare.handle(customer.get(), approval, wanted.method()).map(preparing -> switch (preparing) {
      case Preparing.Asked(var prepared, var methods) -> asked(prepared, methods);
      case Preparing.NotFound() -> Problem.response(HouseProblem.NOT_FOUND);
      case Preparing.Closed(var state) -> Problem.response(ClosedApproval.problem(state));
      case Preparing.OutOfReach() -> Problem.response(AuthProblem.STEP_UP_OUT_OF_REACH);
      case Preparing.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    }));
  }

  private static RestResponse<?> asked(Prepared prepared, List<String> methods) {
    return switch (prepared) {
      case Prepared.Options(var method, var publicKey) -> uncached(new ApprovalChallenge(
          method, methods, Optional.of(publicKey), Optional.empty(), Optional.empty(), Optional.empty()));
      case Prepared.Sent(var method, var messageId, var resendAfter, var expiresIn) -> uncached(new ApprovalChallenge(
          method, methods, Optional.empty(), Optional.of(messageId), Optional.of(resendAfter), Optional.of(expiresIn)));
      case Prepared.Ready(var method) -> uncached(new ApprovalChallenge(
          method, methods, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
      case Prepared.Wait(var seconds) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, Duration.ofSeconds(seconds));
      case Prepared.Ended() -> Problem.response(AuthProblem.APPROVAL_CHALLENGE_ENDED);
      case Prepared.NotOffered() -> Problem.of(AuthProblem.METHOD_NOT_OFFERED).with("methods", methods).response();
    };
  }

  /// @param acr       what the approval is worth
  /// @param amr       of the second factor (RFC 8176)
  /// @param statement JWT of the type `approval+jwt` for the system that executes the action
  /// @param expiresIn seconds in which it can be consumed
  @RegisterForReflection
  public record GivenApproval(UUID approvalId, String actionHash, RequiredStrength acr, List<String> amr, String statement, long expiresIn) {

    static GivenApproval of(Approval approval) {
      Grant grant = approval.grant().orElseThrow();
      return new GivenApproval(approval.id(), approval.action().hash().value(), grant.acr(), grant.amr(), grant.statement(),
          Duration.between(grant.at(), approval.window().endsAt()).toSeconds());
    }

    @Override
    public String toString() {
      return "GivenApproval[" + approvalId + "]";
    }
  }

  @POST
  @Path("/{id}/approve")
  @Operation(operationId = "approveAction", summary = "Approve exactly this action",
      description = "The trading passphrase is looked at only when the second factor was right. After a wrong one ask for a new challenge.")
  @APIResponse(responseCode = "200", description = "Approved: its system may execute it once, within minutes",
      content = @Content(schema = @Schema(implementation = GivenApproval.class)))
  public Uni<RestResponse<?>> approve(@RestPath String id, @Valid @NotNull ShownForApproval shown) {
    return ApprovalId.in(id, approval -> approve.handle(customer.get(), approval, shown)
        .invoke(metrics::count).onFailure().invoke(metrics::approvalFailed).map(ApprovalsResource::answer));
  }

  private static RestResponse<?> answer(ApproveVerdict verdict) {
    return switch (verdict) {
      case ApproveVerdict.Approved(Approval approval) -> uncached(GivenApproval.of(approval));
      case ApproveVerdict.NotFound() -> Problem.response(HouseProblem.NOT_FOUND);
      case ApproveVerdict.Closed(var state) -> Problem.response(ClosedApproval.problem(state));
      case ApproveVerdict.Held(var obstacle) -> ClosedApproval.answer(obstacle.reason(), obstacle.until()).response();
      case ApproveVerdict.AccountFrozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case ApproveVerdict.CodeRefused(var left) -> Problem.of(AuthProblem.CODE_REFUSED).with("triesLeft", left).response();
      case ApproveVerdict.ChallengeEnded() -> Problem.response(AuthProblem.APPROVAL_CHALLENGE_ENDED);
      case ApproveVerdict.NotOffered() -> Problem.response(AuthProblem.METHOD_NOT_OFFERED);
      case ApproveVerdict.OutOfReach() -> Problem.response(AuthProblem.STEP_UP_OUT_OF_REACH);
      case ApproveVerdict.FactorFresh(var settledAt, var methods) -> {
        Problem problem = Problem.of(HouseProblem.FACTOR_NOT_SETTLED).with("methods", methods);
        yield settledAt.map(at -> problem.with("settledAt", at.toString())).orElse(problem).response();
      }
      case ApproveVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
      case ApproveVerdict.PassphraseRefused() -> Problem.response(AuthProblem.PASSPHRASE_REFUSED);
      case ApproveVerdict.PassphraseNeeded() -> Problem.response(AuthProblem.PASSPHRASE_NEEDED);
      case ApproveVerdict.PassphraseStopped() -> Problem.response(AuthProblem.PASSPHRASE_STOPPED);
    };
  }

  /// @param notMe whether somebody else has proposed it: every address of the account is told, with a link that freezes it
  public record Decline(Optional<Boolean> notMe) {}

  @POST
  @Path("/{id}/decline")
  @Operation(operationId = "declineAction", summary = "Decline it, also after it was approved, until it is consumed")
  @APIResponse(responseCode = "204", description = "Declined")
  public Uni<RestResponse<?>> decline(@RestPath String id, @Valid @NotNull Decline declined) {
    DeclineReason reason = declined.notMe().orElse(false) ? DeclineReason.NOT_ME : DeclineReason.NOT_WANTED;
    return ApprovalId.in(id, approval -> decline.handle(customer.get().account(), approval, reason)
        .invoke(metrics::count).onFailure().invoke(metrics::declineFailed).map(declining -> switch (declining) {
          case DECLINED -> RestResponse.noContent();
          case CONSUMED -> Problem.response(AuthProblem.APPROVAL_CONSUMED);
          case NOT_FOUND -> Problem.response(HouseProblem.NOT_FOUND);
        }));
  }

  private static <T> RestResponse<T> uncached(T answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
