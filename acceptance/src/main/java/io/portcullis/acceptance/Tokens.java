package io.portcullis.acceptance;

import java.util.List;

/// What a client holds of an open session. A device token comes at sign-in only.
public record Tokens(String accessToken, String refreshToken, String deviceToken, String sessionId, String acr,
    List<String> amr, long expiresIn) {}
