package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.mfa.challenge.ChallengeVerdict.Ended;
import io.portcullis.mfa.challenge.ChallengeVerdict.NotOffered;
import io.portcullis.mfa.challenge.ChallengeVerdict.Proved;
import io.portcullis.mfa.challenge.ChallengeVerdict.Refused;
import io.portcullis.mfa.challenge.ChallengeVerdict.Throttled;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.SignedAction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/// What became of one try at a challenge; `outcome` names it on the wire.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = NotOffered.class, name = "not-offered")})
@Schema(oneOf = {Proved.class, Refused.class, Ended.class, Throttled.class, NotOffered.class}, discriminatorProperty = "outcome")
public sealed interface ChallengeVerdict {

  /// The challenge has done its work, and is gone.
  ///
  /// @param clockDriftSeconds by how much the clock of a phone is ahead whose code was refused in this challenge before
  ///                          another factor proved it; absent otherwise
  /// @param settledAt         from when on the very factor that was shown is settled; absent for what is no factor
  /// @param signedAction      what a security key signed for the purpose `action`; absent for everything else
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "method", "amr"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "proved"))
  record Proved(Method method, List<String> amr, Optional<Long> clockDriftSeconds, Optional<Instant> settledAt,
      Optional<SignedAction> signedAction) implements ChallengeVerdict {}

  /// A wrong code, or one that was right before.
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "triesLeft"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "refused"))
  record Refused(int triesLeft) implements ChallengeVerdict {}

  /// Unknown, proved, expired, used up, or for something else: which of them is not said.
  @RegisterForReflection
  @Schema(requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "ended"))
  record Ended() implements ChallengeVerdict {}

  /// The claimant's budget of guesses is spent; the code was compared with nothing.
  ///
  /// @param retryAfter seconds
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "retryAfter"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "throttled"))
  record Throttled(long retryAfter) implements ChallengeVerdict {}

  /// This account does not prove itself in this way, or not for this purpose.
  @RegisterForReflection
  @Schema(name = "MethodNotOffered", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "not-offered"))
  record NotOffered() implements ChallengeVerdict {}
}
