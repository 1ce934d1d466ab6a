package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.session.oauth.OAuthError.Code;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The introspection endpoint, for gateways that prove themselves with a service token (RFC 7662 §4: never for everybody).
@Path("/oauth2/introspect")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "OAuth 2.0")
public class IntrospectionResource {

  private final IntrospectToken introspectToken;

  IntrospectionResource(IntrospectToken introspectToken) {
    this.introspectToken = introspectToken;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(operationId = "introspectToken", summary = "Whether a token is good, and what it says (RFC 7662)")
  @APIResponse(responseCode = "200", description = "Active or not", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Introspection.class)))
  public Uni<RestResponse<?>> introspect(
      @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(implementation = TokenForm.class))) String body) {
    return OAuthForm.parse(body).flatMap(form -> form.value("token"))
        .<Uni<RestResponse<?>>>map(token -> introspectToken.handle(token).map(RestResponse::ok))
        .orElseGet(() -> now(OAuthError.of(Code.INVALID_REQUEST)));
  }
}
