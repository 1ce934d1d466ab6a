package io.portcullis.session.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What became of a step-up's evidence, as auth-service is told.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Elevation.Elevated.class, name = "elevated"),
    @JsonSubTypes.Type(value = Elevation.Refused.class, name = "refused")})
sealed interface Elevation {

  /// @param tokenType `DPoP` when the session is bound to a key (RFC 9449 §5), else `Bearer`
  /// @param expiresIn seconds until the access token expires
  @RegisterForReflection
  record Elevated(String accessToken, String tokenType, long expiresIn, String acr, List<String> amr) implements Elevation {
    @Override
    public String toString() {
      return "Elevated[" + acr + "]";
    }
  }

  @RegisterForReflection
  record Refused(Reason reason) implements Elevation {}

  @RegisterForReflection
  enum Reason {
    /// The account is frozen.
    @JsonProperty("barred") BARRED,
    /// The proof is too old, or from before the password was reset.
    @JsonProperty("stale-evidence") STALE_EVIDENCE,
    /// Not a live session of this account.
    @JsonProperty("ended") ENDED,
    /// Neither a second factor nor the password.
    @JsonProperty("too-weak") TOO_WEAK
  }
}
