package io.portcullis.auth.human;

import io.portcullis.runtime.http.ClientNetwork;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// For recovery-service, which decides itself when to ask.
@Path("/internal/human")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class HumanResource {

  private final HumanVerification verification;

  HumanResource(HumanVerification verification) {
    this.verification = verification;
  }

  /// @param network as limits count it
  /// @param subject whom the request is about, as it was typed
  public record AskedFor(@NotNull HumanAction action, @NotNull @Size(max = 64) String network,
      @NotNull @Size(max = 320) String subject) {

    Occasion occasion() {
      return new Occasion(action, new ClientNetwork(network), subject);
    }

    @Override
    public String toString() {
      return "AskedFor[" + action + "]";
    }
  }

  public record Shown(@NotNull @Valid AskedFor occasion, @NotNull @Valid HumanProof proof) {}

  @RegisterForReflection
  public record Outcome(@Schema(enumeration = {"passed", "refused", "unavailable"}) String verdict) {

    static Outcome of(HumanVerdict verdict) {
      return new Outcome(switch (verdict) {
        case HumanVerdict.Passed() -> "passed";
        case HumanVerdict.Refused() -> "refused";
        case HumanVerdict.Unavailable() -> "unavailable";
      });
    }
  }

  @POST
  @Path("/challenges")
  @Operation(summary = "Make a challenge for a request of a client of yours")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = HumanChallenge.class)))
  public Uni<HumanChallenge> challenge(@Valid @NotNull AskedFor request) {
    return verification.challenge(request.occasion(), Difficulty.USUAL);
  }

  @POST
  @Path("/verifications")
  @Operation(summary = "Check a proof and use it up")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Outcome.class)))
  public Uni<Outcome> verify(@Valid @NotNull Shown shown) {
    return verification.verify(shown.occasion().occasion(), shown.proof()).map(Outcome::of);
  }
}
