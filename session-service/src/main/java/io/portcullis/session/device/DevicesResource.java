package io.portcullis.session.device;

import io.portcullis.contracts.DeviceId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.device.ForgetDevice.Verdict;
import io.portcullis.session.revocation.LiveCustomer;
import io.portcullis.session.token.BrowserTokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// A customer's own devices (SAFE-1). Another account's device answers exactly like one that never was.
@Path("/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Devices")
public class DevicesResource {

  /// Greater than every id: where the list begins.
  private static final DeviceId NEWEST = new DeviceId(new UUID(-1, -1));

  private final Devices devices;
  private final ForgetDevice forgetDevice;
  private final LiveCustomer customer;
  private final BrowserTokens browser;

  DevicesResource(Devices devices, ForgetDevice forgetDevice, LiveCustomer customer, BrowserTokens browser) {
    this.devices = devices;
    this.forgetDevice = forgetDevice;
    this.customer = customer;
    this.browser = browser;
  }

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  record DevicePage(List<Devices.Device> devices, Optional<String> next) {}

  @GET
  @Operation(operationId = "listDevices", summary = "The devices that the account signed in from, newest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = DevicePage.class)))
  public Uni<RestResponse<?>> list(
      @RestQuery Optional<String> after, @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    Customer owner = customer.get();
    Optional<DeviceId> before = after.isEmpty() ? Optional.of(NEWEST) : DeviceId.parse(after.get());
    if (before.isEmpty()) {
      return Uni.createFrom().item(Problem.response(SessionProblem.CURSOR_REFUSED));
    }
    // One more than asked for tells whether there is a next page.
    return devices.page(owner.account(), before.get(), limit + 1, owner.session())
        .map(found -> RestResponse.ok(page(found, limit)));
  }

  private static DevicePage page(List<Devices.Device> found, int limit) {
    List<Devices.Device> shown = found.stream().limit(limit).toList();
    return new DevicePage(shown, found.size() > limit ? Optional.of(shown.getLast().id().toString()) : Optional.empty());
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "forgetDevice", summary = "Forget a device and end its sessions")
  @APIResponse(responseCode = "204", description = "Forgotten")
  public Uni<RestResponse<?>> forget(@RestPath String id) {
    Customer owner = customer.get();
    return DeviceId.parse(id)
        .map(device -> forgetDevice.handle(owner, device))
        .orElseGet(() -> Uni.createFrom().item(Verdict.UNKNOWN))
        .map(verdict -> switch (verdict) {
          case FORGOTTEN -> RestResponse.noContent();
          case FORGOTTEN_HERE -> browser.forgetDevice(RestResponse.noContent());
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }
}
