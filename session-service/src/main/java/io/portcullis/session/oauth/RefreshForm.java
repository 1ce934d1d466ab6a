package io.portcullis.session.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// For the API document only: the body of a refresh (RFC 6749 §6).
@Schema(requiredProperties = {"grant_type", "refresh_token"})
record RefreshForm(
    @JsonProperty("grant_type") String grantType, @JsonProperty("refresh_token") String refreshToken, String scope) {}
