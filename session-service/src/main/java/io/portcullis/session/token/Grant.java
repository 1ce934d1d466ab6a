package io.portcullis.session.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.runtime.token.SettingsLock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an access token is to say about a session.
///
/// @param acr      `aal1`, `aal2` or `phr`
/// @param amr      how it was proved (RFC 8176)
/// @param authTime the newest proof
/// @param lastsTo  when all of this stops being true: the session ends, or what a step-up added to it
/// @param factor   how old the second factor is that was shown
/// @param settingsLock the customer's own lock of the account's settings, while it is on
/// @param boundTo  the key of the client that alone may use it (RFC 9449); empty for a bearer token
public record Grant(
    AccountId account, SessionId session, String acr, List<String> amr, Instant authTime, FactorAge factor, Scope scope,
    Instant lastsTo, Optional<KeyThumbprint> boundTo, Optional<SettingsLock> settingsLock) {

  /// RFC 6749 §7.1.
  public String tokenType() {
    return boundTo.isPresent() ? "DPoP" : "Bearer";
  }

  public enum Scope {
    /// What a customer's own session may do: everything that needs no further proof.
    ACCOUNT("account"),
    /// What one may do that was opened with a recovery code: little else than to enrol a new factor.
    RESTRICTED(Customer.RESTRICTED);

    private final String wireName;

    Scope(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }
}
