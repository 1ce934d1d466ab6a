package io.portcullis.auth.wayback;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: the devices that an account signed in from.
@Path("/internal/accounts/{account}/devices")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface AccountDevices {

  @GET
  Uni<Devices> list(@PathParam("account") AccountId account);

  @DELETE
  @Path("/{device}")
  Uni<Response> forget(@PathParam("account") AccountId account, @PathParam("device") UUID device);

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Device(UUID id, String name, Instant firstSeenAt) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Devices(List<Device> devices) {

    public Devices {
      devices = List.copyOf(devices);
    }
  }
}
