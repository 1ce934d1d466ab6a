package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Ended;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Proved;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Refused;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/// What became of a passkey's assertion; `outcome` names it on the wire.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Proved.class, name = "proved"),
    @JsonSubTypes.Type(value = Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Ended.class, name = "ended")})
@Schema(oneOf = {Proved.class, Refused.class, Ended.class}, discriminatorProperty = "outcome")
public sealed interface PasskeyVerdict {

  /// @param accountId whose passkey it is
  /// @param settledAt from when on it is settled
  @RegisterForReflection
  @Schema(name = "PasskeyProved", requiredProperties = {"outcome", "accountId", "amr", "settledAt"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "proved"))
  record Proved(AccountId accountId, List<String> amr, Instant settledAt) implements PasskeyVerdict {}

  /// Why is not said: an unknown credential is refused like a bad signature.
  @RegisterForReflection
  @Schema(name = "PasskeyRefused", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "refused"))
  record Refused() implements PasskeyVerdict {}

  /// Unknown, answered before, expired, or of another attempt.
  @RegisterForReflection
  @Schema(name = "PasskeyEnded", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "ended"))
  record Ended() implements PasskeyVerdict {}
}
