package io.portcullis.runtime.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The signed-in customer behind a request, as its access token says (RFC 9068).
///
/// @param acr      what the authentication was worth: `aal1`, `aal2` or `phr`
/// @param amr      how it was done (RFC 8176)
/// @param authTime when the customer last proved who they are
/// @param expiresAt when the token is worth nothing any more
/// @param boundTo  the key that its client must prove with each use of the token; empty for a bearer token
/// @param factor   how old the second factor is that was shown
/// @param settingsLock the customer's own lock of the account's settings; empty while there is none
public record Customer(
    AccountId account, SessionId session, String acr, List<String> amr, Instant authTime, Instant expiresAt, Set<String> scope,
    Optional<KeyThumbprint> boundTo, FactorAge factor, Optional<SettingsLock> settingsLock)
    implements Principal {

  /// What a session may do that was opened with a recovery code, until a settled second factor has been shown. Also the
  /// role of such a customer: only resources that name it beside `customer` are open to one.
  public static final String RESTRICTED = "restricted";
  /// Values of `acr`, weakest first.
  public static final List<String> STRENGTHS = List.of("aal1", "aal2", "phr");

  public boolean isRestricted() {
    return scope.contains(RESTRICTED);
  }

  /// Whether the authentication was worth at least `strength`, one of [#STRENGTHS].
  public boolean reaches(String strength) {
    return STRENGTHS.indexOf(acr) >= STRENGTHS.indexOf(strength);
  }

  /// Whether a second factor was shown that is no longer fresh.
  public boolean hasSettledFactor(Instant now) {
    return settlesBy(now);
  }

  /// Whether the second factor that was shown settles no later than `latest`: it is at least as old as one that does then.
  public boolean settlesBy(Instant latest) {
    return settlesAt().filter(at -> !at.isAfter(latest)).isPresent();
  }

  /// From when on the second factor is settled that was shown; empty when none was, or its age is not known.
  public Optional<Instant> settlesAt() {
    return factor.settlesAt();
  }

  public boolean isBoundTo(KeyThumbprint key) {
    return boundTo.equals(Optional.of(key));
  }

  @Override
  public String getName() {
    return account.toString();
  }
}
