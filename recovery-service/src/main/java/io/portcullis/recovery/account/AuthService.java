package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The calls, as they are on the wire. A refusal arrives as a `WebApplicationException`; [Accounts] reads it.
@Path("/internal/accounts")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface AuthService {

  @POST
  @Path("/lookup")
  Uni<Found> lookup(Lookup wanted);

  @PUT
  @Path("/{account}/password")
  Uni<Response> setPassword(@PathParam("account") AccountId account, PasswordOrder order);

  @POST
  @Path("/{account}/reset-state")
  Uni<ResetState> resetState(@PathParam("account") AccountId account, IssuedReset issued);

  @POST
  @Path("/{account}/freeze")
  Uni<Response> freeze(@PathParam("account") AccountId account, FreezeOrder order);

  @POST
  @Path("/{account}/removals/cancel")
  Uni<Response> cancelRemovals(@PathParam("account") AccountId account, CancelOrder order);

  @RegisterForReflection
  record Lookup(String identifier) {
    @Override
    public String toString() {
      return "Lookup[redacted]";
    }
  }

  /// auth-service may say more than recovery needs: what is not read here is ignored, or its next release breaks us.
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Found(AccountId accountId, String status, String locale, Channel channel, Optional<Integer> resetEpoch) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Channel(String type, String address) {
    @Override
    public String toString() {
      return type + ":[redacted]";
    }
  }

  @RegisterForReflection
  record PasswordOrder(String password, UUID requestId, Instant issuedAt, Optional<String> sentTo,
      Optional<Integer> resetEpoch, boolean onWayBack) {
    @Override
    public String toString() {
      return "PasswordOrder[" + requestId + "]";
    }
  }

  @RegisterForReflection
  record IssuedReset(Instant issuedAt, Optional<Integer> resetEpoch) {}

  /// @param frozen empty from an earlier release
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ResetState(boolean voided, Optional<Boolean> frozen) {}

  @RegisterForReflection
  record FreezeOrder(UUID requestId, String reason, Optional<Instant> alertedAt) {}

  @RegisterForReflection
  record CancelOrder(Instant askedUntil) {}

  /// The parts of a problem (RFC 9457) that a customer is told.
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(String type, String reason, Optional<Integer> strength, List<String> suggestions, Optional<Instant> opensAt) {}
}
