package io.portcullis.recovery.export;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service: the exports that await this service's part.
@Path("/internal/exports")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
interface AwaitedExports {

  @GET
  Uni<Awaited> list();

  /// A piece that comes twice changes nothing.
  @PUT
  @Path("/{export}/pieces/{number}")
  Uni<Response> handIn(@PathParam("export") UUID export, @PathParam("number") int number, Piece piece);

  /// @param until what happened later is not part of it
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Export(UUID id, AccountId accountId, Instant until) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Awaited(List<Export> exports) {

    public Awaited {
      exports = List.copyOf(exports);
    }
  }

  /// @param content a JSON object
  @RegisterForReflection
  record Piece(String content, boolean last) {}
}
