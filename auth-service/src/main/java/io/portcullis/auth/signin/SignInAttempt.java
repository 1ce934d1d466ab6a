package io.portcullis.auth.signin;

import io.portcullis.auth.factor.CodeClaimant;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.auth.factor.SecondFactors.Methods;
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
/// @param restricted whether its claimant makes do with a restricted session
/// @param methods   what will do at the next step, strongest first
/// @param challenge mfa-service's challenge of this attempt
/// @param confirmAt the account's own address, when a code that is sent there is what will do
/// @param signals   what was counted before its password was looked at
/// @param boundTo   thumbprint of the key that its client showed: the next step must prove the same one
/// @param claimant  whose guesses its next step's are
@RegisterForReflection
record SignInAttempt(AccountId account, List<Evidence> evidence, Methods enrolled, RestrictedSession restricted,
    List<String> methods, String challenge, Optional<String> confirmAt, Optional<String> deviceToken, boolean rememberMe,
    TokensIn tokensIn, Optional<Signals> signals, Optional<String> boundTo, CodeClaimant claimant, Instant expiresAt)
    implements Pending {

  /// What its challenge is for.
  ///
  /// @param reference of this attempt
  Binding binding(String reference) {
    return Binding.ofSignIn(account, reference, confirmAt, claimant);
  }

  /// The device that it began on, if that was known.
  Optional<DeviceMark> rememberedAs() {
    return deviceToken.map(DeviceMark::of).filter(device -> claimant.equals(CodeClaimant.knownDevice(device.hex())));
  }

  Instant passwordProvedAt() {
    return evidence.getFirst().at();
  }

  @Override
  public String toString() {
    return "SignInAttempt[" + account + "]";
  }
}
