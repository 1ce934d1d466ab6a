package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Where auth-service tells that customers declined what they had approved. Idempotent: it may repeat itself until it is answered.
@Path("/internal/voided-approvals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class VoidedApprovalsResource {

  private final DisableApiKeys disable;

  VoidedApprovalsResource(DisableApiKeys disable) {
    this.disable = disable;
  }

  @RegisterForReflection
  public record Voiding(@NotNull AccountId accountId, @NotEmpty @Size(max = 1000) List<@NotNull UUID> approvals) {}

  /// @param ended how many API keys they had made that counted until now
  @RegisterForReflection
  public record Voided(int ended) {}

  @POST
  @Operation(operationId = "voidApprovals", summary = "Have approvals make no API key any more, and end those that they have made")
  @APIResponse(responseCode = "200", description = "It holds", content = @Content(schema = @Schema(implementation = Voided.class)))
  public Uni<RestResponse<Voided>> voidAll(@Valid @NotNull Voiding voiding) {
    return disable.endUnapproved(voiding.accountId(), voiding.approvals()).map(ended -> RestResponse.ok(new Voided(ended)));
  }
}
