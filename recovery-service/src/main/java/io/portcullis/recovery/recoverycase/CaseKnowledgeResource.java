package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.knowledge.Knowledge;
import io.portcullis.recovery.knowledge.KnowledgeOffered;
import io.portcullis.recovery.knowledge.KnowledgeOffered.Offer;
import io.portcullis.runtime.problem.FieldError;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/case-knowledge")
@Tag(name = "Recovery case")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CaseKnowledgeResource {

  private final KnowledgeOffered offered;
  private final StateKnowledge stateKnowledge;

  CaseKnowledgeResource(KnowledgeOffered offered, StateKnowledge stateKnowledge) {
    this.offered = offered;
    this.stateKnowledge = stateKnowledge;
  }

  /// @param token          of the case
  /// @param lastSignIn     the month when you last signed in, as `2026-09`
  /// @param balanceAtLeast where the band begins in which the account's balance lies, as it was offered
  @Schema(name = "RecoveryKnowledge")
  public record CaseKnowledge(@NotBlank @Size(max = 200) String token,
      Optional<@Pattern(regexp = "20[0-9]{2}-(0[1-9]|1[0-2])", message = "must be a month such as 2026-09") String> lastSignIn,
      Optional<@Size(max = 40) String> balanceAtLeast) {

    @Override
    public String toString() {
      return "CaseKnowledge[redacted]";
    }
  }

  @POST
  @Operation(operationId = "stateAccountKnowledge", summary = "Say in a recovery case what I know of the account", description = """
      Once for a case: when you last signed in, what the account is worth, or both. The response is the same whether it is true or not.
      The staff see how near it is. inspectRecoveryCase says in `knowledgeOffered` what can be said.""")
  @APIResponse(responseCode = "204", description = "Noted")
  public Uni<RestResponse<?>> state(@Valid @NotNull CaseKnowledge shown) {
    Optional<Offer> offer = offered.now();
    if (offer.isEmpty()) {
      return now(Problem.response(RecoveryProblem.KNOWLEDGE_NOT_OFFERED));
    }
    Optional<FieldError> error = error(offer.get(), shown);
    if (error.isPresent()) {
      return now(Problem.of(HouseProblem.INVALID_FIELDS).with("errors", List.of(error.get())).response());
    }
    var said = new Knowledge(shown.lastSignIn().map(YearMonth::parse), shown.balanceAtLeast());
    return CaseSecrets.parse(shown.token()).map(token -> stateKnowledge.handle(token, said))
        .orElseGet(() -> now(StateKnowledge.Verdict.UNKNOWN))
        .map(verdict -> switch (verdict) {
          case NOTED -> RestResponse.noContent();
          case NOT_NOW -> Problem.response(RecoveryProblem.CASE_STATE);
          case STATED_BEFORE -> Problem.response(RecoveryProblem.KNOWLEDGE_STATED);
          case UNKNOWN -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }

  private static Optional<FieldError> error(Offer offer, CaseKnowledge shown) {
    if (shown.lastSignIn().isEmpty() && shown.balanceAtLeast().isEmpty()) {
      return Optional.of(new FieldError("lastSignIn", "must be said, or balanceAtLeast"));
    }
    boolean offeredBand = shown.balanceAtLeast().map(band -> offer.balanceBands().map(bands -> bands.atLeast().contains(band)).orElse(false))
        .orElse(true);
    return offeredBand ? Optional.empty() : Optional.of(new FieldError("balanceAtLeast", "must be one that was offered"));
  }
}
