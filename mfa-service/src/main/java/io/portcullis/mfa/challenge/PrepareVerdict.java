package io.portcullis.mfa.challenge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.mfa.challenge.PrepareVerdict.NotOffered;
import io.portcullis.mfa.challenge.PrepareVerdict.Options;
import io.portcullis.mfa.challenge.PrepareVerdict.Over;
import io.portcullis.mfa.challenge.PrepareVerdict.Ready;
import io.portcullis.mfa.challenge.PrepareVerdict.Sent;
import io.portcullis.mfa.challenge.PrepareVerdict.Wait;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.RequestOptions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/// What a claimant can do next about one method of a challenge; `outcome` names it on the wire.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Options.class, name = "options"),
    @JsonSubTypes.Type(value = Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Over.class, name = "ended"),
    @JsonSubTypes.Type(value = NotOffered.class, name = "not-offered")})
@Schema(oneOf = {Options.class, Sent.class, Wait.class, Ready.class, Over.class, NotOffered.class}, discriminatorProperty = "outcome")
public sealed interface PrepareVerdict {

  /// @param publicKey PublicKeyCredentialRequestOptionsJSON (WebAuthn L3 §5.10.2), for the claimant's authenticator
  @RegisterForReflection
  @Schema(name = "AssertionOptions", requiredProperties = {"outcome", "method", "publicKey"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "options"))
  record Options(Method method, RequestOptions publicKey) implements PrepareVerdict {}

  /// A code is on its way, and the one before it is dead.
  ///
  /// @param resendAfter seconds until another one may be asked for
  /// @param expiresIn   seconds
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "method", "messageId", "resendAfter", "expiresIn"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "sent"))
  record Sent(Method method, UUID messageId, long resendAfter, long expiresIn) implements PrepareVerdict {}

  /// Too soon after the last code, or a budget is spent: which of them is not told. An older code stays right.
  ///
  /// @param retryAfter seconds
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "retryAfter"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "wait"))
  record Wait(long retryAfter) implements PrepareVerdict {}

  /// There is nothing to prepare.
  @RegisterForReflection
  @Schema(requiredProperties = {"outcome", "method"},
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "ready"))
  record Ready(Method method) implements PrepareVerdict {}

  /// As for a try: unknown, proved, expired, used up, or for something else.
  @RegisterForReflection
  @Schema(name = "PreparationEnded", requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "ended"))
  record Over() implements PrepareVerdict {}

  /// This account does not prove itself in this way, or not for this purpose.
  @RegisterForReflection
  @Schema(requiredProperties = "outcome",
      properties = @SchemaProperty(name = "outcome", type = SchemaType.STRING, enumeration = "not-offered"))
  record NotOffered() implements PrepareVerdict {}
}
