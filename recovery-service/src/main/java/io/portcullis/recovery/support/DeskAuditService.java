package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// notification-service, which keeps the audit trail, as auditors ask it.
@Path("/internal/audit")
@RegisterRestClient(configKey = "notification")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("notification-service")
interface DeskAuditService {

  @GET
  @Path("/search")
  Uni<AuditPage> search(@QueryParam("account") Optional<AccountId> account, @QueryParam("person") String person,
      @QueryParam("kind") List<String> kinds, @QueryParam("from") Optional<String> from, @QueryParam("to") Optional<String> to,
      @QueryParam("after") Optional<String> after, @QueryParam("limit") int limit);

  /// @param content as the service that saw it published it; left out when it was erased
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record AuditEntry(UUID event, UUID account, String type, Instant time, boolean erased,
      @Schema(implementation = Object.class) JsonNode content) {}

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record AuditPage(List<AuditEntry> entries, Optional<String> next) {}
}
