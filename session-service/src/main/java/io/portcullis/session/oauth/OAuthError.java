package io.portcullis.session.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/// An error answer of RFC 6749 §5.2. Like the RFC's own `invalid_grant` it does not tell why.
@RegisterForReflection
record OAuthError(Code error) {

  private static final int BAD_REQUEST = 400;

  @RegisterForReflection
  enum Code {
    @JsonProperty("invalid_request") INVALID_REQUEST,
    @JsonProperty("invalid_grant") INVALID_GRANT,
    @JsonProperty("invalid_scope") INVALID_SCOPE,
    @JsonProperty("unsupported_grant_type") UNSUPPORTED_GRANT_TYPE,
    /// RFC 9449 §5.
    @JsonProperty("invalid_dpop_proof") INVALID_DPOP_PROOF,
    /// RFC 9449 §8: with the nonce in `DPoP-Nonce`.
    @JsonProperty("use_dpop_nonce") USE_DPOP_NONCE
  }

  static RestResponse<OAuthError> of(Code code) {
    return RestResponse.ResponseBuilder.<OAuthError>create(BAD_REQUEST).entity(new OAuthError(code))
        .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
