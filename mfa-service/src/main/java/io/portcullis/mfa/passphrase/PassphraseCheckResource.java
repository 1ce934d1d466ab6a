package io.portcullis.mfa.passphrase;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Trading passphrases for auth-service, which asks for them where money moves.
@Path("/internal/accounts/{id}/trading-passphrase/verify")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class PassphraseCheckResource {

  private final CheckPassphrase check;

  PassphraseCheckResource(CheckPassphrase check) {
    this.check = check;
  }

  public record TypedPassphrase(@NotNull @Pattern(regexp = TradingPassphrase.FORM) String passphrase) {

    @Override
    public String toString() {
      return "TypedPassphrase[redacted]";
    }
  }

  @POST
  @Operation(summary = "Try a trading passphrase: one counter for all uses",
      description = "Ask only when the second factor was right, or a stolen session uses up its owner's tries.")
  public Uni<PassphraseVerdict> verify(@PathParam("id") String id, @NotNull @Valid TypedPassphrase typed) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return check.handle(account, TradingPassphrase.parse(typed.passphrase())
        .orElseThrow(() -> new ProblemException(HouseProblem.INVALID_FIELDS)));
  }
}
