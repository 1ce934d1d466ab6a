package io.portcullis.session.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;

/// An authentic refresh token: this service made it. Whether it is current, the session's row knows.
///
/// @param generation how often the family had been rotated when it was made
public record RefreshToken(AccountId account, SessionId session, int generation, OpaqueToken token) {

  /// SHA-256, as the session's row keeps it.
  public byte[] digest() {
    return token.digest();
  }

  public String reveal() {
    return token.reveal();
  }
}
