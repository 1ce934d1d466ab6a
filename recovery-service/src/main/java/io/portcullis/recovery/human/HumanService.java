package io.portcullis.recovery.human;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The two calls, as they are on the wire.
@Path("/internal/human")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface HumanService {

  @POST
  @Path("/challenges")
  Uni<HumanChallenge> challenge(Occasion occasion);

  @POST
  @Path("/verifications")
  Uni<Outcome> verify(Shown shown);

  /// @param subject the identifier as it was typed
  @RegisterForReflection
  record Occasion(String action, ClientNetwork network, String subject) {
    @Override
    public String toString() {
      return "Occasion[" + action + "]";
    }
  }

  @RegisterForReflection
  record Shown(Occasion occasion, HumanProof proof) {}

  /// @param verdict `passed`, `refused` or `unavailable`
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Outcome(String verdict) {}
}
