package io.portcullis.session.oauth;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.oauth.OAuthError.Code;
import io.portcullis.session.oauth.RotateRefreshToken.Client;
import io.portcullis.session.oauth.Rotation.Followed;
import io.portcullis.session.oauth.Rotation.Refused;
import io.portcullis.session.oauth.Rotation.Repeated;
import io.portcullis.session.oauth.Rotation.Reused;
import io.portcullis.session.oauth.Rotation.Rotated;
import io.portcullis.session.oauth.TokenRequestProofs.Verdict.Absent;
import io.portcullis.session.oauth.TokenRequestProofs.Verdict.Holds;
import io.portcullis.session.oauth.TokenRequestProofs.Verdict.Invalid;
import io.portcullis.session.oauth.TokenRequestProofs.Verdict.NonceMissing;
import io.portcullis.session.token.AccessTokens;
import io.portcullis.session.token.BrowserTokens;
import io.portcullis.session.token.AccessTokens.AccessToken;
import io.portcullis.session.token.Grant;
import io.portcullis.session.token.Grant.Scope;
import io.portcullis.session.token.RefreshToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// The token endpoint. Clients are public (apps and browsers): the refresh token is all they have to show. A browser may
/// keep it in a cookie and leave the parameter out; the next one then goes into the cookie, and not into the body.
@Path("/oauth2/token")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "OAuth 2.0")
public class TokenResource {

  private static final String REFRESH_TOKEN = "refresh_token";

  private final RotateRefreshToken rotateRefreshToken;
  private final AccessTokens accessTokens;
  private final ClientAddress address;
  private final TokenRequestProofs proofs;
  private final BrowserTokens browser;

  TokenResource(RotateRefreshToken rotateRefreshToken, AccessTokens accessTokens, ClientAddress address,
      TokenRequestProofs proofs, BrowserTokens browser) {
    this.rotateRefreshToken = rotateRefreshToken;
    this.accessTokens = accessTokens;
    this.address = address;
    this.proofs = proofs;
    this.browser = browser;
  }

  /// RFC 6749 §5.1.
  ///
  /// @param refreshToken empty when it is in the cookie
  @RegisterForReflection
  record TokenAnswer(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn,
      @JsonProperty("refresh_token") Optional<String> refreshToken,
      String scope) {
    @Override
    public String toString() {
      return "TokenAnswer[REDACTED]";
    }
  }

  /// @param inCookie whether the browser added it
  private record Presented(String token, boolean inCookie) {}

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(operationId = "refreshToken", summary = "Exchange a refresh token for new tokens (RFC 6749 §6)",
      description = "A page of the configured origin may leave refresh_token out and have the cookie count that the sign-in set; its successor is in the cookie again.")
  @APIResponse(responseCode = "200", description = "New tokens", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TokenAnswer.class)))
  @APIResponse(responseCode = "400", description = "Refused (RFC 6749 §5.2)", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = OAuthError.class)))
  public Uni<RestResponse<?>> token(
      @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(implementation = RefreshForm.class))) String body,
      @HeaderParam(HttpHeaders.USER_AGENT) Optional<String> userAgent,
      @HeaderParam("DPoP") @Parameter(description = "A proof of the key that the tokens are to be bound to, or are (RFC 9449)", schema = @Schema(implementation = String.class)) List<String> dpop) {
    return OAuthForm.parse(body)
        .map(form -> refresh(form, userAgent, dpop))
        .orElseGet(() -> refused(Code.INVALID_REQUEST));
  }

  private Uni<RestResponse<?>> refresh(OAuthForm form, Optional<String> userAgent, List<String> dpop) {
    Optional<String> grantType = form.value("grant_type");
    // What the page says counts before what its browser adds.
    Optional<Presented> presented = form.value(REFRESH_TOKEN).map(token -> new Presented(token, false))
        .or(() -> browser.refreshToken().map(token -> new Presented(token, true)));
    if (grantType.isEmpty() || form.isRepeated("scope") || form.isRepeated(REFRESH_TOKEN)) {
      return refused(Code.INVALID_REQUEST);
    }
    if (!grantType.get().equals(REFRESH_TOKEN)) {
      return refused(Code.UNSUPPORTED_GRANT_TYPE);
    }
    if (presented.isEmpty()) {
      return refused(Code.INVALID_REQUEST);
    }
    if (form.value("scope").filter(asked -> !asked.equals(Scope.ACCOUNT.wireName())).isPresent()) {
      return refused(Code.INVALID_SCOPE);
    }
    return proofs.verify(dpop, presented.get().token()).chain(proof -> switch (proof) {
      case Absent() -> rotate(presented.get(), userAgent, Optional.empty());
      case Holds(var key) -> rotate(presented.get(), userAgent, Optional.of(key)).map(this::withNonce);
      case Invalid() -> refused(Code.INVALID_DPOP_PROOF);
      case NonceMissing() -> refused(Code.USE_DPOP_NONCE).map(this::withNonce);
    });
  }

  private Uni<RestResponse<?>> rotate(Presented presented, Optional<String> userAgent, Optional<KeyThumbprint> key) {
    return rotateRefreshToken.handle(presented.token(), new Client(userAgent, address.address().getHostAddress(), key))
        .map(rotation -> switch (rotation) {
          case Rotated(var grant, var next, var keptUntil) -> tokens(grant, next, keptUntil, presented);
          case Followed(var grant, var next, var keptUntil) -> tokens(grant, next, keptUntil, presented);
          case Repeated(var grant, var next, var keptUntil) -> tokens(grant, next, keptUntil, presented);
          // A thief must not learn that the token was real.
          case Reused(), Refused() -> presented.inCookie()
              ? browser.forgetSession(OAuthError.of(Code.INVALID_GRANT)) : OAuthError.of(Code.INVALID_GRANT);
        });
  }

  private RestResponse<TokenAnswer> tokens(
      Grant grant, RefreshToken next, Optional<Instant> keptUntil, Presented presented) {
    AccessToken access = accessTokens.issue(grant);
    var inBody = Optional.of(next.reveal()).filter(_ -> !presented.inCookie());
    RestResponse<TokenAnswer> answer = RestResponse.ResponseBuilder.ok(new TokenAnswer(
            access.value(), grant.tokenType(), access.lifetime().toSeconds(), inBody, grant.scope().wireName()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    return presented.inCookie() ? browser.keep(answer, next, keptUntil) : answer;
  }

  /// The nonce for the next proof, so that its client need not ask twice (RFC 9449 §8.2).
  private RestResponse<?> withNonce(RestResponse<?> answer) {
    proofs.nonce().ifPresent(nonce -> answer.getHeaders().putSingle("DPoP-Nonce", nonce));
    return answer;
  }

  private static Uni<RestResponse<?>> refused(Code code) {
    return now(OAuthError.of(code));
  }
}
