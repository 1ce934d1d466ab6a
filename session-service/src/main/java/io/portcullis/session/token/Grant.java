package io.portcullis.session.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.KeyThumbprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an access token is to say about a session.
///
/// @param acr       `aal1` or `aal2`
/// @param amr       how it was proved (RFC 8176)
/// @param authTime  the newest proof
/// @param expiresAt when the session ends at the latest
/// @param boundTo   the key of the client that alone may use it (RFC 9449); empty for a bearer token
public record Grant(
    AccountId account, SessionId session, String acr, List<String> amr, Instant authTime, Instant expiresAt,
    Optional<KeyThumbprint> boundTo) {

  /// RFC 6749 §7.1.
  public String tokenType() {
    return boundTo.isPresent() ? "DPoP" : "Bearer";
  }
}
