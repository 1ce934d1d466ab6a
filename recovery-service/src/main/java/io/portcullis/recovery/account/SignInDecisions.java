package io.portcullis.recovery.account;

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
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service, as far as it says how risky an account's sign-ins were.
@Path("/internal/accounts")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
public interface SignInDecisions {

  @GET
  @Path("/{account}/sign-ins")
  Uni<Decisions> latest(@PathParam("account") AccountId account, @QueryParam("limit") int limit);

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Decisions(List<Decision> signIns) {}

  /// @param decision `allowed`, `asked` or `blocked`
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Decision(Instant at, String decision) {}
}
