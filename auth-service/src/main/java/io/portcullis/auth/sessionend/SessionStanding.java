package io.portcullis.auth.sessionend;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: whose sessions may live on.
@Path("/internal/accounts")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface SessionStanding {

  /// Ends every session opened on older evidence. Asking again changes nothing.
  @PUT
  @Path("/{account}/standing")
  Uni<Response> put(@PathParam("account") AccountId account, Standing standing);

  /// @param barred whether no session may be opened at all
  /// @param spared goes on all the same
  /// @param version of two orders the higher one is the later one; empty from an earlier release, which only bars
  @RegisterForReflection
  record Standing(Instant evidenceNotBefore, boolean barred, String reason, Optional<SessionId> spared, Optional<Integer> version) {}
}
