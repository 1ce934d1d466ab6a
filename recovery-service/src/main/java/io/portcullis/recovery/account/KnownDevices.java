package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The call that tells an owner's device from a stranger's, as it is on the wire.
@Path("/internal/known-devices")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface KnownDevices {

  @POST
  Uni<DeviceAnswer> ask(AskedDevice asked);

  /// @param device SHA-256 of the device's token, in hexadecimal
  @RegisterForReflection
  record AskedDevice(AccountId accountId, String device) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record DeviceAnswer(boolean known) {}
}
