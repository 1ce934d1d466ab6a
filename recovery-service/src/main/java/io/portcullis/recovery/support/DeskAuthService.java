package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
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

  @RegisterForReflection
  record Wanted(String identifier) {
    @Override
    public String toString() {
      return "Wanted[redacted]";
    }
  }

  /// @param status `active`, or `frozen` by its owner
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
