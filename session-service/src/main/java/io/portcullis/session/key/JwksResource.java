package io.portcullis.session.key;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// Where gateways and clients find the public keys.
@Path("/.well-known/jwks.json")
@PermitAll
@Tag(name = "Discovery")
public class JwksResource {

  /// For how long a verifier may know neither a new key nor the end of one: a key that an operator has take over is
  /// published for as long before it signs.
  static final Duration CACHEABLE = Duration.ofMinutes(5);

  private final SigningKeys keys;

  JwksResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "jwks", summary = "The public keys of access tokens (RFC 7517)")
  @APIResponse(responseCode = "200", description = "A JWK Set", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "keys", properties = @SchemaProperty(name = "keys", type = SchemaType.ARRAY, implementation = Object.class))))
  @APIResponse(responseCode = "304", description = "Still the one with the entity tag of If-None-Match")
  public RestResponse<String> jwks(@Context Request request) {
    PublicJwks jwks = keys.publicJwks();
    boolean known = request.evaluatePreconditions(jwks.tag()) != null;
    return (known ? ResponseBuilder.<String>create(Status.NOT_MODIFIED) : ResponseBuilder.ok(jwks.json()))
        .tag(jwks.tag())
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + CACHEABLE.toSeconds())
        .build();
  }
}
