package io.portcullis.session.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// For the API document only: the body of a refresh (RFC 6749 §6). Without `refresh_token` the browser's cookie counts.
@Schema(requiredProperties = "grant_type")
record RefreshForm(
    @JsonProperty("grant_type") String grantType, @JsonProperty("refresh_token") String refreshToken, String scope) {}
