package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
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

/// auth-service, which owns accounts, as the desk asks it.
@Path("/internal/desk/accounts")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface DeskAuthService {

  @POST
  @Path("/find")
  Uni<FoundAccount> find(Wanted wanted);

  @GET
  @Path("/{account}/holds")
  Uni<HeldMoney> holds(@PathParam("account") AccountId account);

  @PUT
  @Path("/{account}/lock")
  Uni<Response> lock(@PathParam("account") AccountId account, DeskOrder order);

  @GET
  @Path("/{account}/standing")
  Uni<Standing> standing(@PathParam("account") AccountId account);

  @PUT
  @Path("/{account}/unlock")
  Uni<Response> unlock(@PathParam("account") AccountId account, UnlockOrder order);

  @PUT
  @Path("/{account}/sessions-end")
  Uni<Response> endSessions(@PathParam("account") AccountId account, DeskOrder order);

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record HeldMoney(List<DeskHold> holds) {}

  /// @param reason the kind of change that it follows from
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record DeskHold(String reason, List<String> scope, Instant since, Instant until) {}

  @RegisterForReflection
  record DeskOrder(String reason) {}

  /// @param requestId the same order again does nothing
  @RegisterForReflection
  record UnlockOrder(UUID requestId, int lockVersion, String reason) {}

  /// @param status   `active`, `frozen` by its owner, `locked` by staff, or `closed` for good
  /// @param lock     absent while the staff have not locked the account
  /// @param closesAt absent while nobody asked to have the account closed
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Standing(String status, Optional<Lock> lock, Optional<Instant> closesAt) {

    boolean isFrozen() {
      return status.equals("frozen");
    }

    boolean isClosed() {
      return status.equals("closed");
    }
  }

  /// @param version names this lock: the next one has another
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Lock(int version, Instant since, String reason) {}

  @RegisterForReflection
  record Wanted(String identifier) {
    @Override
    public String toString() {
      return "Wanted[redacted]";
    }
  }

  /// @param status `active`, `frozen` by its owner, or `locked` by staff
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record FoundAccount(AccountId accountId, String status, Instant createdAt, List<MaskedIdentifier> identifiers) {}

  /// @param type    `email` or `phone`
  /// @param masked  most of it hidden
  /// @param primary whether messages about the account as a whole go there
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record MaskedIdentifier(String type, String masked, Instant verifiedAt, boolean primary) {}
}
