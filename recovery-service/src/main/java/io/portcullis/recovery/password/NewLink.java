package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.OpaqueToken;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A link about to be stored: one that its message carries, or one whose token is minted once the code in its message came back.
///
/// @param token what the message's link carries; empty where it carries a code
/// @param code  digest of the code, and until when it is taken; empty where the message carries the link
record NewLink(UUID id, Optional<OpaqueToken> token, Optional<Code> code, Instant issuedAt, Instant expiresAt) {

  record Code(String digest, Instant until) {}

  static NewLink carried(UUID id, OpaqueToken token, Instant issuedAt, Instant expiresAt) {
    return new NewLink(id, Optional.of(token), Optional.empty(), issuedAt, expiresAt);
  }

  static NewLink behind(Code code, UUID id, Instant issuedAt, Instant expiresAt) {
    return new NewLink(id, Optional.empty(), Optional.of(code), issuedAt, expiresAt);
  }
}
