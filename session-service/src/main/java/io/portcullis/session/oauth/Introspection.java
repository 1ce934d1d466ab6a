package io.portcullis.session.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/// RFC 7662 §2.2, with the names of the access token's own claims.
@RegisterForReflection
record Introspection(
    boolean active,
    @JsonProperty("token_type") Optional<String> tokenType,
    Optional<String> iss,
    Optional<AccountId> sub,
    Optional<SessionId> sid,
    Optional<Long> exp,
    @JsonProperty("auth_time") Optional<Long> authTime,
    Optional<String> acr,
    Optional<List<String>> amr,
    Optional<String> scope,
    Optional<KeyConfirmation> cnf) {

  /// RFC 9449 §6.2: the key that the token is bound to.
  @RegisterForReflection
  record KeyConfirmation(String jkt) {}

  /// All there is to say of a token that is expired, revoked, unknown or not a token: which of them is nobody's business.
  static final Introspection INACTIVE = new Introspection(false, Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
