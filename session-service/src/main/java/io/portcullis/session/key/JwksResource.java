package io.portcullis.session.key;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Where gateways and clients find the public keys.
@Path("/.well-known/jwks.json")
@PermitAll
@Tag(name = "Discovery")
public class JwksResource {

  /// Far shorter than a key is published before it signs.
  private static final String CACHEABLE = "public, max-age=300";

  private final SigningKeys keys;

  JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "jwks", summary = "The public keys of access tokens (RFC 7517)")
  @APIResponse(responseCode = "200", description = "A JWK Set", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "keys", properties = @SchemaProperty(name = "keys", type = SchemaType.ARRAY, implementation = Object.class))))
  public RestResponse<String> jwks() {
    return RestResponse.ResponseBuilder.ok(keys.publicJwks()).header(HttpHeaders.CACHE_CONTROL, CACHEABLE).build();
  }
}
