package io.portcullis.mfa.passphrase;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Cooling;
import io.portcullis.mfa.passphrase.PassphraseVerdict.NotSet;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Right;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Stopped;
import io.portcullis.mfa.passphrase.PassphraseVerdict.Wrong;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/// What became of one try at a trading passphrase; `outcome` names it on the wire.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Right.class, name = "right"),
    @JsonSubTypes.Type(value = Wrong.class, name = "wrong"),
    @JsonSubTypes.Type(value = Cooling.class, name = "cooling"),
    @JsonSubTypes.Type(value = Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = NotSet.class, name = "not-set")})
@Schema(oneOf = {Right.class, Wrong.class, Cooling.class, Stopped.class, NotSet.class}, discriminatorProperty = "outcome")
public sealed interface PassphraseVerdict {

  @RegisterForReflection
  @Schema(name = "PassphraseRight", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "right"))
  record Right() implements PassphraseVerdict {}

  @RegisterForReflection
  @Schema(name = "PassphraseWrong", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "wrong"))
  record Wrong() implements PassphraseVerdict {}

  /// Not compared: there were too many wrong ones lately.
  ///
  /// @param retryAfter seconds
  @RegisterForReflection
  @Schema(name = "PassphraseCooling", requiredProperties = {"outcome", "retryAfter"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "cooling"))
  record Cooling(long retryAfter) implements PassphraseVerdict {}

  /// Not compared, and never again: only recovery helps.
  @RegisterForReflection
  @Schema(name = "PassphraseStopped", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "stopped"))
  record Stopped() implements PassphraseVerdict {}

  @RegisterForReflection
  @Schema(name = "PassphraseNotSet", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "not-set"))
  record NotSet() implements PassphraseVerdict {}
}
