package io.portcullis.mfa.totp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/// Authenticator apps.
@ConfigMapping(prefix = "portcullis.mfa.totp")
interface TotpConfig {

  /// The name of the exchange, as authenticator apps show it.
  @WithDefault("Portcullis")
  @NotBlank
  String issuer();

  /// Time steps of 30 seconds by which a phone's clock may be off, to either side. Each one more makes two more codes
  /// right at any moment: a guess is right with (2n + 1) in a million.
  @WithDefault("1")
  @Min(0)
  @Max(2)
  int driftSteps();
}
