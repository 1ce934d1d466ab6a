package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// What auth-service asks for when an account is frozen, or its owner followed the link in an alert.
@Path("/internal/accounts/{id}/removals")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class FreezeResource {

  private final CancelRemovals cancel;

  FreezeResource(CancelRemovals cancel) {
    this.cancel = cancel;
  }

  @DELETE
  @Operation(summary = "Cancel every removal that waits, because the account is frozen, or those that an alert told")
  @APIResponse(responseCode = "204", description = "None of them waits any more")
  public Uni<Void> cancelAll(@PathParam("id") String id, @RestQuery Optional<String> askedUntil) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    // Not all of them for a time that can't be read.
    return askedUntil.map(FreezeResource::instant).map(until -> cancel.askedUntil(account, until))
        .orElseGet(() -> cancel.all(account));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw new ProblemException(HouseProblem.MALFORMED_REQUEST);
    }
  }
}
