package io.portcullis.session.discovery;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The same metadata at the two places where clients look for it. Every address in it is built from the configured
/// origin, never from the request's host.
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Discovery")
public class MetadataResource {

  private final ServerMetadata metadata;

  MetadataResource(@ConfigProperty(name = "portcullis.origin") String origin,
      @ConfigProperty(name = "portcullis.assurance-profile") String assuranceProfile) {
    this.metadata = ServerMetadata.of(origin, assuranceProfile);
  }

  @GET
  @Path("/openid-configuration")
  @Operation(operationId = "openidConfiguration", summary = "Server metadata where OpenID Connect clients look")
  public RestResponse<ServerMetadata> openid() {
    return answer();
  }

  @GET
  @Path("/oauth-authorization-server")
  @Operation(operationId = "oauthAuthorizationServer", summary = "Server metadata where OAuth clients look (RFC 8414)")
  public RestResponse<ServerMetadata> oauth() {
    return answer();
  }

  private RestResponse<ServerMetadata> answer() {
    return RestResponse.ResponseBuilder.ok(metadata).header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600").build();
  }
}
