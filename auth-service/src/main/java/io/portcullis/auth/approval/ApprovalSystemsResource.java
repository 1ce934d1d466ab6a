package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.auth.approval.ConsumeApproval.Answer;
import io.portcullis.auth.approval.ConsumeApproval.Consuming;
import io.portcullis.auth.approval.ConsumeApproval.Execution;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.action.ActionHash;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// For the exchange's own systems, by their service tokens. Each sees the approvals that are meant for it, and no other.
@Path("/internal/approvals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class ApprovalSystemsResource {

  private final SecurityIdentity caller;
  private final ProposeAction propose;
  private final ProposalAnswers proposals;
  private final ConsumeApproval consume;
  private final DescribeApproval describe;
  private final ApprovalMetrics metrics;

  ApprovalSystemsResource(SecurityIdentity caller, ProposeAction propose, ProposalAnswers proposals, ConsumeApproval consume,
      DescribeApproval describe, ApprovalMetrics metrics) {
    this.caller = caller;
    this.propose = propose;
    this.proposals = proposals;
    this.consume = consume;
    this.describe = describe;
    this.metrics = metrics;
  }

  /// @param accountId            whose action it is
  /// @param authorizationDetails one object of RFC 9396 §2: `type` and the fields of that type
  public record ActionOfAccount(@NotNull AccountId accountId,
      @NotNull @Schema(type = SchemaType.OBJECT) ActionJson authorizationDetails) {}

  @POST
  @Operation(operationId = "proposeApprovalOfAccount", summary = "Propose an action for a customer to approve",
      description = "The system that proposes it alone can consume it.")
  @APIResponse(responseCode = "201", description = "It waits for the customer; a repeated request gets the same one",
      content = @Content(schema = @Schema(implementation = ApprovalView.class)))
  public Uni<RestResponse<?>> propose(@Valid @NotNull ActionOfAccount proposed,
      @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> idempotencyKey) {
    return proposed.authorizationDetails().object()
        .map(details -> proposals.to(propose.handle(
            new Proposal(proposed.accountId(), system(), Proposer.CONSUMER, Optional.empty(), details, idempotencyKey))))
        .orElseGet(() -> now(Problem.response(AuthProblem.ACTION_REFUSED)));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getApprovalOfAccount", summary = "How an approval stands")
  @APIResponse(responseCode = "200", description = "The approval", content = @Content(schema = @Schema(implementation = ApprovalView.class)))
  public Uni<RestResponse<?>> one(@RestPath String id) {
    return ApprovalId.in(id, approval -> describe.oneOf(system(), approval)
        .map(found -> found.<RestResponse<?>>map(RestResponse::ok).orElseGet(() -> Problem.response(HouseProblem.NOT_FOUND))));
  }

  /// @param actionHash SHA-256 of the action that will be executed, made by its executor out of what it will execute
  public record ActionToExecute(@NotNull @Pattern(regexp = ActionHash.FORM) String actionHash) {}

  /// @param answer    `first`, or `repeated` for a call with the Idempotency-Key that consumed it
  /// @param statement what session-service signed when it was approved: keep it
  @RegisterForReflection
  public record ConsumedApproval(UUID approvalId, AccountId accountId, String actionHash,
      @Schema(type = SchemaType.OBJECT) ActionJson authorizationDetails, RequiredStrength acr, List<String> amr, Instant approvedAt,
      Instant consumedAt, ConsumptionAnswer answer, String statement) {

    static ConsumedApproval of(Approval approval, Answer answer) {
      Grant grant = approval.grant().orElseThrow();
      return new ConsumedApproval(approval.id(), approval.account(), approval.action().hash().value(),
          new ActionJson(approval.action().details()), grant.acr(), grant.amr(), grant.at(),
          approval.consumption().orElseThrow().at(), ConsumptionAnswer.of(answer), grant.statement());
    }

    @Override
    public String toString() {
      return "ConsumedApproval[" + approvalId + "]";
    }
  }

  @RegisterForReflection
  public enum ConsumptionAnswer {
    FIRST("first"), REPEATED("repeated");

    private final String wireName;

    ConsumptionAnswer(String wireName) {
      this.wireName = wireName;
    }

    static ConsumptionAnswer of(Answer answer) {
      return switch (answer) {
        case FIRST -> FIRST;
        case REPEATED -> REPEATED;
      };
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  @POST
  @Path("/{id}/consume")
  @Operation(operationId = "consumeApproval", summary = "Ask whether the action may be executed, and use the approval up",
      description = "Execute the action after a 200 and after nothing else. Name the execution by an Idempotency-Key to be able to ask again.")
  @APIResponse(responseCode = "200", description = "Execute it now, once",
      content = @Content(schema = @Schema(implementation = ConsumedApproval.class)))
  public Uni<RestResponse<?>> consume(@RestPath String id, @Valid @NotNull ActionToExecute action,
      @HeaderParam("Idempotency-Key") Optional<@Size(min = 1, max = 255) String> idempotencyKey) {
    return ApprovalId.in(id, approval -> consume.handle(new Execution(system(), approval, action.actionHash(), idempotencyKey))
        .invoke(metrics::count).onFailure().invoke(metrics::consumptionFailed).map(consuming -> switch (consuming) {
          case Consuming.Consumed(var consumed, var answer) -> RestResponse.ok(ConsumedApproval.of(consumed, answer));
          case Consuming.Refused(var reason, var until) -> ClosedApproval.answer(reason, until).response();
          case Consuming.NotFound() -> Problem.response(HouseProblem.NOT_FOUND);
        }));
  }

  private String system() {
    return caller.getPrincipal().getName();
  }
}
