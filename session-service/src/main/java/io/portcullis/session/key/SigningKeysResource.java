package io.portcullis.session.key;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.session.SessionProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Where an operator sees and changes the signing keys. Who that may be is told in
/// [InternalCallers][io.portcullis.session.InternalCallers].
@Path("/internal/signing-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class SigningKeysResource {

  private final ReadSigningKeys readSigningKeys;
  private final RetireSigningKey retireSigningKey;
  private final RemoveSigningKey removeSigningKey;

  SigningKeysResource(
      ReadSigningKeys readSigningKeys, RetireSigningKey retireSigningKey, RemoveSigningKey removeSigningKey) {
    this.readSigningKeys = readSigningKeys;
    this.retireSigningKey = retireSigningKey;
    this.removeSigningKey = removeSigningKey;
  }

  /// @param keys in the order in which they sign
  @RegisterForReflection
  record SigningKeyList(List<ListedKey> keys) {

    static SigningKeyList of(Succession succession) {
      return new SigningKeyList(succession.inOrder().stream().map(key -> new ListedKey(
          key.kid(), key.algorithm(), succession.stateOf(key), key.activeFrom(), key.createdAt())).toList());
    }
  }

  @RegisterForReflection
  record ListedKey(String kid, String algorithm, KeyState state, Instant activeFrom, Instant createdAt) {}

  @GET
  @Operation(operationId = "listSigningKeys", summary = "The signing keys, in the order in which they sign")
  @APIResponse(responseCode = "200", description = "All that are published", content = @Content(schema = @Schema(implementation = SigningKeyList.class)))
  public Uni<SigningKeyList> list() {
    return readSigningKeys.handle().map(SigningKeyList::of);
  }

  @POST
  @Path("/{kid}/retire")
  @Consumes(MediaType.WILDCARD) // there is no body
  @Operation(operationId = "retireSigningKey", summary = "Have the next key sign as soon as verifiers can have it")
  @APIResponse(responseCode = "200", description = "It has retired, or does at the next one's activeFrom", content = @Content(schema = @Schema(implementation = SigningKeyList.class)))
  public Uni<RestResponse<?>> retire(@RestPath String kid) {
    return retireSigningKey.handle(kid).map(verdict -> switch (verdict) {
      case RetireSigningKey.Verdict.Retires(var keys) -> RestResponse.ok(SigningKeyList.of(keys));
      case RetireSigningKey.Verdict.NotSigning() -> Problem.response(SessionProblem.SIGNING_KEY_UNUSED);
      case RetireSigningKey.Verdict.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }

  @DELETE
  @Path("/{kid}")
  @Operation(operationId = "removeSigningKey", summary = "Take a key back at once, and with it every access token it signed")
  @APIResponse(responseCode = "200", description = "Removed; these are left", content = @Content(schema = @Schema(implementation = SigningKeyList.class)))
  public Uni<RestResponse<?>> remove(@RestPath String kid) {
    return removeSigningKey.handle(kid).map(verdict -> switch (verdict) {
      case RemoveSigningKey.Verdict.Removed(var keys) -> RestResponse.ok(SigningKeyList.of(keys));
      case RemoveSigningKey.Verdict.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }
}
