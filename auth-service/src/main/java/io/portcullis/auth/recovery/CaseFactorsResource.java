package io.portcullis.auth.recovery;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Old factors that claimants of recovery cases show, for recovery-service.
@Path("/internal/case-factors")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class CaseFactorsResource {

  private final CompareFactor compareFactor;

  CaseFactorsResource(CompareFactor compareFactor) {
    this.compareFactor = compareFactor;
  }

  /// @param accountId also one that nobody has
  /// @param openedAt  when the case was: an app that was settled later is too new
  public record CaseFactor(@NotNull AccountId accountId, @NotNull UUID caseId, @NotNull Instant openedAt,
      @NotNull @Pattern(regexp = "[0-9]{6}") String code) {

    @Override
    public String toString() {
      return "CaseFactor[" + caseId + "]";
    }
  }

  /// @param outcome `match`, `too-new`, `no-match` or `not-compared`
  @RegisterForReflection
  public record ComparedFactor(String outcome) {}

  @POST
  @Operation(operationId = "compareCaseFactor", summary = "Compare a code of an authenticator app that a claimant typed", description = """
      A right code opens nothing. A wrong one counts as a stranger's guess.""")
  public Uni<ComparedFactor> compare(@Valid @NotNull CaseFactor shown) {
    return compareFactor.handle(shown.accountId(), shown.caseId(), shown.openedAt(), shown.code())
        .map(compared -> new ComparedFactor(Outcomes.kebab(compared)));
  }
}
