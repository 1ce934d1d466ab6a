package io.portcullis.notification.sharedsignals;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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

/// Where receivers find the keys of security event tokens.
@Path("/ssf/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Shared signals")
public class TokenKeysResource {

  private static final Duration CACHEABLE = Duration.ofMinutes(5);

  private final SigningKeys keys;

  TokenKeysResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Operation(operationId = "signalKeys", summary = "The public keys of security event tokens (RFC 7517)")
  @APIResponse(responseCode = "200", description = "A JWK Set", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT, requiredProperties = "keys", properties = @SchemaProperty(name = "keys", type = SchemaType.ARRAY, implementation = Object.class))))
  public Uni<RestResponse<String>> keys() {
    return keys.published().map(jwks ->
        ResponseBuilder.ok(jwks).header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + CACHEABLE.toSeconds()).build());
  }
}
