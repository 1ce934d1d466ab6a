package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.apikey.RevokeByPossession.Signed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Where whoever has a leaked key makes it worthless. Nobody need be signed in; the key is the proof.
@Path("/v1/api-keys/revocations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "API keys")
public class ApiKeyRevocationsResource {

  private final RevokeByPossession revoke;

  ApiKeyRevocationsResource(RevokeByPossession revoke) {
    this.revoke = revoke;
  }

  /// Either the secret, or a signature.
  ///
  /// @param secret    `pak_…`, whole
  /// @param keyId     of the key that signed
  /// @param timestamp seconds since 1970, within a day
  /// @param signature of three lines: `portcullis: revoke API key`, `keyId` and `timestamp`; in base64
  @Schema(name = "LeakedApiKey")
  public record LeakedKey(@Schema(implementation = String.class) Optional<Secret> secret,
      Optional<@Pattern(regexp = "[A-Za-z0-9_-]{64}") String> keyId, Optional<Long> timestamp,
      Optional<@Pattern(regexp = "[A-Za-z0-9+/]{43,88}={0,2}") String> signature) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "either secret alone, or keyId, timestamp and signature")
    public boolean isSecretOrSignature() {
      long signed = Stream.of(keyId, timestamp, signature).filter(Optional::isPresent).count();
      return secret.isPresent() ? signed == 0 : signed == 3;
    }

    @Override
    public String toString() {
      return "LeakedKey[redacted]";
    }
  }

  @POST
  @Operation(operationId = "revokeLeakedApiKey", summary = "End an API key by showing that one has it",
      description = "For whoever finds a key: it counts nowhere from then on, and its owner is told.")
  @APIResponse(responseCode = "204", description = "It counts no more, if it ever did")
  public Uni<RestResponse<?>> revoke(@Valid @NotNull LeakedKey leaked) {
    Uni<Boolean> revoked = leaked.secret().isPresent() ? revoke.bySecret(leaked.secret().get().reveal())
        : revoke.bySignature(new Signed(leaked.keyId().orElseThrow(), leaked.timestamp().orElseThrow(), leaked.signature().orElseThrow()));
    return revoked.chain(done -> now(done ? RestResponse.noContent() : Problem.response(SessionProblem.API_KEY_PROOF_REFUSED)));
  }
}
