package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: is the session still live in which something was approved?
@Path("/internal/accounts")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface ApprovalSessions {

  @GET
  @Path("/{account}/sessions/{session}")
  Uni<SessionLife> one(@PathParam("account") AccountId account, @PathParam("session") SessionId session);

  /// @param live false where it is not said
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SessionLife(boolean live) {}
}
