package io.portcullis.auth.signin;

import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Tells recovery-service an owner's device from a stranger's.
@Path("/internal/known-devices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class KnownDevicesResource {

  private final Claimants claimants;

  KnownDevicesResource(Claimants claimants) {
    this.claimants = claimants;
  }

  /// @param device SHA-256 of the device's token, in hexadecimal
  public record AskedDevice(@NotNull AccountId accountId, @NotNull @Pattern(regexp = "[0-9a-f]{64}") String device) {}

  /// @param known whether a sign-in to the account was completed there before
  @RegisterForReflection
  public record DeviceAnswer(boolean known) {}

  @POST
  @Operation(summary = "Whether the account's owner signed in on a device before")
  @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DeviceAnswer.class)))
  public Uni<RestResponse<DeviceAnswer>> ask(@Valid @NotNull AskedDevice asked) {
    return claimants.isKnown(asked.accountId(), new DeviceMark(HexFormat.of().parseHex(asked.device())))
        .map(known -> RestResponse.ok(new DeviceAnswer(known)));
  }
}
