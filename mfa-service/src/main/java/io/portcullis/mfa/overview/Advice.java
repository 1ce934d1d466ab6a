package io.portcullis.mfa.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.totp.Authenticators.Authenticator;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Credential;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The most urgent thing a customer should do about their second factors.
public enum Advice {
  ENROL_AUTHENTICATOR("enrol-authenticator"),
  /// What is enrolled can be read or redirected by others: e-mail and SMS.
  ENROL_STRONGER("enrol-stronger-factor"),
  /// One was guessed at too often or may have been copied, and is not accepted any more.
  REPLACE_AUTHENTICATOR("replace-authenticator"),
  RENEW_RECOVERY_CODES("renew-recovery-codes");

  private static final int FEW_CODES = 3;

  private final String wireName;

  Advice(String wireName) {
    this.wireName = wireName;
  }

  static Optional<Advice> of(Set<Method> enrolled, List<Credential> credentials, List<Authenticator> authenticators,
      int codesLeft) {
    if (enrolled.isEmpty()) {
      return Optional.of(ENROL_AUTHENTICATOR);
    }
    if (authenticators.stream().anyMatch(Authenticator::stopped)
        || credentials.stream().anyMatch(Credential::cloneSuspected)) {
      return Optional.of(REPLACE_AUTHENTICATOR);
    }
    if (enrolled.stream().noneMatch(method -> method.isAtLeastAsStrongAs(Method.TOTP))) {
      return Optional.of(ENROL_STRONGER);
    }
    return codesLeft <= FEW_CODES ? Optional.of(RENEW_RECOVERY_CODES) : Optional.empty();
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }
}
