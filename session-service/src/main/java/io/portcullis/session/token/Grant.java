package io.portcullis.session.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import java.time.Instant;
import java.util.List;

/// What an access token is to say about a session.
///
/// @param acr       `aal1` or `aal2`
/// @param amr       how it was proved (RFC 8176)
/// @param authTime  the newest proof
/// @param expiresAt when the session ends at the latest
public record Grant(
    AccountId account, SessionId session, String acr, List<String> amr, Instant authTime, Instant expiresAt) {}
