package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service, which decided on the sign-ins and says why.
@Path("/internal/accounts")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface DeskSessionService {

  @GET
  @Path("/{account}/sign-ins")
  Uni<SignIns> signIns(@PathParam("account") AccountId account, @QueryParam("after") Optional<String> after, @QueryParam("limit") int limit);

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SignIns(List<SignIn> signIns, Optional<String> next) {}

  /// The network address, which session-service tells, is not read: staff need no more than the place.
  ///
  /// @param decision `allowed`, `asked` or `blocked`
  /// @param score    the weights of the reasons together
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SignIn(UUID id, Instant at, String decision, String device, Place place, List<RiskReason> reasons, Optional<Integer> score) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Place(String name) {}

  /// @param code for programs
  /// @param text for people
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record RiskReason(String code, String text) {}
}
