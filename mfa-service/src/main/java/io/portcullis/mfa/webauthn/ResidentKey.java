package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.annotation.JsonValue;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/// What a new credential is to be good for.
@RegisterForReflection
public enum ResidentKey {
  /// A passkey: it signs in alone, so the authenticator must know its user.
  REQUIRED(ResidentKeyRequirement.REQUIRED, UserVerificationRequirement.REQUIRED),
  /// A second factor, and a passkey where that costs nothing.
  PREFERRED(ResidentKeyRequirement.PREFERRED, UserVerificationRequirement.PREFERRED);

  private final ResidentKeyRequirement requirement;
  private final UserVerificationRequirement userVerification;

  ResidentKey(ResidentKeyRequirement requirement, UserVerificationRequirement userVerification) {
    this.requirement = requirement;
    this.userVerification = userVerification;
  }

  static Optional<ResidentKey> of(String wireName) {
    for (ResidentKey each : values()) {
      if (each.wireName().equals(wireName)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  @JsonValue
  public String wireName() {
    return requirement.getValue();
  }

  UserVerificationRequirement userVerification() {
    return userVerification;
  }
}
