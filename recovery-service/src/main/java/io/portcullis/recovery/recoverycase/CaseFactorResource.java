package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.RecoveryProblem;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/case-factor")
@Tag(name = "Recovery case")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CaseFactorResource {

  private final ShowOldFactor showOldFactor;

  CaseFactorResource(ShowOldFactor showOldFactor) {
    this.showOldFactor = showOldFactor;
  }

  /// @param token of the case
  /// @param code  of the account's authenticator app, at this moment
  @Schema(name = "RecoveryCaseFactor")
  public record CaseFactor(@NotBlank @Size(max = 200) String token,
      @NotNull @Pattern(regexp = "[0-9]{6}", message = "must be six digits") String code) {

    @Override
    public String toString() {
      return "CaseFactor[redacted]";
    }
  }

  @POST
  @Operation(operationId = "showOldFactor", summary = "Show in a recovery case that I still have the authenticator app", description = """
      One code for a case. The response is the same whether it is right or wrong, and whether the account has an app. The staff see
      whether it is right. It opens nothing.""")
  @APIResponse(responseCode = "204", description = "Noted")
  public Uni<RestResponse<?>> show(@Valid @NotNull CaseFactor shown) {
    return CaseSecrets.parse(shown.token()).map(token -> showOldFactor.handle(token, shown.code()))
        .orElseGet(() -> now(ShowOldFactor.Verdict.UNKNOWN))
        .map(verdict -> switch (verdict) {
          case NOTED -> RestResponse.noContent();
          case NOT_NOW -> Problem.response(RecoveryProblem.CASE_STATE);
          case SHOWN_BEFORE -> Problem.response(RecoveryProblem.FACTOR_SHOWN);
          case UNKNOWN -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }
}
