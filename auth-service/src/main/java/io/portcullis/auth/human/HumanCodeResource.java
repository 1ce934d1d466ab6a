package io.portcullis.auth.human;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.human.HumanCodes.Asked;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// A code by mail, or by text message, in the place of a puzzle.
@Path("/v1/accounts/human-code")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "human verification")
@PermitAll
public class HumanCodeResource {

  private final HumanCodes codes;
  private final ClientAddress client;

  HumanCodeResource(HumanCodes codes, ClientAddress client) {
    this.codes = codes;
    this.client = client;
  }

  /// @param action     the challenge's
  /// @param identifier as in the request that was answered with the challenge
  /// @param locale     BCP 47 language tag of the mail, while no account says another
  public record HumanCodeRequest(@NotNull HumanAction action,
      @NotNull @Size(max = 320) @Schema(examples = "ann@example.org") String identifier,
      Optional<@Size(max = 35) @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") String> locale) {

    @Override
    public String toString() {
      return "HumanCodeRequest[" + action + "]";
    }
  }

  /// @param codeId    goes into `humanProof` beside the code
  /// @param expiresIn seconds
  @RegisterForReflection
  public record HumanCodeSent(String codeId, long expiresIn) {

    @Override
    public String toString() {
      return "HumanCodeSent[redacted]";
    }
  }

  @POST
  @Operation(operationId = "sendHumanCode",
      summary = "Have a code sent that answers a challenge instead of a puzzle", description = """
      For a challenge that lists `email-code` among its `alternatives`. Answers alike whether or not a mail goes out: for
      a sign-in or a recovery it goes to an address that an account has proved. Requests for one address within the same
      twenty minutes share one mail: it may have come already. A challenge that lists `sms-code` is answered by a text to the
      number: requests within the same hour share it.""")
  @APIResponse(responseCode = "202", description = "A mail is on its way, if the address is right",
      content = @Content(schema = @Schema(implementation = HumanCodeSent.class)))
  public Uni<RestResponse<?>> send(@Valid @NotNull HumanCodeRequest request) {
    var occasion = new Occasion(request.action(), client.network(), request.identifier());
    return codes.send(occasion, request.locale()).map(asked -> switch (asked) {
      case Asked.OnItsWay(var id) ->
          RestResponse.ResponseBuilder.create(Status.ACCEPTED, (Object) new HumanCodeSent(id, HumanCodes.LIFETIME.toSeconds()))
              .header("Cache-Control", "no-store").build();
      case Asked.Throttled(var wait) -> Problem.retryAfter(AuthProblem.TOO_MANY_ATTEMPTS, wait);
    });
  }
}
