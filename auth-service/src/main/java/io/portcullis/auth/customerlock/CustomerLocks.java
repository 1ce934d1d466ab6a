package io.portcullis.auth.customerlock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: what the customer has locked. Callers turn a failure into the problem `unavailable`.
@Path("/internal/accounts")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
public interface CustomerLocks {

  /// Whether money may leave.
  @GET
  @Path("/{account}/locks/withdrawal")
  Uni<Lock> withdrawals(@PathParam("account") AccountId account);

  /// Whether settings may change.
  @GET
  @Path("/{account}/locks/settings")
  Uni<Lock> settings(@PathParam("account") AccountId account);

  /// The same. Where they may not, the time begins to run that the customer chose for unlocking.
  @POST
  @Path("/{account}/locks/settings/unlock")
  Uni<Lock> beginUnlockingSettings(@PathParam("account") AccountId account);

  /// @param lockedAt when it was set
  /// @param opensAt  when it ends
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Lock(String state, Optional<Instant> lockedAt, Optional<Instant> opensAt) {

    /// A state that we do not know locks.
    public boolean isOpen() {
      return "open".equals(state);
    }
  }
}
