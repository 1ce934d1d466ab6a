package io.portcullis.session.device;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portcullis.contracts.DeviceId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.portcullis.runtime.text.ReadableText;
import io.portcullis.runtime.token.Customer;
import io.portcullis.session.SessionProblem;
import io.portcullis.session.device.Devices.KnownDevice;
import io.portcullis.session.place.Places;
import io.portcullis.session.place.ShownPlace;
import io.portcullis.session.revocation.LiveCustomer;
import io.portcullis.session.risk.TrustPolicy;
import io.portcullis.session.token.BrowserTokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "Devices")
public class DevicesResource {

  /// Greater than every id: where the list begins.
  private static final DeviceId NEWEST = new DeviceId(new UUID(-1, -1));
  private static final int LONGEST_NAME = 64;

  /// Trusting a device leaves out the second factor there: whoever asks for it has just shown one.
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Devices devices;
  private final ChangeDevice changeDevice;
  private final ForgetDevice forgetDevice;
  private final TrustPolicy trustPolicy;
  private final Places places;
  private final LiveCustomer customer;
  private final BrowserTokens browser;
  private final Clock clock;

  DevicesResource(Devices devices, ChangeDevice changeDevice, ForgetDevice forgetDevice, TrustPolicy trustPolicy,
      Places places, LiveCustomer customer, BrowserTokens browser, Clock clock) {
    this.devices = devices;
    this.changeDevice = changeDevice;
    this.forgetDevice = forgetDevice;
    this.trustPolicy = trustPolicy;
    this.places = places;
    this.customer = customer;
    this.browser = browser;
    this.clock = clock;
  }

  /// @param name         what its owner calls it, or else what it called itself
  /// @param calledItself what it called itself at its first sign-in, which no one can change
  /// @param trustedUntil no second factor is asked for there until then at most: adding or removing one ends it, too;
  ///                     absent when the device is not trusted
  @RegisterForReflection
  record Device(DeviceId id, String name, String calledItself, String kind, boolean current, ShownPlace place,
      Optional<String> address, Instant firstSeenAt, Instant lastSeenAt, Optional<Instant> trustedUntil) {}

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  record DevicePage(List<Device> devices, Optional<String> next) {}

  @GET
  @Operation(operationId = "listDevices", summary = "The devices that the account signed in from, newest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = DevicePage.class)))
  public Uni<RestResponse<?>> list(
      @RestQuery Optional<String> after, @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
    Customer owner = customer.get();
    Optional<DeviceId> before = after.isEmpty() ? Optional.of(NEWEST) : DeviceId.parse(after.get());
    if (before.isEmpty()) {
      return now(Problem.response(SessionProblem.CURSOR_REFUSED));
    }
    Instant now = clock.instant();
    // One more than asked for tells whether there is a next page.
    return devices.page(owner.account(), before.get(), limit + 1, owner.session(), now, trustPolicy.earliest(now))
        .map(found -> RestResponse.ok(page(found, limit)));
  }

  private DevicePage page(List<KnownDevice> found, int limit) {
    List<Device> shown = found.stream().limit(limit).map(device -> new Device(device.id(), device.name(),
        device.calledItself(), device.kind(), device.current(), ShownPlace.of(places.of(device.address())),
        device.address(), device.firstSeenAt(), device.lastSeenAt(), device.trustedUntil())).toList();
    return new DevicePage(shown, found.size() > limit ? Optional.of(shown.getLast().id().toString()) : Optional.empty());
  }

  /// One change at a time.
  ///
  /// @param name    what to call it from now on
  /// @param trusted whether it may do without the second factor for a while
  record DeviceUpdate(
      Optional<@Size(max = LONGEST_NAME) @Readable String> name, Optional<Boolean> trusted) {

    @JsonIgnore
    @Schema(hidden = true)
    @AssertTrue(message = "exactly one of name and trusted is needed")
    boolean isOneChange() {
      return name.isPresent() != trusted.isPresent();
    }
  }

  @PATCH
  @Path("/{id}")
  @RolesAllowed("customer")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "changeDevice", summary = "Rename a device, trust this one, or end a device's trust")
  @APIResponse(responseCode = "204", description = "Changed")
  public Uni<RestResponse<?>> change(@RestPath String id, @Valid @NotNull DeviceUpdate update) {
    return customer.requireSettledIfAny(FRESH).chain(owner -> DeviceId.parse(id)
            .map(device -> change(owner, device, update))
            .orElseGet(() -> now(ChangeDevice.Verdict.UNKNOWN)))
        .map(verdict -> switch (verdict) {
          case CHANGED -> RestResponse.noContent();
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
          case NOT_TRUSTWORTHY -> Problem.response(SessionProblem.DEVICE_NOT_TRUSTWORTHY);
          case TRUST_UNAVAILABLE -> Problem.response(SessionProblem.DEVICE_TRUST_UNAVAILABLE);
        });
  }

  private Uni<ChangeDevice.Verdict> change(Customer owner, DeviceId device, DeviceUpdate update) {
    if (update.name().isPresent()) {
      return changeDevice.rename(owner.account(), device, ReadableText.clean(update.name().get()).orElseThrow());
    }
    return update.trusted().orElseThrow()
        ? changeDevice.trust(customer.requireFresh("aal2", FRESH), device)
        : changeDevice.distrust(owner.account(), device);
  }

  @DELETE
  @Path("/{id}")
  @RolesAllowed("customer")
  @Operation(operationId = "forgetDevice", summary = "Forget a device, its trust too, and end its sessions")
  @APIResponse(responseCode = "204", description = "Forgotten")
  public Uni<RestResponse<?>> forget(@RestPath String id) {
    return customer.requireSettledIfAny(FRESH).chain(owner -> DeviceId.parse(id)
            .map(device -> forgetDevice.handle(owner, device))
            .orElseGet(() -> now(ForgetDevice.Verdict.UNKNOWN)))
        .map(verdict -> switch (verdict) {
          case FORGOTTEN -> RestResponse.noContent();
          case FORGOTTEN_HERE -> browser.forgetDevice(RestResponse.noContent());
          case UNKNOWN -> Problem.response(HouseProblem.NOT_FOUND);
        });
  }
}
