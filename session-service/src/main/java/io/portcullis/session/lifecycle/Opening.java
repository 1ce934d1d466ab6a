package io.portcullis.session.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of the evidence, as auth-service is told.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Opening.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Opening.MoreProof.class, name = "more-proof"),
    @JsonSubTypes.Type(value = Opening.Refused.class, name = "refused")})
sealed interface Opening {

  /// @param expiresIn   seconds until the access token expires
  /// @param deviceToken the one that was presented if its device was recognised, a new one otherwise
  /// @param restricted  whether a second factor must be shown before the session may do more than get one
  /// @param trustedUntil until when this device needs no second factor from now on; absent when trust was not asked for,
  ///                    or is not given
  /// @param tokenType   `DPoP` if the tokens are bound to a key
  /// @param keepFor     seconds that a browser is to keep the session at most; absent when it is to end with the browser
  @RegisterForReflection
  record Opened(
      SessionId sessionId, String accessToken, long expiresIn, String refreshToken, String deviceToken,
      String acr, List<String> amr, boolean newDevice, boolean restricted, Optional<Instant> trustedUntil,
      String tokenType, Optional<Long> keepFor) implements Opening {
    @Override
    public String toString() {
      return "Opened[" + sessionId + "]";
    }
  }

  /// @param methods what would do, strongest first; recovery codes, a way around rather than a factor, come last
  @RegisterForReflection
  record MoreProof(List<String> methods, MoreProofReason reason) implements Opening {}

  @RegisterForReflection
  record Refused(RefusalReason reason) implements Opening {}

  @RegisterForReflection
  enum MoreProofReason {
    @JsonProperty("password-missing") PASSWORD_MISSING,
    @JsonProperty("second-factor-enrolled") SECOND_FACTOR_ENROLLED,
    /// Nothing more would be asked for, were it not so unusual.
    @JsonProperty("unusual-sign-in") UNUSUAL_SIGN_IN
  }

  @RegisterForReflection
  enum RefusalReason {
    /// The account is frozen.
    @JsonProperty("barred") BARRED,
    /// The proof is too old, or from before the password was reset.
    @JsonProperty("stale-evidence") STALE_EVIDENCE,
    /// Too much about it is unusual for any proof to be enough.
    @JsonProperty("too-risky") TOO_RISKY
  }
}
