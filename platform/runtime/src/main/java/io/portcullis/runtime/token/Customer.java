package io.portcullis.runtime.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The signed-in customer behind a request, as its access token says (RFC 9068).
///
/// @param acr      what the authentication was worth: `aal1`, `aal2` or `phr`
/// @param amr      how it was done (RFC 8176)
/// @param authTime when the customer last proved who they are
public record Customer(
    AccountId account, SessionId session, String acr, List<String> amr, Instant authTime, Set<String> scope)
    implements Principal {

  /// What a session may do that was opened with a recovery code, until a real second factor has been shown.
  public static final String RESTRICTED = "restricted";

  public boolean isRestricted() {
    return scope.contains(RESTRICTED);
  }

  @Override
  public String getName() {
    return account.toString();
  }
}
