package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.AuthService.Found;
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
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The call that carries a recovery out, as it is on the wire.
@Path("/internal/recoveries")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface Recoveries {

  @POST
  Uni<Found> carryOut(RecoveryOrder order);

  @GET
  @Path("/signals/{account}")
  Uni<Signals> signals(@PathParam("account") AccountId account);

  /// @param identifiersChangedAt when an address was last added, removed or made the main one; empty when none ever was
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Signals(Optional<Instant> identifiersChangedAt) {}

  /// @param unlockedBy when two persons decided that a lock of the staff ends; empty where it stays
  /// @param askedAt    a freeze since then forbids what is not carried out yet
  @RegisterForReflection
  record RecoveryOrder(AccountId accountId, UUID requestId, Set<Lost> lost, Optional<Instant> unlockedBy, Instant askedAt) {}
}
