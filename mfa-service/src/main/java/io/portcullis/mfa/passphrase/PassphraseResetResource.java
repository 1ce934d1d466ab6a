package io.portcullis.mfa.passphrase;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service asks for when an account was recovered whose trading passphrase is lost.
@Path("/internal/accounts/{id}/trading-passphrase/reset")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class PassphraseResetResource {

  private final Passphrases passphrases;

  PassphraseResetResource(Passphrases passphrases) {
    this.passphrases = passphrases;
  }

  /// @param orderedAt one that was set later stays
  public record ResetOrder(@NotNull Instant orderedAt) {}

  @POST
  @Operation(summary = "Forget a trading passphrase and its wrong tries; again changes nothing")
  @APIResponse(responseCode = "204", description = "It is gone; the customer may set another one")
  public Uni<Void> reset(@PathParam("id") String id, @NotNull @Valid ResetOrder order) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return passphrases.forget(account, order.orderedAt());
  }
}
