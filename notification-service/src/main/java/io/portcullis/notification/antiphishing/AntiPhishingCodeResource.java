package io.portcullis.notification.antiphishing;

import static io.portcullis.notification.NotificationProblem.ANTI_PHISHING_CODE_REFUSED;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.antiphishing.AntiPhishingCode.Choice.Accepted;
import io.portcullis.notification.antiphishing.AntiPhishingCode.Choice.Refused;
import io.portcullis.notification.owner.SettledOwner;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/anti-phishing-code")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Anti-phishing code")
public class AntiPhishingCodeResource {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final CurrentCustomer customer;
  private final AntiPhishingCodes codes;
  private final ChangeAntiPhishingCode change;
  private final SettledOwner settled;

  AntiPhishingCodeResource(CurrentCustomer customer, AntiPhishingCodes codes, ChangeAntiPhishingCode change,
      SettledOwner settled) {
    this.customer = customer;
    this.codes = codes;
    this.change = change;
    this.settled = settled;
  }

  @GET
  @Operation(operationId = "getAntiPhishingCode", summary = "Whether a phrase is set; never the phrase itself")
  public Uni<Status> status() {
    return codes.state(customer.get().account()).map(state -> new Status(state.isPresent(),
        state.map(AntiPhishingCodes.State::updatedAt), state.map(AntiPhishingCodes.State::inTextMessages)));
  }

  @PUT
  @Operation(operationId = "setAntiPhishingCode",
      summary = "Set the phrase that every official message will show (fresh session)")
  @APIResponse(responseCode = "204", description = "Set")
  public Uni<RestResponse<?>> set(@Valid @NotNull Wish wish) {
    return settled.require(FRESH).chain(owner -> switch (AntiPhishingCode.choose(wish.code().reveal())) {
      case Accepted(var code) -> change.set(owner.account(), code).map(_ -> RestResponse.noContent());
      case Refused(var reason) -> now(
          Problem.of(ANTI_PHISHING_CODE_REFUSED).with("reason", reason.wireName()).response());
    });
  }

  @DELETE
  @Operation(operationId = "removeAntiPhishingCode", summary = "Remove the phrase (fresh session)")
  @APIResponse(responseCode = "204", description = "No phrase is set")
  public Uni<Void> remove() {
    return settled.require(FRESH).chain(owner -> change.remove(owner.account()));
  }

  /// @param code 4 to 32 characters
  @RegisterForReflection
  @Schema(name = "AntiPhishingCodeWish")
  public record Wish(
      @NotNull @Schema(type = SchemaType.STRING, minLength = 4, maxLength = 32, examples = "blue heron at dusk") Secret code) {}

  /// @param inTextMessages whether every text message shows the phrase, too: those have room for 32 characters of the GSM
  ///                       alphabet. Otherwise mails alone show it.
  @RegisterForReflection
  @Schema(name = "AntiPhishingCodeStatus")
  public record Status(boolean set, Optional<Instant> updatedAt, Optional<Boolean> inTextMessages) {}
}
