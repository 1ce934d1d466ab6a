package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.totp.AuthenticatorId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.RestResponse;

/// Signing in with a passkey and nothing else, for auth-service.
@Path("/internal/passkeys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class PasskeyResource {

  private static final String ATTEMPT = "[A-Za-z0-9_-]{1,64}";

  private final RequestPasskey request;
  private final VerifyPasskey verify;

  PasskeyResource(RequestPasskey request, VerifyPasskey verify) {
    this.request = request;
    this.verify = verify;
  }

  /// @param attempt   the caller's id of this sign-in; the answer must come with it
  /// @param accountId whose passkeys will do; one that nobody has is answered like any other
  public record PasskeyRequest(@NotNull @Pattern(regexp = ATTEMPT) String attempt, Optional<AccountId> accountId) {}

  /// @param expiresIn seconds
  @RegisterForReflection
  public record RequestedPasskey(UUID challengeId, RequestOptions publicKey, long expiresIn) {}

  @POST
  @Operation(summary = "Ask for a passkey")
  @APIResponse(responseCode = "201", description = "Options for navigator.credentials.get()",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = RequestedPasskey.class)))
  public Uni<RestResponse<RequestedPasskey>> request(@NotNull @Valid PasskeyRequest passkey) {
    return request.handle(passkey.attempt(), passkey.accountId()).map(requested -> RestResponse.status(Status.CREATED,
        new RequestedPasskey(requested.id(), requested.options(), Ceremonies.LIFETIME.toSeconds())));
  }

  /// @param credential AuthenticationResponseJSON, as the client sent it
  public record PasskeyAnswer(@NotNull @Pattern(regexp = ATTEMPT) String attempt,
      @NotNull @Schema(type = SchemaType.OBJECT) JsonNode credential) {

    @Override
    public String toString() {
      return "PasskeyAnswer[" + attempt + "]";
    }
  }

  @POST
  @Path("/{id}/verify")
  @Operation(summary = "Check what a passkey signed; any answer ends the challenge")
  public Uni<PasskeyVerdict> verify(@PathParam("id") String id, @NotNull @Valid PasskeyAnswer answer) {
    if (!answer.credential().isObject()) {
      throw new ProblemException(HouseProblem.INVALID_FIELDS);
    }
    return AuthenticatorId.parse(id)
        .map(known -> verify.handle(known.value(), answer.attempt(), answer.credential()))
        .orElseGet(() -> now(new PasskeyVerdict.Ended()));
  }
}
