package io.portcullis.auth.signin;

import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.pending.Pending;
import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sign-in between its steps, with all that the next one is bound to.
///
/// @param evidence  what was proved so far, the password first
/// @param enrolled  second factors of the account
/// @param methods   those of them that session-service takes here
/// @param challenge mfa-service's challenge of this attempt
/// @param boundTo   thumbprint of the key that its client showed: the next step must prove the same one
@RegisterForReflection
record SignInAttempt(AccountId account, List<Evidence> evidence, List<String> enrolled, List<String> methods,
    String challenge, Optional<String> deviceToken, boolean rememberMe, TokensIn tokensIn,
    Optional<String> boundTo, Instant expiresAt)
    implements Pending {

  Instant passwordProvedAt() {
    return evidence.getFirst().at();
  }

  @Override
  public String toString() {
    return "SignInAttempt[" + account + "]";
  }
}
