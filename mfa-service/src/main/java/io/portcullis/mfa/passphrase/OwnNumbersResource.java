package io.portcullis.mfa.passphrase;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service tells when a phone number comes to an account or leaves it.
@Path("/internal/accounts/{id}/own-numbers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class OwnNumbersResource {

  private final OwnNumbers numbers;

  OwnNumbersResource(OwnNumbers numbers) {
    this.numbers = numbers;
  }

  /// @param numbers all of them, in E.164
  public record ToldNumbers(@NotNull @Size(max = 16) List<@NotNull @Pattern(regexp = "\\+[1-9][0-9]{4,14}") String> numbers) {

    @Override
    public String toString() {
      return "ToldNumbers[REDACTED]"; // also of one that has no numbers, before it is refused
    }
  }

  @PUT
  @Operation(summary = "The phone numbers that an account is found by: no trading passphrase may be part of one")
  @APIResponse(responseCode = "204", description = "Kept, in the place of those that were told before")
  public Uni<Void> tell(@PathParam("id") String id, @NotNull @Valid ToldNumbers told) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return numbers.keep(account, told.numbers());
  }
}
