package io.portcullis.auth.identifier;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.account.AccountResource.ProvedIdentifier;
import io.portcullis.auth.account.AddressCodes;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerificationNeeded;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The identifiers of the signed-in customer's account.
@Path("/v1/account/identifiers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "account")
@RolesAllowed("customer")
public class IdentifierResource {

  private final CurrentCustomer customer;
  private final ClaimIdentifier claim;
  private final ProveIdentifier prove;
  private final RearrangeIdentifiers rearrange;
  private final ClientAddress client;

  IdentifierResource(CurrentCustomer customer, ClaimIdentifier claim, ProveIdentifier prove, RearrangeIdentifiers rearrange,
      ClientAddress client) {
    this.customer = customer;
    this.claim = claim;
    this.prove = prove;
    this.rearrange = rearrange;
    this.client = client;
  }

  /// @param humanProof when an earlier answer asked for one
  @Schema(name = "NewIdentifier")
  public record NewIdentifier(@NotNull @Size(max = Identifier.LONGEST) String identifier,
      Optional<@Valid HumanProof> humanProof) {

    @Override
    public String toString() {
      return "NewIdentifier[redacted]";
    }
  }

  /// @param identifierId  to be named with the code
  /// @param channel       `email` or `sms`: where the code went
  /// @param codeExpiresIn seconds
  @RegisterForReflection
  public record PendingIdentifier(UUID identifierId, String channel, long codeExpiresIn) {}

  @Schema(name = "IdentifierProof")
  public record IdentifierProof(@NotNull @Size(max = 16) String code) {}

  @POST
  @Operation(operationId = "addIdentifier", summary = "Begin to add an e-mail address or phone number (fresh proof)",
      description = "Answers alike whether or not another account has it; its owner gets a message instead of a code.")
  @APIResponse(responseCode = "202", description = "A code is on its way",
      content = @Content(schema = @Schema(implementation = PendingIdentifier.class)))
  @APIResponse(responseCode = "403", description = "Refused, or human-verification: repeat with the proof",
      content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = HumanVerificationNeeded.class)))
  public Uni<RestResponse<?>> add(@Valid @NotNull NewIdentifier wanted) {
    return claim.handle(wanted.identifier(), wanted.humanProof(), client.network()).map(IdentifierResource::answer);
  }

  @POST
  @Path("/{id}/verify")
  @Operation(operationId = "verifyIdentifier",
      summary = "Prove the new identifier by its code, in the session that began to add it")
  @APIResponse(responseCode = "200", description = "It is the account's",
      content = @Content(schema = @Schema(implementation = ProvedIdentifier.class)))
  public Uni<RestResponse<?>> verify(@RestPath String id, @Valid @NotNull IdentifierProof proof) {
    Customer asking = customer.requireUnlocked();
    return byId(id, claimed -> prove.handle(asking, claimed, proof.code()));
  }

  @POST
  @Path("/{id}/primary")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "makeIdentifierPrimary", summary = "Make it the primary identifier (fresh proof)")
  @APIResponse(responseCode = "204", description = "It is the primary one")
  public Uni<RestResponse<?>> makePrimary(@RestPath String id) {
    return byId(id, rearrange::makePrimary);
  }

  @DELETE
  @Path("/{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "removeIdentifier", summary = "Remove an identifier, but the primary one (fresh proof)")
  @APIResponse(responseCode = "204", description = "It is removed, and kept from others for 72 hours")
  public Uni<RestResponse<?>> remove(@RestPath String id) {
    return byId(id, rearrange::remove);
  }

  private static Uni<RestResponse<?>> byId(String text, Function<UUID, Uni<IdentifierVerdict>> change) {
    return uuid(text).map(id -> change.apply(id).map(IdentifierResource::answer))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static RestResponse<?> answer(IdentifierVerdict verdict) {
    return switch (verdict) {
      case IdentifierVerdict.Claimed(var id, var type) -> RestResponse.status(RestResponse.Status.ACCEPTED,
          new PendingIdentifier(id, type == Identifier.Type.EMAIL ? "email" : "sms", AddressCodes.LIFETIME.toSeconds()));
      case IdentifierVerdict.Added(var account, var proved) -> RestResponse.ok(ProvedIdentifier.of(account, proved));
      case IdentifierVerdict.Done() -> RestResponse.noContent();
      case IdentifierVerdict.Invalid() -> Problem.response(AuthProblem.IDENTIFIER_INVALID);
      case IdentifierVerdict.Unsupported() -> Problem.response(AuthProblem.ADDRESS_UNSUPPORTED);
      case IdentifierVerdict.NumberNotSupported() -> Problem.response(AuthProblem.NUMBER_NOT_SUPPORTED);
      case IdentifierVerdict.Present() -> Problem.response(AuthProblem.IDENTIFIER_PRESENT);
      case IdentifierVerdict.TooMany() -> Problem.response(AuthProblem.TOO_MANY_IDENTIFIERS);
      case IdentifierVerdict.CodeRefused() -> Problem.response(AuthProblem.CODE_REFUSED);
      case IdentifierVerdict.Needed() -> Problem.response(AuthProblem.IDENTIFIER_NEEDED);
      case IdentifierVerdict.Unknown() -> Problem.response(HouseProblem.NOT_FOUND);
      case IdentifierVerdict.HumanAsked(var challenge) -> HumanVerificationNeeded.answer(challenge);
      case IdentifierVerdict.HumanUnavailable() -> HumanVerificationNeeded.unavailable();
      case IdentifierVerdict.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    };
  }
}
