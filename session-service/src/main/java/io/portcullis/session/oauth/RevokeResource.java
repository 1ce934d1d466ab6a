package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.session.oauth.OAuthError.Code;
import io.portcullis.session.token.BrowserTokens;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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

/// The revocation endpoint. Holding the token is the right to give it back; a cookie is not: the page says which token.
@Path("/oauth2/revoke")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "OAuth 2.0")
public class RevokeResource {

  private final RevokeToken revokeToken;
  private final BrowserTokens browser;

  RevokeResource(RevokeToken revokeToken, BrowserTokens browser) {
    this.revokeToken = revokeToken;
    this.browser = browser;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(operationId = "revokeToken", summary = "End the session of a token (RFC 7009)")
  @APIResponse(responseCode = "200", description = "The token is of no use any more, if it ever was")
  @APIResponse(responseCode = "400", description = "Refused (RFC 6749 §5.2)", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = OAuthError.class)))
  public Uni<RestResponse<?>> revoke(
      @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(implementation = TokenForm.class))) String body) {
    return OAuthForm.parse(body).flatMap(form -> form.value("token"))
        // `token_type_hint` is not needed: our two kinds can't be mistaken for each other.
        .<Uni<RestResponse<?>>>map(token -> revokeToken.handle(token).replaceWith(() -> browser.forgetSession(RestResponse.ok())))
        .orElseGet(() -> now(OAuthError.of(Code.INVALID_REQUEST)));
  }
}
