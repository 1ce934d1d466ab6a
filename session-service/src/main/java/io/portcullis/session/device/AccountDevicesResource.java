package io.portcullis.session.device;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.session.device.Devices.Seen;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// What auth-service asks for while the owner of a frozen account goes the way back.
@Path("/internal/accounts/{id}/devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class AccountDevicesResource {

  private final Devices devices;
  private final ForgetDevice forgetDevice;

  AccountDevicesResource(Devices devices, ForgetDevice forgetDevice) {
    this.devices = devices;
    this.forgetDevice = forgetDevice;
  }

  @RegisterForReflection
  record DeviceOfAccount(DeviceId id, String name, Instant firstSeenAt, Instant lastSeenAt) {

    static DeviceOfAccount of(Seen device) {
      return new DeviceOfAccount(device.id(), device.name(), device.firstSeenAt(), device.lastSeenAt());
    }
  }

  @RegisterForReflection
  record DevicesOfAccount(List<DeviceOfAccount> devices) {}

  @GET
  @Operation(operationId = "reviewDevices", summary = "All known devices of the account, newest first")
  @APIResponse(responseCode = "200", description = "All of them",
      content = @Content(schema = @Schema(implementation = DevicesOfAccount.class)))
  public Uni<RestResponse<?>> list(@RestPath String id) {
    return AccountId.parse(id)
        .<Uni<RestResponse<?>>>map(account -> devices.all(account)
            .map(all -> RestResponse.ok(new DevicesOfAccount(all.stream().map(DeviceOfAccount::of).toList()))))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  @DELETE
  @Path("/{device}")
  @Operation(operationId = "forgetForeignDevice", summary = "Forget a device that is not its owner's")
  @APIResponse(responseCode = "204", description = "Forgotten")
  public Uni<RestResponse<?>> forget(@RestPath String id, @RestPath String device) {
    Optional<AccountId> account = AccountId.parse(id);
    Optional<DeviceId> known = DeviceId.parse(device);
    return account.isEmpty() || known.isEmpty()
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : forgetDevice.handle(account.get(), known.get()).map(verdict -> switch (verdict) {
          case FORGOTTEN, FORGOTTEN_HERE -> RestResponse.noContent();
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }
}
