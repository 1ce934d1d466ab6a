package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.evidence.EvidenceKind;
import io.portcullis.recovery.evidence.FileType;
import io.portcullis.recovery.human.HumanProof;
import io.portcullis.recovery.human.HumanVerificationNeeded;
import io.portcullis.recovery.recoverycase.ShowOwnCase.OwnCase;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/cases")
@Tag(name = "Recovery case")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CaseResource {

  private static final Duration UNCHECKED_PAUSE = Duration.ofSeconds(30);

  private final OpenCase openCase;
  private final ShowOwnCase showOwnCase;
  private final SubmitCase submitCase;
  private final CancelCase cancelCase;
  private final ClaimLink claimLink;
  private final AddEvidence addEvidence;
  private final Caller caller;
  private final CurrentCustomer customer;

  CaseResource(OpenCase openCase, ShowOwnCase showOwnCase, SubmitCase submitCase, CancelCase cancelCase, ClaimLink claimLink,
      AddEvidence addEvidence, Caller caller, CurrentCustomer customer) {
    this.openCase = openCase;
    this.showOwnCase = showOwnCase;
    this.submitCase = submitCase;
    this.cancelCase = cancelCase;
    this.claimLink = claimLink;
    this.addEvidence = addEvidence;
    this.caller = caller;
    this.customer = customer;
  }

  @POST
  @Operation(operationId = "openRecoveryCase", summary = "Ask to get an account back", description = """
      For a customer who can't sign in and has no recovery code. The answer is the same whether or not there is an account. The
      owner of the account is told at every address. `token` is shown once: keep it, it is the only way to go on with the case.""")
  @APIResponse(responseCode = "202", description = "Opened",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = OpenedCase.class)))
  @APIResponse(responseCode = "403", description = "human-verification: repeat with the proof",
      content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = HumanVerificationNeeded.class)))
  public Uni<RestResponse<?>> open(@Valid @NotNull NewCase wanted) {
    return openCase.handle(new Secret(wanted.identifier()), wanted.reason().reason, wanted.humanProof(),
        caller.device(wanted.deviceToken()), caller.network()).map(CaseResource::opened);
  }

  private static RestResponse<?> opened(OpenCase.Verdict verdict) {
    return switch (verdict) {
      case OpenCase.Verdict.Opened(var id, var token, var until) -> RestResponse.status(RestResponse.Status.ACCEPTED,
          new OpenedCase(id, token.reveal(), until));
      case OpenCase.Verdict.HumanAsked(var challenge) -> HumanVerificationNeeded.answer(challenge);
      case OpenCase.Verdict.HumanUnavailable() -> HumanVerificationNeeded.unavailable();
      case OpenCase.Verdict.Throttled(var wait) -> Problem.retryAfter(RecoveryProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }

  @POST
  @Path("/own")
  @RolesAllowed({"customer", Customer.RESTRICTED})
  @Operation(operationId = "openOwnRecoveryCase", summary = "Ask to get back what I lost, while I am signed in", description = """
      Such as after a recovery code, whose session is restricted. No challenge is asked for. The rest is as after openRecoveryCase.""")
  @APIResponse(responseCode = "202", description = "Opened",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = OpenedCase.class)))
  public Uni<RestResponse<?>> openOwn(@Valid @NotNull OwnLoss lost) {
    return openCase.inSession(customer.get().account(), lost.reason().reason).map(CaseResource::opened);
  }

  // POST, although it changes nothing: a token in a URL would end up in logs and histories.
  @POST
  @Path("/inspect")
  @Operation(operationId = "inspectRecoveryCase", summary = "Ask where a recovery case stands")
  @APIResponse(responseCode = "200", description = "Where it stands",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = OwnCase.class)))
  public Uni<RestResponse<?>> inspect(@Valid @NotNull CaseToken shown) {
    return CaseSecrets.parse(shown.token()).map(showOwnCase::handle)
        .orElseGet(() -> now(Optional.empty()))
        .map(found -> found.isPresent() ? RestResponse.ok(found.get()) : Problem.response(RecoveryProblem.LINK_REFUSED));
  }

  @POST
  @Path("/evidence")
  @Operation(operationId = "addRecoveryEvidence", summary = "Add a document or a selfie to a recovery case", description = """
      A JPEG or PNG image, or, where the installation has a scanner, a PDF. The type is read from the content. An image is written
      anew, without the time and place where it was taken. A file that comes during the wait begins the wait anew.""")
  @APIResponse(responseCode = "201", description = "Added",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = AddedEvidence.class)))
  public Uni<RestResponse<?>> addEvidence(@Valid @NotNull NewEvidence shown) {
    return CaseSecrets.parse(shown.token()).map(token -> addEvidence.handle(token, shown.kind(), shown.content(), caller.network()))
        .orElseGet(() -> now(new EvidenceVerdict.Unknown()))
        .map(verdict -> switch (verdict) {
          case EvidenceVerdict.Added(var id, var type, var left) -> RestResponse.status(RestResponse.Status.CREATED,
              new AddedEvidence(id, type.mediaType(), left));
          case EvidenceVerdict.Unreadable(var taken) -> Problem.of(RecoveryProblem.EVIDENCE_REFUSED)
              .with("accepted", taken.stream().map(FileType::mediaType).sorted().toList()).response();
          case EvidenceVerdict.TooLarge(var largest) -> Problem.of(HouseProblem.REQUEST_TOO_LARGE)
              .with("maxBytes", largest).response();
          case EvidenceVerdict.Infected() -> Problem.response(RecoveryProblem.EVIDENCE_HARMFUL);
          case EvidenceVerdict.Unchecked() -> Problem.retryAfter(RecoveryProblem.EVIDENCE_UNAVAILABLE, UNCHECKED_PAUSE);
          case EvidenceVerdict.Full() -> Problem.response(RecoveryProblem.EVIDENCE_FULL);
          case EvidenceVerdict.NotNow() -> Problem.response(RecoveryProblem.CASE_STATE);
          case EvidenceVerdict.Unknown() -> Problem.response(RecoveryProblem.LINK_REFUSED);
          case EvidenceVerdict.Throttled(var wait) -> Problem.retryAfter(RecoveryProblem.TOO_MANY_ATTEMPTS, wait);
        });
  }

  @POST
  @Path("/submit")
  @Operation(operationId = "submitRecoveryCase", summary = "Hand a recovery case over to the staff", description = """
      Two members of the staff review it. Evidence can still be added.""")
  @APIResponse(responseCode = "204", description = "It waits for review")
  public Uni<RestResponse<?>> submit(@Valid @NotNull CaseToken shown) {
    return CaseSecrets.parse(shown.token()).map(submitCase::handle)
        .orElseGet(() -> now(SubmitCase.Verdict.UNKNOWN))
        .map(verdict -> switch (verdict) {
          case SUBMITTED -> RestResponse.noContent();
          case NOT_NOW -> Problem.response(RecoveryProblem.CASE_STATE);
          case UNKNOWN -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }

  @POST
  @Path("/link")
  @Operation(operationId = "claimRecoveryLink", summary = "Get the way to a new password, after a lost mailbox or phone number", description = """
      Once, within a day after the case was completed. The token goes to `PUT /v1/recovery/password`. After every other kind of
      case a link is sent to the account's main address instead.""")
  @APIResponse(responseCode = "200", description = "The token of the link",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = ClaimedLink.class)))
  public Uni<RestResponse<?>> link(@Valid @NotNull CaseToken shown) {
    return CaseSecrets.parse(shown.token()).map(claimLink::handle)
        .orElseGet(() -> now(new ClaimLink.Verdict.Unknown()))
        .map(verdict -> switch (verdict) {
          case ClaimLink.Verdict.Claimed(var link) -> RestResponse.ok(new ClaimedLink(link.reveal()));
          case ClaimLink.Verdict.NotNow() -> Problem.response(RecoveryProblem.CASE_STATE);
          case ClaimLink.Verdict.Unknown() -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }

  @POST
  @Path("/cancel")
  @Operation(operationId = "cancelRecoveryCase", summary = "Cancel a recovery case", description = """
      By the case's own token, or by that of the link in a message about it. Using it again changes nothing.""")
  @APIResponse(responseCode = "204", description = "The case is cancelled")
  public Uni<RestResponse<?>> cancel(@Valid @NotNull CaseCancellation request) {
    return cancelCase.handle(request.token()).map(verdict -> switch (verdict) {
      case CANCELLED -> RestResponse.noContent();
      case TOO_LATE -> Problem.response(RecoveryProblem.CASE_STATE);
      case UNKNOWN -> Problem.response(RecoveryProblem.LINK_REFUSED);
    });
  }

  public enum Loss {
    @JsonProperty("second-factor") SECOND_FACTOR(CaseReason.LOST_SECOND_FACTOR),
    @JsonProperty("identifier") IDENTIFIER(CaseReason.LOST_IDENTIFIER),
    @JsonProperty("locked-account") LOCKED_ACCOUNT(CaseReason.LOCKED_ACCOUNT),
    @JsonProperty("trading-passphrase") TRADING_PASSPHRASE(CaseReason.LOST_TRADING_PASSPHRASE),
    @JsonProperty("compromised-account") COMPROMISED_ACCOUNT(CaseReason.COMPROMISED_ACCOUNT);

    private final CaseReason reason;

    Loss(CaseReason reason) {
      this.reason = reason;
    }

    public CaseReason reason() {
      return reason;
    }
  }

  /// @param identifier e-mail address or phone number of the account
  /// @param reason     what is lost
  /// @param humanProof for the challenge of an earlier answer
  /// @param deviceToken what an earlier sign-in on this device gave; a page sends a cookie instead
  public record NewCase(@NotBlank @Size(max = 320) String identifier, @NotNull Loss reason, Optional<@Valid HumanProof> humanProof,
      Optional<@Size(max = 256) String> deviceToken) {
    @Override
    public String toString() {
      return "NewCase[redacted]";
    }
  }

  /// @param reason what is lost
  @Schema(name = "OwnRecoveryLoss")
  public record OwnLoss(@NotNull Loss reason) {}

  /// @param token         shown once
  /// @param evidenceUntil until then at least the case waits to be submitted
  @RegisterForReflection
  public record OpenedCase(UUID caseId, String token, Instant evidenceUntil) {
    @Override
    public String toString() {
      return "OpenedCase[" + caseId + "]";
    }
  }

  @RegisterForReflection
  @Schema(name = "ClaimedRecoveryLink")
  public record ClaimedLink(String token) {
    @Override
    public String toString() {
      return "ClaimedLink[redacted]";
    }
  }

  @Schema(name = "RecoveryCaseToken")
  public record CaseToken(@NotBlank @Size(max = 200) String token) {
    @Override
    public String toString() {
      return "CaseToken[redacted]";
    }
  }

  /// @param content the file, in base64
  @Schema(name = "NewRecoveryEvidence")
  public record NewEvidence(@NotBlank @Size(max = 200) String token, @NotNull EvidenceKind kind,
      @NotNull @Size(min = 1) @Schema(type = SchemaType.STRING, format = "byte") byte[] content) {
    @Override
    public String toString() {
      return "NewEvidence[redacted]";
    }
  }

  /// @param mediaType what the file is
  /// @param filesLeft how many more the case takes
  @RegisterForReflection
  @Schema(name = "AddedRecoveryEvidence")
  public record AddedEvidence(UUID evidenceId, String mediaType, int filesLeft) {}

  public record CaseCancellation(@NotBlank @Size(max = 2000) String token) {
    @Override
    public String toString() {
      return "CaseCancellation[redacted]";
    }
  }
}
