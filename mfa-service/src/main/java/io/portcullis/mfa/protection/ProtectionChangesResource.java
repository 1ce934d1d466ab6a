package io.portcullis.mfa.protection;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.protection.ProtectionChanges.Noted;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks at the moment in which money is to leave.
@Path("/internal/accounts/{id}/protection-changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class ProtectionChangesResource {

  private final ProtectionChanges changes;

  ProtectionChangesResource(ProtectionChanges changes) {
    this.changes = changes;
  }

  /// @param changes the latest of each kind
  @RegisterForReflection
  public record Changes(List<Noted> changes) {}

  @GET
  @Operation(summary = "When the factors and the trading passphrase were last changed, and until when that holds withdrawals")
  public Uni<Changes> changes(@PathParam("id") String id) {
    // Never an empty list for an id that can't be read: it would mean that nothing is held.
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return changes.of(account).map(Changes::new);
  }
}
