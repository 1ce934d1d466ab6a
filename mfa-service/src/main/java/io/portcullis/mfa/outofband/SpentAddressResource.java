package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service tells before it resets a password.
@Path("/internal/accounts/{id}/spent-addresses")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class SpentAddressResource {

  private final SpendAddress spend;

  SpentAddressResource(SpendAddress spend) {
    this.spend = spend;
  }

  /// @param addresses that can reset the account's password
  public record SpentAddresses(@NotNull @Size(max = 16) List<@NotNull @Size(max = Identifier.LONGEST) String> addresses) {

    @Override
    public String toString() {
      return "SpentAddresses[REDACTED]"; // also of one that has no addresses, before it is refused
    }
  }

  @PUT
  @Operation(summary = "For a while, take no code to these addresses for a second factor")
  @APIResponse(responseCode = "204", description = "Where one of them is enrolled, it proves nothing for now")
  public Uni<Void> spend(@PathParam("id") String id, @NotNull @Valid SpentAddresses spent) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return spend.handle(account, spent.addresses().stream().map(Identifier::parse).flatMap(Optional::stream).toList());
  }
}
