package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.risk.Signals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Evidence brought by auth-service.
///
/// @param enrolled    the account's second factors as mfa-service names them, strongest first
/// @param enrolledChangedAt when one of them was last added or removed
/// @param deviceToken what the client kept from an earlier sign-in
/// @param address     the client's network address, as text
/// @param signals     what was counted before; absent when no password could have been guessed
/// @param trustDevice whether the claimant wants to be asked for no second factor on this device for a while; no unless
///                    said, as an older auth-service does not
/// @param factorWithheld see [#isFactorWithheld]; no unless said
/// @param enrolledSettled those of `enrolled` of which one is settled; not known unless said
/// @param restrictedWillDo whether the claimant declines to show a recovery code in the place of a factor that is withheld
/// @param dpopKey     thumbprint of the key that the client proved to hold: its tokens are bound to it (RFC 9449)
record OpenSessionRequest(
    @NotNull AccountId accountId,
    @NotEmpty @Size(max = 8) List<@NotNull @Valid Evidence> evidence,
    @NotNull @Size(max = 16) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") String> enrolled,
    Optional<@Size(max = 256) String> deviceToken,
    Optional<@Size(max = 1024) String> userAgent,
    Optional<@Pattern(regexp = "[0-9A-Fa-f:.]{2,45}") String> address,
    boolean rememberMe,
    Optional<Boolean> trustDevice,
    Optional<Instant> enrolledChangedAt,
    Optional<@Valid Signals> signals,
    Optional<@Pattern(regexp = KeyThumbprint.PATTERN) String> dpopKey,
    Optional<Boolean> factorWithheld,
    Optional<@Size(max = 16) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") String>> enrolledSettled,
    Optional<Boolean> restrictedWillDo) {

  /// Whether an address is enrolled that proves nothing for now, because it has reset the password.
  boolean isFactorWithheld() {
    return factorWithheld.orElse(false);
  }

  Demand.MissingFactor missingFactor() {
    if (!isFactorWithheld()) {
      return Demand.MissingFactor.NO;
    }
    return restrictedWillDo.orElse(false) ? Demand.MissingFactor.DECLINED : Demand.MissingFactor.WITHHELD;
  }

  /// The device token is a credential of sorts.
  @Override
  public String toString() {
    return "OpenSessionRequest[" + accountId + "]";
  }
}
